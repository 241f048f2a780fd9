package dev.shm.value;

import dev.shm.memory.Floats;
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
import java.util.function.DoubleConsumer;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;

/**
 * {@code float}s that several JVMs share, with an index that is a {@code long}, and with a lock of its own.
 *
 * <p>{@code get} and {@code set}, and whatever goes through many elements, are as fast and as little ordered as those of a
 * {@code float[]}: each element is read and written as a whole, and when others see it is a matter of locks or of the
 * methods that say what effect they have.
 *
 * <p>Elements are compared by their bits: a NaN is equal to itself, if it has the same bits, and 0.0 is another value than
 * -0.0.
 *
 * <p>Killed in the middle of a change of many elements, a process leaves each of them old or new. Use after the space is closed
 * is an {@link IllegalStateException}.
 *
 * <p>Threads: any. Processes: any. Progress: wait-free, atomic changes lock-free. Peer crash: no effect. Allocation:
 * none after open for single elements.
 */
public final class SharedFloatArray extends PrimitiveArray {
    private static final long serialVersionUID = 1L;
    private static final Type TYPE = new Type();

    private final transient Floats elements;

    private SharedFloatArray(ArrayRange range, Floats elements) {
        super(range, elements);
        this.elements = elements;
    }

    /**
     * Makes an array of zeros.
     *
     * @param space where
     * @param name of the object in the space
     * @param length how many elements, at least 1
     * @return the array
     * @throws AlreadyExistsException if there is an object of that name
     * @throws SpaceFullException if there is no room; nothing is left behind
     */
    public static SharedFloatArray create(SharedSpace space, String name, long length) {
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
    public static SharedFloatArray create(SharedSpace space, String name, float[] contents) {
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
    public static SharedFloatArray createSparse(SharedSpace space, String name, long length) {
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
    public static SharedFloatArray open(SharedSpace space, String name) {
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
    public static SharedFloatArray openOrCreate(SharedSpace space, String name, long length) {
        return TYPE.openOrCreate(space, name, length);
    }

    // ---- one element ----

    /**
     * {@return an element, with plain effect}
     * @param i its index
     */
    public float get(long i) {
        return elements.get(i);
    }

    /**
     * Sets an element, with plain effect.
     * @param i its index
     * @param value the new value
     */
    public void set(long i, float value) {
        elements.set(i, value);
    }

    /**
     * {@return an element, with volatile effect}
     * @param i its index
     */
    public float getVolatile(long i) {
        return Float.intBitsToFloat(words.getIntVolatile(elements.offset(i)));
    }

    /**
     * Sets an element, with volatile effect.
     * @param i its index
     * @param value the new value
     */
    public void setVolatile(long i, float value) {
        words.setIntVolatile(elements.offset(i), bits(value));
    }

    /**
     * {@return an element, with acquire effect}
     * @param i its index
     */
    public float getAcquire(long i) {
        return Float.intBitsToFloat(words.getIntAcquire(elements.offset(i)));
    }

    /**
     * Sets an element, with release effect.
     * @param i its index
     * @param value the new value
     */
    public void setRelease(long i, float value) {
        words.setIntRelease(elements.offset(i), bits(value));
    }

    /**
     * Sets an element, with volatile effect.
     * @param i its index
     * @param value the new value
     * @return the value before
     */
    public float getAndSet(long i, float value) {
        return Float.intBitsToFloat(words.getAndSetInt(elements.offset(i), bits(value)));
    }

    /**
     * Sets an element if it is as expected, with volatile effect.
     *
     * @param i its index
     * @param expected the value to be replaced
     * @param value the new value
     * @return whether it was as expected
     */
    public boolean compareAndSet(long i, float expected, float value) {
        return words.compareAndExchangeInt(elements.offset(i), bits(expected), bits(value)) == bits(expected);
    }

    /**
     * Sets an element if it is as expected, with volatile effect.
     *
     * @param i its index
     * @param expected the value to be replaced
     * @param value the new value
     * @return the value before, which is the expected one if it was replaced
     */
    public float compareAndExchange(long i, float expected, float value) {
        return Float.intBitsToFloat(words.compareAndExchangeInt(elements.offset(i), bits(expected), bits(value)));
    }

    /**
     * Adds to an element, with volatile effect.
     * @param i its index
     * @param delta what to add
     * @return the value before
     */
    public float getAndAdd(long i, float delta) {
        return getAndUpdate(i, before -> (float) before + delta);
    }

    /**
     * Adds to an element, with volatile effect.
     * @param i its index
     * @param delta what to add
     * @return the value after
     */
    public float addAndGet(long i, float delta) {
        return updateAndGet(i, before -> (float) before + delta);
    }

    /**
     * Sets an element to that of a function of it, with volatile effect.
     * @param i its index
     * @param update free of side effects: it may be applied more than once
     * @return the value before
     */
    public float getAndUpdate(long i, DoubleUnaryOperator update) {
        return Float.intBitsToFloat(Updates.getAndUpdateInt(
                words, elements.offset(i), before -> bits((float) update.applyAsDouble(Float.intBitsToFloat(before)))));
    }

    /**
     * Sets an element to that of a function of it, with volatile effect.
     * @param i its index
     * @param update free of side effects: it may be applied more than once
     * @return the value after
     */
    public float updateAndGet(long i, DoubleUnaryOperator update) {
        return Float.intBitsToFloat(Updates.updateAndGetInt(
                words, elements.offset(i), before -> bits((float) update.applyAsDouble(Float.intBitsToFloat(before)))));
    }

    // ---- many elements ----

    /** {@return all elements; of more than an array can have, an exception} */
    public float[] toArray() {
        float[] all = new float[intLength()];
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
    public void copyTo(long from, float[] target, int at, int count) {
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
    public void copyFrom(long from, float[] source, int at, int count) {
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
    public void copyTo(long from, SharedFloatArray target, long at, long count) {
        elements.copyTo(from, target.elements, at, count);
    }

    /**
     * Sets all elements to one value, with plain effect.
     * @param value for all of them
     */
    public void fill(float value) {
        elements.fill(0, length(), value);
    }

    /**
     * Sets elements to one value, with plain effect.
     *
     * @param from the index of the first
     * @param to behind that of the last
     * @param value for all of them
     */
    public void fill(long from, long to, float value) {
        elements.fill(from, to, value);
    }

    @Override
    public SharedFloatArray slice(long from, long to) {
        return TYPE.over(range().slice(from, to));
    }

    /**
     * {@return whether another array has the same elements; of floating point the bits are compared}
     * @param other of whatever length
     */
    public boolean contentEquals(SharedFloatArray other) {
        return elements.hasSameBytes(other.elements);
    }

    /**
     * Goes through all elements in their order, at the speed of an array.
     * @param action gets each
     */
    public void forEach(DoubleConsumer action) {
        elements.forEach(0, length(), action);
    }

    /** {@return all elements in their order, as they are when the stream comes to them} */
    public DoubleStream stream() {
        return StreamSupport.doubleStream(spliterator(), false);
    }

    /** {@return goes through all elements in their order, splits in halves, knows how many there are} */
    public Spliterator.OfDouble spliterator() {
        return new DoubleSplit(elements::get, elements::forEach, 0, length());
    }

    /** {@return goes through all elements in their order} */
    public PrimitiveIterator.OfDouble iterator() {
        return Spliterators.iterator(spliterator());
    }

    @Override
    ArrayType<?> type() {
        return TYPE;
    }

    static SharedFloatArray over(ArrayRange range) {
        return TYPE.over(range);
    }

    private static int bits(float value) {
        return Float.floatToRawIntBits(value);
    }

    private static final class Type extends ArrayType<SharedFloatArray> {
        private static final long serialVersionUID = 1L;
        private static final ObjectSpec SPEC = specOf(ElementType.FLOAT);

        @Override
        public ObjectSpec spec() {
            return SPEC;
        }

        @Override
        ElementType elementType() {
            return ElementType.FLOAT;
        }

        @Override
        SharedFloatArray over(ArrayRange range) {
            return new SharedFloatArray(range, new Floats(range.memory(), range.base(), range.length()));
        }
    }
}
