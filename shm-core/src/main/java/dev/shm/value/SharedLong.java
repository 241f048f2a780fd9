package dev.shm.value;

import dev.shm.memory.Words;
import dev.shm.space.AlreadyExistsException;
import dev.shm.space.ElementType;
import dev.shm.space.InvalidFileException;
import dev.shm.space.NotFoundException;
import dev.shm.space.ObjectFile;
import dev.shm.space.ObjectSpec;
import dev.shm.space.SharedSpace;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/**
 * A {@code long} that several JVMs share: an {@link java.util.concurrent.atomic.AtomicLong} across processes, with a lock
 * of its own for what takes more than one step.
 *
 * <p>A process killed inside of an operation leaves the old value or the new one. Use after the space is closed is an
 * {@link IllegalStateException}.
 *
 * <p>Threads: any. Processes: any. Progress: wait-free, those that take a function lock-free. Peer crash: no effect.
 * Allocation: none after open.
 */
public final class SharedLong extends NumberValue {
    private static final long serialVersionUID = 1L;
    private static final Type TYPE = new Type();
    private static final long VALUE = ValueLayout.VALUE_OFFSET;
    private final transient Words words;

    private SharedLong(ObjectFile file) {
        super(file);
        words = file.words();
    }

    /**
     * Makes a value.
     *
     * @param space where
     * @param name of the object in the space
     * @param initial its first value
     * @return the value
     * @throws AlreadyExistsException if there is an object of that name
     */
    public static SharedLong create(SharedSpace space, String name, long initial) {
        return TYPE.create(space, name, initial);
    }

    /**
     * {@return a new value that is 0; see {@link #create(SharedSpace, String, long)}}
     * @param space where
     * @param name of the object in the space
     */
    public static SharedLong create(SharedSpace space, String name) {
        return TYPE.create(space, name, 0);
    }

    /**
     * Opens a value.
     *
     * @param space where
     * @param name of the object in the space
     * @return the value
     * @throws NotFoundException if there is none
     * @throws InvalidFileException if it is something else
     */
    public static SharedLong open(SharedSpace space, String name) {
        return TYPE.open(space, name);
    }

    /**
     * Opens a value, or makes it if there is none.
     *
     * @param space where
     * @param name of the object in the space
     * @param initial its first value if it is made
     * @return the value
     * @throws InvalidFileException if it is something else
     */
    public static SharedLong openOrCreate(SharedSpace space, String name, long initial) {
        return TYPE.openOrCreate(space, name, initial);
    }

    /**
     * {@return the value, made with 0 if there is none; see {@link #openOrCreate(SharedSpace, String, long)}}
     * @param space where
     * @param name of the object in the space
     */
    public static SharedLong openOrCreate(SharedSpace space, String name) {
        return TYPE.openOrCreate(space, name, 0);
    }

    /** {@return the value, with volatile effect} */
    public long get() {
        return words.getVolatile(VALUE);
    }

    /**
     * Sets the value, with volatile effect.
     * @param value the new value
     */
    public void set(long value) {
        words.setVolatile(VALUE, value);
    }

    /**
     * Sets the value, with release effect.
     * @param value the new value
     */
    public void lazySet(long value) {
        words.setRelease(VALUE, value);
    }

    /** {@return the value, with plain effect} */
    public long getPlain() {
        return words.getPlain(VALUE);
    }

    /**
     * Sets the value, with plain effect.
     * @param value the new value
     */
    public void setPlain(long value) {
        words.setPlain(VALUE, value);
    }

    /** {@return the value, with acquire effect} */
    public long getAcquire() {
        return words.getAcquire(VALUE);
    }

    /**
     * Sets the value, with release effect.
     * @param value the new value
     */
    public void setRelease(long value) {
        words.setRelease(VALUE, value);
    }

    /** {@return the value, with opaque effect, which is here that of acquire} */
    public long getOpaque() {
        return words.getAcquire(VALUE);
    }

    /**
     * Sets the value, with opaque effect, which is here that of release.
     * @param value the new value
     */
    public void setOpaque(long value) {
        words.setRelease(VALUE, value);
    }

    /**
     * Sets the value, with volatile effect.
     * @param value the new value
     * @return the value before
     */
    public long getAndSet(long value) {
        return words.getAndSet(VALUE, value);
    }

    /**
     * Sets the value if it is as expected, with volatile effect.
     * @param expected the value to be replaced
     * @param value the new value
     * @return whether it was as expected
     */
    public boolean compareAndSet(long expected, long value) {
        return words.compareAndSet(VALUE, expected, value);
    }

    /**
     * Sets the value if it is as expected, with volatile effect.
     * @param expected the value to be replaced
     * @param value the new value
     * @return the value before, which is the expected one if it was replaced
     */
    public long compareAndExchange(long expected, long value) {
        return words.compareAndExchange(VALUE, expected, value);
    }

