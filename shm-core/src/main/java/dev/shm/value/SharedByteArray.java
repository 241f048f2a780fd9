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
import java.util.PrimitiveIterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.IntConsumer;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * {@code byte}s that several JVMs share, with an index that is a {@code long}, and with a lock of its own.
 *
 * <p>{@code get} and {@code set}, and whatever goes through many elements, are as fast and as little ordered as those of a
 * {@code byte[]}: each element is read and written as a whole, and when others see it is a matter of locks or of the
 * methods that say what effect they have.
 *
 * <p>Atomic operations on an element are done on the 32-bit word in which it lies; its neighbours stay as they are, also where
 * others change them at the same time. What is added wraps around in the range of a {@code byte}.
 *
 * <p>Killed in the middle of a change of many elements, a process leaves each of them old or new. Use after the space is closed
 * is an {@link IllegalStateException}.
 *
 * <p>Threads: any. Processes: any. Progress: wait-free, atomic changes lock-free. Peer crash: no effect. Allocation:
 * none after open for single elements.
 */
public final class SharedByteArray extends PrimitiveArray {
    private static final long serialVersionUID = 1L;
    private static final Type TYPE = new Type();

    private final transient Bytes elements;

    private SharedByteArray(ArrayRange range, Bytes elements) {
        super(range, elements);
        this.elements = elements;
    }

    /**
     * Makes an array of zeros.
     * @param space where
     * @param name of the object in the space
     * @param length how many elements, at least 1
     * @return the array
     * @throws AlreadyExistsException if there is an object of that name
     * @throws SpaceFullException if there is no room; nothing is left behind
     */
    public static SharedByteArray create(SharedSpace space, String name, long length) {
        return TYPE.create(space, name, length);
    }

    /**
     * Makes an array with contents, which are all there before anybody can open it.
     * @param space where
     * @param name of the object in the space
     * @param contents at least 1 element; copied
     * @return the array
     * @throws AlreadyExistsException if there is an object of that name
     * @throws SpaceFullException if there is no room; nothing is left behind
     */
    public static SharedByteArray create(SharedSpace space, String name, byte[] contents) {
        return TYPE.create(space, name, contents, contents.length);
    }

