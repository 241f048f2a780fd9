package dev.shm.value;

import dev.shm.memory.Bytes;
import dev.shm.memory.PartWord;
import dev.shm.space.AlreadyExistsException;
import dev.shm.space.ElementType;
import dev.shm.space.InvalidFileException;
import dev.shm.space.NotFoundException;
import dev.shm.space.ObjectSpec;
import dev.shm.space.SharedSpace;
import dev.shm.space.SpaceFullException;
import java.util.Objects;

/**
 * {@code boolean}s that several JVMs share, with an index that is a {@code long}, and with a lock of its own.
 *
 * <p>{@code get} and {@code set}, and whatever goes through many elements, are as fast and as little ordered as those of a
 * {@code boolean[]}: each element is read and written as a whole, and when others see it is a matter of locks or of the
 * methods that say what effect they have.
 *
 * <p>An element is a byte of 0 or 1. Atomic operations are done on the 32-bit word in which it lies; its neighbours stay as they
 * are, also where others change them at the same time.
 *
 * <p>Killed in the middle of a change of many elements, a process leaves each of them old or new. Use after the space is closed
 * is an {@link IllegalStateException}.
 *
 * <p>Threads: any. Processes: any. Progress: wait-free, atomic changes lock-free. Peer crash: no effect. Allocation:
 * none after open for single elements.
 */
public final class SharedBooleanArray extends PrimitiveArray {
    private static final long serialVersionUID = 1L;
    private static final Type TYPE = new Type();

    private final transient Bytes elements;

    private SharedBooleanArray(ArrayRange range, Bytes elements) {
        super(range, elements);
        this.elements = elements;
    }

    /**
     * Makes an array of {@code false}.
     *
     * @param space where
     * @param name of the object in the space
     * @param length how many elements, at least 1
     * @return the array
     * @throws AlreadyExistsException if there is an object of that name
     * @throws SpaceFullException if there is no room; nothing is left behind
     */
    public static SharedBooleanArray create(SharedSpace space, String name, long length) {
        return TYPE.create(space, name, length);
    }

    /**
     * Makes an array with contents, which are all there before anybody can open it.
     *
     * @param space where
     * @param name of the object in the space
     * @param contents at least 1 element; copied
     * @return the array
     * @throws AlreadyExistsException if there is an object of that name
     * @throws SpaceFullException if there is no room; nothing is left behind
     */
    public static SharedBooleanArray create(SharedSpace space, String name, boolean[] contents) {
        return TYPE.create(space, name, contents, contents.length);
    }

    /**
     * Makes an array of {@code false} whose pages are found when they are first used. It may be larger than the memory that is
     * free; where there is none left at that moment, the JVM that uses the page dies of it (SIGBUS).
     *
     * @param space where
     * @param name of the object in the space
     * @param length how many elements, at least 1
     * @return the array
     * @throws AlreadyExistsException if there is an object of that name
     */
    public static SharedBooleanArray createSparse(SharedSpace space, String name, long length) {
        return TYPE.createSparse(space, name, length);
    }

    /**
     * Opens an array, of whatever length.
     *
     * @param space where
     * @param name of the object in the space
     * @return the array
     * @throws NotFoundException if there is none
     * @throws InvalidFileException if it is something else
     */
    public static SharedBooleanArray open(SharedSpace space, String name) {
        return TYPE.open(space, name);
    }

    /**
     * Opens an array, or makes one of {@code false} if there is none.
     *
     * @param space where
     * @param name of the object in the space
     * @param length how many elements, at least 1
     * @return the array
     * @throws InvalidFileException if it is something else, or of another length
     * @throws SpaceFullException if there is no room; nothing is left behind
     */
    public static SharedBooleanArray openOrCreate(SharedSpace space, String name, long length) {
        return TYPE.openOrCreate(space, name, length);
    }

    // ---- one element ----

    /**
     * {@return an element, with plain effect}
     * @param i its index
     */
    public boolean get(long i) {
        return elements.get(i) != 0;
    }

    /**
     * Sets an element, with plain effect.
     * @param i its index
     * @param value the new value
     */
    public void set(long i, boolean value) {
        elements.set(i, (byte) bits(value));
    }

    /**
     * {@return an element, with volatile effect}
     * @param i its index
     */
    public boolean getVolatile(long i) {
        return PartWord.BYTE.getVolatile(words, elements.offset(i)) != 0;
    }

    /**
     * Sets an element, with volatile effect.
     * @param i its index
     * @param value the new value
     */
    public void setVolatile(long i, boolean value) {
        PartWord.BYTE.getAndSet(words, elements.offset(i), bits(value));
    }