    /**
     * As {@link #compareAndExchange}; at least with acquire effect.
     * @param expected the value to be replaced
     * @param value the new value
     * @return the value before
     */
    public long compareAndExchangeAcquire(long expected, long value) {
        return compareAndExchange(expected, value);
    }

    /**
     * As {@link #compareAndExchange}; at least with release effect.
     * @param expected the value to be replaced
     * @param value the new value
     * @return the value before
     */
    public long compareAndExchangeRelease(long expected, long value) {
        return compareAndExchange(expected, value);
    }

    /**
     * As {@link #compareAndSet}, and doesn't fail without reason either.
     * @param expected the value to be replaced
     * @param value the new value
     * @return whether it was as expected
     */
    public boolean weakCompareAndSetPlain(long expected, long value) {
        return compareAndSet(expected, value);
    }

    /**
     * As {@link #compareAndSet}, and doesn't fail without reason either.
     * @param expected the value to be replaced
     * @param value the new value
     * @return whether it was as expected
     */
    public boolean weakCompareAndSetVolatile(long expected, long value) {
        return compareAndSet(expected, value);
    }

    /**
     * As {@link #compareAndSet}, and doesn't fail without reason either.
     * @param expected the value to be replaced
     * @param value the new value
     * @return whether it was as expected
     */
    public boolean weakCompareAndSetAcquire(long expected, long value) {
        return compareAndSet(expected, value);
    }

    /**
     * As {@link #compareAndSet}, and doesn't fail without reason either.
     * @param expected the value to be replaced
     * @param value the new value
     * @return whether it was as expected
     */
    public boolean weakCompareAndSetRelease(long expected, long value) {
        return compareAndSet(expected, value);
    }

    /** {@return the value before it is increased by 1, with volatile effect} */
    public long getAndIncrement() {
        return words.getAndAdd(VALUE, 1);
    }

    /** {@return the value before it is decreased by 1, with volatile effect} */
    public long getAndDecrement() {
        return words.getAndAdd(VALUE, -1);
    }

    /**
     * Adds, with volatile effect; wraps around.
     * @param delta what to add
     * @return the value before
     */
    public long getAndAdd(long delta) {
        return words.getAndAdd(VALUE, delta);
    }

    /** {@return the value after it is increased by 1, with volatile effect} */
    public long incrementAndGet() {
        return words.getAndAdd(VALUE, 1) + 1;
    }

    /** {@return the value after it is decreased by 1, with volatile effect} */
    public long decrementAndGet() {
        return words.getAndAdd(VALUE, -1) - 1;
    }

    /**
     * Adds, with volatile effect; wraps around.
     * @param delta what to add
     * @return the value after
     */
    public long addAndGet(long delta) {
        return words.getAndAdd(VALUE, delta) + delta;
    }

    /**
     * Sets the value to that of a function of it, with volatile effect. Lock-free.
     * @param update free of side effects: it may be applied more than once
     * @return the value before
     */
    public long getAndUpdate(LongUnaryOperator update) {
        return Updates.getAndUpdate(words, VALUE, update);
    }

    /**
     * Sets the value to that of a function of it, with volatile effect. Lock-free.
     * @param update free of side effects: it may be applied more than once
     * @return the value after
     */
    public long updateAndGet(LongUnaryOperator update) {
        return Updates.updateAndGet(words, VALUE, update);
    }

    /**
     * Sets the value to that of a function of it and an argument, with volatile effect. Lock-free.
     * @param x the argument
     * @param accumulate free of side effects, of the value and {@code x}: it may be applied more than once
     * @return the value before
     */
    public long getAndAccumulate(long x, LongBinaryOperator accumulate) {
        return getAndUpdate(before -> accumulate.applyAsLong(before, x));
    }

    /**
     * Sets the value to that of a function of it and an argument, with volatile effect. Lock-free.
     * @param x the argument
     * @param accumulate free of side effects, of the value and {@code x}: it may be applied more than once
     * @return the value after
     */
    public long accumulateAndGet(long x, LongBinaryOperator accumulate) {
        return updateAndGet(before -> accumulate.applyAsLong(before, x));
    }

    @Override
    public int intValue() {
        return (int) get();
    }

    @Override
    public long longValue() {
        return get();
    }

    @Override
    public float floatValue() {
        return get();
    }

    @Override
    public double doubleValue() {
        return get();
    }

    /** {@return the value in decimal digits} */
    @Override
    public String toString() {
        return Long.toString(get());
    }

    @Override
    Type type() {
        return TYPE;
    }

    private static final class Type extends ValueType<SharedLong> {
        private static final long serialVersionUID = 1L;
        private static final ObjectSpec SPEC = specOf(ElementType.LONG);

        @Override
        public ObjectSpec spec() {
            return SPEC;
        }

        @Override
        public SharedLong in(ObjectFile file) {
            return new SharedLong(file);
        }
    }
}
