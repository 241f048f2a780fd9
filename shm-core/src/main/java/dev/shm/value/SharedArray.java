package dev.shm.value;

import dev.shm.space.LockedObject;

/**
 * Elements of one type that several JVMs share, with a lock of its own: in a file, so as many as there is room for.
 *
 * <p>All have {@code create}, from a length or from contents, which fails if there is an object of that name; {@code open},
 * which fails if there is none; and {@code openOrCreate}, from a length, with which several processes can begin at once.
 * Those of primitive types also have {@code createSparse}, for what is larger than the memory that is free.
 *
 * <p>Their {@code get} and {@code set} have plain effect, and are as fast as access to a Java array, in a loop whose variable
 * is an {@code int}. Those of an {@link java.util.concurrent.atomic.AtomicIntegerArray} are {@code getVolatile} and
 * {@code setVolatile} here. A record is always read and written as by {@link SharedRecord}.
 *
 * What takes more than one step is done under {@code InterProcessLock.of(array)}.
 */
public sealed interface SharedArray extends LockedObject permits PrimitiveArray, SharedRecordArray {
    /** {@return how many elements there are} */
    long length();

    /**
     * A part of this array: the same memory and the same lock, with an index that begins at 0. Serialized, it arrives as the
     * same part.
     *
     * @param from the index of its first element
     * @param to behind that of its last one
     * @return the part; it may be empty
     * @throws IndexOutOfBoundsException if there are no such elements
     */
    SharedArray slice(long from, long to);
}