    /**
     * {@return an element, with acquire effect}
     * @param i its index
     */
    public boolean getAcquire(long i) {
        return PartWord.BYTE.getAcquire(words, elements.offset(i)) != 0;
    }

    /**
     * Sets an element, with release effect.
     * @param i its index
     * @param value the new value
     */
    public void setRelease(long i, boolean value) {
        PartWord.BYTE.getAndSet(words, elements.offset(i), bits(value));
    }

    /**
     * Sets an element, with volatile effect.
     * @param i its index
     * @param value the new value
     * @return the value before
     */
    public boolean getAndSet(long i, boolean value) {
        return PartWord.BYTE.getAndSet(words, elements.offset(i), bits(value)) != 0;
    }

    /**
     * Sets an element if it is as expected, with volatile effect.
     *
     * @param i its index
     * @param expected the value to be replaced
     * @param value the new value
     * @return whether it was as expected
     */
    public boolean compareAndSet(long i, boolean expected, boolean value) {
        return compareAndExchange(i, expected, value) == expected;
    }

    /**
     * Sets an element if it is as expected, with volatile effect.
     *
     * @param i its index
     * @param expected the value to be replaced
     * @param value the new value
     * @return the value before, which is the expected one if it was replaced
     */
    public boolean compareAndExchange(long i, boolean expected, boolean value) {
        return PartWord.BYTE.compareAndExchange(words, elements.offset(i), bits(expected), bits(value)) != 0;
    }

    // ---- many elements ----

    /** {@return all elements; of more than an array can have, an exception} */
    public boolean[] toArray() {
        boolean[] all = new boolean[intLength()];
        copyTo(0, all, 0, all.length);
        return all;
    }

    /**
     * Copies elements into an array.
     *
     * @param from the index of the first
     * @param target where to
     * @param at the index there
     * @param count how many
     */
    public void copyTo(long from, boolean[] target, int at, int count) {
        Objects.checkFromIndexSize(at, count, target.length);
        byte[] bytes = new byte[count];
        elements.copyTo(from, bytes, 0, count);
        for (int k = 0; k < count; k++) {
            target[at + k] = bytes[k] != 0;
        }
    }

    /**
     * Copies elements from an array.
     *
     * @param from the index of the first here
     * @param source where from
     * @param at the index there
     * @param count how many
     */
    public void copyFrom(long from, boolean[] source, int at, int count) {
        Objects.checkFromIndexSize(at, count, source.length);
        byte[] bytes = new byte[count];
        for (int k = 0; k < count; k++) {
            bytes[k] = (byte) bits(source[at + k]);
        }
        elements.copyFrom(from, bytes, 0, count);
    }

    /**
     * Copies elements to another array, or to elsewhere in this one, as {@link System#arraycopy} does.
     *
     * @param from the index of the first
     * @param target where to
     * @param at the index there
     * @param count how many
     */
    public void copyTo(long from, SharedBooleanArray target, long at, long count) {
        elements.copyTo(from, target.elements, at, count);
    }

    /**
     * Sets all elements to one value, with plain effect.
     * @param value for all of them
     */
    public void fill(boolean value) {
        elements.fill(0, length(), (byte) bits(value));
    }

    /**
     * Sets elements to one value, with plain effect.
     *
     * @param from the index of the first
     * @param to behind that of the last
     * @param value for all of them
     */
    public void fill(long from, long to, boolean value) {
        elements.fill(from, to, (byte) bits(value));
    }

    @Override
    public SharedBooleanArray slice(long from, long to) {
        return TYPE.over(range().slice(from, to));
    }

    /**
     * {@return whether another array has the same elements}
     * @param other of whatever length
     */
    public boolean contentEquals(SharedBooleanArray other) {
        return elements.hasSameBytes(other.elements);
    }

    @Override
    ArrayType<?> type() {
        return TYPE;
    }

    private static int bits(boolean value) {
        return value ? 1 : 0;
    }

    private static final class Type extends ArrayType<SharedBooleanArray> {
        private static final long serialVersionUID = 1L;
        private static final ObjectSpec SPEC = specOf(ElementType.BOOLEAN);

        @Override
        public ObjectSpec spec() {
            return SPEC;
        }

        @Override
        ElementType elementType() {
            return ElementType.BOOLEAN;
        }

        @Override
        SharedBooleanArray over(ArrayRange range) {
            return new SharedBooleanArray(range, new Bytes(range.memory(), range.base(), range.length()));
        }
    }
}
