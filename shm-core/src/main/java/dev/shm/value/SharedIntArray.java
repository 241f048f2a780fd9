package dev.shm.value;

import dev.shm.memory.Ints;
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
 * {@code int}s that several JVMs share, with an index that is a {@code long}, and with a lock of its own.
 *
 * <p>{@code get} and {@code set}, and whatever goes through many elements, are as fast and as little ordered as those of a
 * {@code int[]}: each element is read and written as a whole, and when others see it is a matter of locks or of the
 * methods that say what effect they have.
 *
 * <p>Killed in the middle of a change of many elements, a process leaves each of them old or new. Use after the space is closed
 * is an {@link IllegalStateException}.
 *
 * <p>Threads: any. Processes: any. Progress: wait-free, those that take a function lock-free. Peer crash: no effect.
 * Allocation: none after open for single elements.
 */
public final class SharedIntArray extends PrimitiveArray {
    private static final long serialVersionUID = 1L;
    private static final Type TYPE = new Type();

    private final transient Ints elements;

    private SharedIntArray(ArrayRange range, Ints elements) {
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
    public static SharedIntArray create(SharedSpace space, String name, long length) {
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
    public static SharedIntArray create(SharedSpace space, String name, int[] contents) {
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
    public static SharedIntArray createSparse(SharedSpace space, String name, long length) {
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
    public static SharedIntArray open(SharedSpace space, String name) {
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
    public static SharedIntArray openOrCreate(SharedSpace space, String name, long length) {
        return TYPE.openOrCreate(space, name, length);
    }

    // ---- one element ----

    /**
     * {@return an element, with plain effect}
     * @param i its index
     */
    public int get(long i) {
        return elements.get(i);
    }

    /**
     * Sets an element, with plain effect.
     * @param i its index
     * @param value the new value
     */
    public void set(long i, int value) {
        elements.set(i, value);
    }

    /**
     * {@return an element, with volatile effect}
     * @param i its index
     */
    public int getVolatile(long i) {
        return words.getIntVolatile(elements.offset(i));
    }

    /**
     * Sets an element, with volatile effect.
     * @param i its index
     * @param value the new value
     */
    public void setVolatile(long i, int value) {
        words.setIntVolatile(elements.offset(i), value);
    }

    /**
     * {@return an element, with acquire effect}
     * @param i its index
     */
    public int getAcquire(long i) {
        return words.getIntAcquire(elements.offset(i));
    }

    /**
     * Sets an element, with release effect.
     * @param i its index
     * @param value the new value
     */
    public void setRelease(long i, int value) {
        words.setIntRelease(elements.offset(i), value);
    }

    /**
     * Sets an element, with volatile effect.
     * @param i its index
     * @param value the new value
     * @return the value before
     */
    public int getAndSet(long i, int value) {
        return words.getAndSetInt(elements.offset(i), value);
    }

    /**
     * Sets an element if it is as expected, with volatile effect.
     *
     * @param i its index
     * @param expected the value to be replaced
     * @param value the new value
     * @return whether it was as expected
     */
    public boolean compareAndSet(long i, int expected, int value) {
        return words.compareAndExchangeInt(elements.offset(i), expected, value) == expected;
    }

    /**
     * Sets an element if it is as expected, with volatile effect.
     *
     * @param i its index
     * @param expected the value to be replaced
     * @param value the new value
     * @return the value before, which is the expected one if it was replaced
     */
    public int compareAndExchange(long i, int expected, int value) {
        return words.compareAndExchangeInt(elements.offset(i), expected, value);
    }

    /**
     * Adds to an element, with volatile effect; wraps around.
     * @param i its index
     * @param delta what to add
     * @return the value before
     */
    public int getAndAdd(long i, int delta) {
        return words.getAndAddInt(elements.offset(i), delta);
    }

    /**
     * Adds to an element, with volatile effect; wraps around.
     * @param i its index
     * @param delta what to add
     * @return the value after
     */
    public int addAndGet(long i, int delta) {
        return getAndAdd(i, delta) + delta;
    }

    /**
     * {@return the element before it is increased by 1, with volatile effect}
     * @param i its index
     */
    public int getAndIncrement(long i) {
        return getAndAdd(i, 1);
    }

    /**
     * {@return the element before it is decreased by 1, with volatile effect}
     * @param i its index
     */
    public int getAndDecrement(long i) {
        return getAndAdd(i, -1);
    }

    /**
     * {@return the element after it is increased by 1, with volatile effect}
     * @param i its index
     */
    public int incrementAndGet(long i) {
        return addAndGet(i, 1);
    }

    /**
     * {@return the element after it is decreased by 1, with volatile effect}
     * @param i its index
     */
    public int decrementAndGet(long i) {
        return addAndGet(i, -1);
    }

    /**
     * Sets an element to that of a function of it, with volatile effect.
     * @param i its index
     * @param update free of side effects: it may be applied more than once
     * @return the value before
     */
    public int getAndUpdate(long i, IntUnaryOperator update) {
        return Updates.getAndUpdateInt(words, elements.offset(i), update);
    }

    /**
     * Sets an element to that of a function of it, with volatile effect.
     * @param i its index
     * @param update free of side effects: it may be applied more than once
     * @return the value after
     */
    public int updateAndGet(long i, IntUnaryOperator update) {
        return Updates.updateAndGetInt(words, elements.offset(i), update);
    }

    // ---- many elements ----

    /** {@return all elements; of more than an array can have, an exception} */
    public int[] toArray() {
        int[] all = new int[intLength()];
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
    public void copyTo(long from, int[] target, int at, int count) {
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
    public void copyFrom(long from, int[] source, int at, int count) {
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
    public void copyTo(long from, SharedIntArray target, long at, long count) {
        elements.copyTo(from, target.elements, at, count);
    }

    /**
     * Sets all elements to one value, with plain effect.
     * @param value for all of them
     */
    public void fill(int value) {
        elements.fill(0, length(), value);
    }

    /**
     * Sets elements to one value, with plain effect.
     *
     * @param from the index of the first
     * @param to behind that of the last
     * @param value for all of them
     */
    public void fill(long from, long to, int value) {
        elements.fill(from, to, value);
    }

    @Override
    public SharedIntArray slice(long from, long to) {
        return TYPE.over(range().slice(from, to));
    }

    /**
     * {@return whether another array has the same elements}
     * @param other of whatever length
     */
    public boolean contentEquals(SharedIntArray other) {
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

    @Override
    ArrayType<?> type() {
        return TYPE;
    }

    static SharedIntArray over(ArrayRange range) {
        return TYPE.over(range);
    }

    private static final class Type extends ArrayType<SharedIntArray> {
        private static final long serialVersionUID = 1L;
        private static final ObjectSpec SPEC = specOf(ElementType.INT);

        @Override
        public ObjectSpec spec() {
            return SPEC;
        }

        @Override
        ElementType elementType() {
            return ElementType.INT;
        }

        @Override
        SharedIntArray over(ArrayRange range) {
            return new SharedIntArray(range, new Ints(range.memory(), range.base(), range.length()));
        }
    }
}