    /**
     * Makes an array of zeros whose pages are found when they are first used. It may be larger than the memory that is
     * free; where there is none left at that moment, the JVM that uses the page dies of it (SIGBUS).
     *
     * @param space where
     * @param name of the object in the space
     * @param length how many elements, at least 1
     * @return the array
     * @throws AlreadyExistsException if there is an object of that name
     */
    public static SharedByteArray createSparse(SharedSpace space, String name, long length) {
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
    public static SharedByteArray open(SharedSpace space, String name) {
        return TYPE.open(space, name);
    }

    /**
     * Opens an array, or makes one of zeros if there is none.
     *
     * @param space where
     * @param name of the object in the space
     * @param length how many elements, at least 1
     * @return the array
     * @throws InvalidFileException if it is something else, or of another length
     * @throws SpaceFullException if there is no room; nothing is left behind
     */
    public static SharedByteArray openOrCreate(SharedSpace space, String name, long length) {
        return TYPE.openOrCreate(space, name, length);
    }

    // ---- one element ----

    /**
     * {@return an element, with plain effect}
     * @param i its index
     */
    public byte get(long i) {
        return elements.get(i);
    }

    /**
     * Sets an element, with plain effect.
     * @param i its index
     * @param value the new value
     */
    public void set(long i, byte value) {
        elements.set(i, value);
    }

    /**
     * {@return an element, with volatile effect}
     * @param i its index
     */
    public byte getVolatile(long i) {
        return (byte) PartWord.BYTE.getVolatile(words, elements.offset(i));
    }

    /**
     * Sets an element, with volatile effect.
     * @param i its index
     * @param value the new value
     */
    public void setVolatile(long i, byte value) {
        PartWord.BYTE.getAndSet(words, elements.offset(i), value);
    }

    /**
     * {@return an element, with acquire effect}
     * @param i its index
     */
    public byte getAcquire(long i) {
        return (byte) PartWord.BYTE.getAcquire(words, elements.offset(i));
    }

    /**
     * Sets an element, with release effect.
     * @param i its index
     * @param value the new value
     */
    public void setRelease(long i, byte value) {
        PartWord.BYTE.getAndSet(words, elements.offset(i), value);
    }

    /**
     * Sets an element, with volatile effect.
     * @param i its index
     * @param value the new value
     * @return the value before
     */
    public byte getAndSet(long i, byte value) {
        return (byte) PartWord.BYTE.getAndSet(words, elements.offset(i), value);
    }

    /**
     * Sets an element if it is as expected, with volatile effect.
     *
     * @param i its index
     * @param expected the value to be replaced
     * @param value the new value
     * @return whether it was as expected
     */
    public boolean compareAndSet(long i, byte expected, byte value) {
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
    public byte compareAndExchange(long i, byte expected, byte value) {
        return (byte) PartWord.BYTE.compareAndExchange(words, elements.offset(i), expected, value);
    }

    /**
     * Adds to an element, with volatile effect; wraps around.
     * @param i its index
     * @param delta what to add
     * @return the value before
     */
    public byte getAndAdd(long i, byte delta) {
        return getAndUpdate(i, before -> before + delta);
    }

    /**
     * Adds to an element, with volatile effect; wraps around.
     * @param i its index
     * @param delta what to add
     * @return the value after
     */
    public byte addAndGet(long i, byte delta) {
        return updateAndGet(i, before -> before + delta);
    }

    /**
     * Sets an element to that of a function of it, with volatile effect.
     * @param i its index
     * @param update free of side effects: it may be applied more than once
     * @return the value before
     */
    public byte getAndUpdate(long i, IntUnaryOperator update) {
        return (byte) Updates.getAndUpdatePart(
                PartWord.BYTE, words, elements.offset(i), before -> update.applyAsInt((byte) before));
    }

    /**
     * Sets an element to that of a function of it, with volatile effect.
     * @param i its index
     * @param update free of side effects: it may be applied more than once
     * @return the value after
     */
    public byte updateAndGet(long i, IntUnaryOperator update) {
        return (byte) Updates.updateAndGetPart(
                PartWord.BYTE, words, elements.offset(i), before -> update.applyAsInt((byte) before));
    }

    // ---- many elements ----

    /** {@return all elements; of more than an array can have, an exception} */
    public byte[] toArray() {
        byte[] all = new byte[intLength()];
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
    public void copyTo(long from, byte[] target, int at, int count) {
        elements.copyTo(from, target, at, count);
    }

    /**
     * Copies elements from an array.
     *
     * @param from the index of the first here
     * @param source where from
     * @param at the index there
     * @param count how many
     */
    public void copyFrom(long from, byte[] source, int at, int count) {
        elements.copyFrom(from, source, at, count);
    }

    /**
     * Copies elements to another array, or to elsewhere in this one, as {@link System#arraycopy} does.
     *
     * @param from the index of the first
     * @param target where to
     * @param at the index there
     * @param count how many
     */
    public void copyTo(long from, SharedByteArray target, long at, long count) {
        elements.copyTo(from, target.elements, at, count);
    }

    /**
     * Sets all elements to one value, with plain effect.
     * @param value for all of them
     */
    public void fill(byte value) {
        elements.fill(0, length(), value);
    }

    /**
     * Sets elements to one value, with plain effect.
     *
     * @param from the index of the first
     * @param to behind that of the last
     * @param value for all of them
     */
    public void fill(long from, long to, byte value) {
        elements.fill(from, to, value);
    }

    @Override
    public SharedByteArray slice(long from, long to) {
        return TYPE.over(range().slice(from, to));
    }

    /**
     * {@return whether another array has the same elements}
     * @param other of whatever length
     */
    public boolean contentEquals(SharedByteArray other) {
        return elements.hasSameBytes(other.elements);
    }

    /**
     * Goes through all elements in their order, at the speed of an array.
     * @param action gets each
     */
    public void forEach(IntConsumer action) {
        elements.forEach(0, length(), action);
    }

    /** {@return all elements in their order, as they are when the stream comes to them} */
    public IntStream stream() {
        return StreamSupport.intStream(spliterator(), false);
    }

    /** {@return goes through all elements in their order, splits in halves, knows how many there are} */
    public Spliterator.OfInt spliterator() {
        return new IntSplit(elements::get, elements::forEach, 0, length());
    }

    /** {@return goes through all elements in their order} */
    public PrimitiveIterator.OfInt iterator() {
        return Spliterators.iterator(spliterator());
    }

    /** {@return the same memory as {@code short}s; what is left over at the end is not in it} */
    public SharedShortArray asShorts() {
        return SharedShortArray.over(range().as(2));
    }

    /** {@return the same memory as {@code char}s; what is left over at the end is not in it} */
    public SharedCharArray asChars() {
        return SharedCharArray.over(range().as(2));
    }

    /** {@return the same memory as {@code int}s; what is left over at the end is not in it} */
    public SharedIntArray asInts() {
        return SharedIntArray.over(range().as(4));
    }

    /** {@return the same memory as {@code long}s; what is left over at the end is not in it} */
    public SharedLongArray asLongs() {
        return SharedLongArray.over(range().as(8));
    }

    /** {@return the same memory as {@code float}s; what is left over at the end is not in it} */
    public SharedFloatArray asFloats() {
        return SharedFloatArray.over(range().as(4));
    }

    /** {@return the same memory as {@code double}s; what is left over at the end is not in it} */
    public SharedDoubleArray asDoubles() {
        return SharedDoubleArray.over(range().as(8));
    }

    @Override
    ArrayType<?> type() {
        return TYPE;
    }

    private static final class Type extends ArrayType<SharedByteArray> {
        private static final long serialVersionUID = 1L;
        private static final ObjectSpec SPEC = specOf(ElementType.BYTE);

        @Override
        public ObjectSpec spec() {
            return SPEC;
        }

        @Override
        ElementType elementType() {
            return ElementType.BYTE;
        }

        @Override
        SharedByteArray over(ArrayRange range) {
            return new SharedByteArray(range, new Bytes(range.memory(), range.base(), range.length()));
        }
    }
}
