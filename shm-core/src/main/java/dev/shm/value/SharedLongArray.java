package dev.shm.value;

import dev.shm.memory.Longs;
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
import java.util.function.LongConsumer;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;

/**
 * {@code long}s that several JVMs share, with an index that is a {@code long}, and with a lock of its own.
 *
 * <p>{@code get} and {@code set}, and whatever goes through many elements, are as fast and as little ordered as those of a
 * {@code long[]}: each element is read and written as a whole, and when others see it is a matter of locks or of the
 * methods that say what effect they have.
 *
 * <p>Killed in the middle of a change of many elements, a process leaves each of them old or new. Use after the space is closed
 * is an {@link IllegalStateException}.
 *
 * <p>Threads: any. Processes: any. Progress: wait-free, those that take a function lock-free. Peer crash: no effect.
 * Allocation: none after open for single elements.
 */
public final class SharedLongArray extends PrimitiveArray {
    private static final long serialVersionUID = 1L;
    private static final Type TYPE = new Type();

    private final transient Longs elements;

    private SharedLongArray(ArrayRange range, Longs elements) {
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
    public static SharedLongArray create(SharedSpace space, String name, long length) {
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
    public static SharedLongArray create(SharedSpace space, String name, long[] contents) {
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
    public static SharedLongArray createSparse(SharedSpace space, String name, long length) {
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
    public static SharedLongArray open(SharedSpace space, String name) {
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
    public static SharedLongArray openOrCreate(SharedSpace space, String name, long length) {
        return TYPE.openOrCreate(space, name, length);
    }

    // ---- one element ----

    /**
     * {@return an element, with plain effect}
     * @param i its index
     */
    public long get(long i) {
        return elements.get(i);
    }

    /**
     * Sets an element, with plain effect.
     * @param i its index
     * @param value the new value
     */
    public void set(long i, long value) {
        elements.set(i, value);
    }

    /**
     * {@return an element, with volatile effect}
     * @param i its index
     */
    public long getVolatile(long i) {
        return words.getVolatile(elements.offset(i));
    }

    /**
     * Sets an element, with volatile effect.
     * @param i its index
     * @param value the new value
     */
    public void setVolatile(long i, long value) {
        words.setVolatile(elements.offset(i), value);
    }

    /**
     * {@return an element, with acquire effect}
     * @param i its index
     */
    public long getAcquire(long i) {
        return words.getAcquire(elements.offset(i));
    }

    /**
     * Sets an element, with release effect.
     * @param i its index
     * @param value the new value
     */
    public void setRelease(long i, long value) {
        words.setRelease(elements.offset(i), value);
    }

    /**
     * Sets an element, with volatile effect.
     * @param i its index
     * @param value the new value
     * @return the value before
     */
    public long getAndSet(long i, long value) {
        return words.getAndSet(elements.offset(i), value);
    }

    /**
     * Sets an element if it is as expected, with volatile effect.
     *
     * @param i its index
     * @param expected the value to be replaced
     * @param value the new value
     * @return whether it was as expected
     */
    public boolean compareAndSet(long i, long expected, long value) {
        return words.compareAndSet(elements.offset(i), expected, value);
    }

    /**
     * Sets an element if it is as expected, with volatile effect.
     *
     * @param i its index
     * @param expected the value to be replaced
     * @param value the new value
     * @return the value before, which is the expected one if it was replaced
     */
    public long compareAndExchange(long i, long expected, long value) {
        return words.compareAndExchange(elements.offset(i), expected, value);
    }

    /**
     * Adds to an element, with volatile effect; wraps around.
     * @param i its index
     * @param delta what to add
     * @return the value before
     */
    public long getAndAdd(long i, long delta) {
        return words.getAndAdd(elements.offset(i), delta);
    }

    /**
     * Adds to an element, with volatile effect; wraps around.
     * @param i its index
     * @param delta what to add
     * @return the value after
     */
    public long addAndGet(long i, long delta) {
        return getAndAdd(i, delta) + delta;
    }

    /**
     * {@return the element before it is increased by 1, with volatile effect}
     * @param i its index
     */
    public long getAndIncrement(long i) {
        return getAndAdd(i, 1);
    }

    /**
     * {@return the element before it is decreased by 1, with volatile effect}
     * @param i its index
     */
    public long getAndDecrement(long i) {
        return getAndAdd(i, -1);
    }

    /**
     * {@return the element after it is increased by 1, with volatile effect}
     * @param i its index
     */
    public long incrementAndGet(long i) {
        return addAndGet(i, 1);
    }

    /**
     * {@return the element after it is decreased by 1, with volatile effect}
     * @param i its index
     */
    public long decrementAndGet(long i) {
        return addAndGet(i, -1);
    }

    /**
     * Sets an element to that of a function of it, with volatile effect.
     * @param i its index
     * @param update free of side effects: it may be applied more than once
     * @return the value before
     */
    public long getAndUpdate(long i, LongUnaryOperator update) {
        return Updates.getAndUpdate(words, elements.offset(i), update);
    }

    /**
     * Sets an element to that of a function of it, with volatile effect.
     * @param i its index
     * @param update free of side effects: it may be applied more than once
     * @return the value after
     */
    public long updateAndGet(long i, LongUnaryOperator update) {
        return Updates.updateAndGet(words, elements.offset(i), update);
    }

    // ---- many elements ----

    /** {@return all elements; of more than an array can have, an exception} */
    public long[] toArray() {
        long[] all = new long[intLength()];
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
    public void copyTo(long from, long[] target, int at, int count) {
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
    public void copyFrom(long from, long[] source, int at, int count) {
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
    public void copyTo(long from, SharedLongArray target, long at, long count) {
        elements.copyTo(from, target.elements, at, count);
    }

    /**
     * Sets all elements to one value, with plain effect.
     * @param value for all of them
     */
    public void fill(long value) {
        elements.fill(0, length(), value);
    }

    /**
     * Sets elements to one value, with plain effect.
     *
     * @param from the index of the first
     * @param to behind that of the last
     * @param value for all of them
     */
    public void fill(long from, long to, long value) {
        elements.fill(from, to, value);
    }

    @Override
    public SharedLongArray slice(long from, long to) {
        return TYPE.over(range().slice(from, to));
    }

    /**
     * {@return whether another array has the same elements}
     * @param other of whatever length
     */
    public boolean contentEquals(SharedLongArray other) {
        return elements.hasSameBytes(other.elements);
    }

    /**
     * Goes through all elements in their order, at the speed of an array.
     * @param action gets each
     */
    public void forEach(LongConsumer action) {
        elements.forEach(0, length(), action);
    }

    /** {@return all elements in their order, as they are when the stream comes to them} */
    public LongStream stream() {
        return StreamSupport.longStream(spliterator(), false);
    }

    /** {@return goes through all elements in their order, splits in halves, knows how many there are} */
    public Spliterator.OfLong spliterator() {
        return new LongSplit(elements::get, elements::forEach, 0, length());
    }

    /** {@return goes through all elements in their order} */
    public PrimitiveIterator.OfLong iterator() {
        return Spliterators.iterator(spliterator());
    }

    @Override
    ArrayType<?> type() {
        return TYPE;
    }

    static SharedLongArray over(ArrayRange range) {
        return TYPE.over(range);
    }

    private static final class Type extends ArrayType<SharedLongArray> {
        private static final long serialVersionUID = 1L;
        private static final ObjectSpec SPEC = specOf(ElementType.LONG);

        @Override
        public ObjectSpec spec() {
            return SPEC;
        }

        @Override
        ElementType elementType() {
            return ElementType.LONG;
        }

        @Override
        SharedLongArray over(ArrayRange range) {
            return new SharedLongArray(range, new Longs(range.memory(), range.base(), range.length()));
        }
    }
}
