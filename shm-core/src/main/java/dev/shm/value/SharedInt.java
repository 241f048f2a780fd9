package dev.shm.value;

import dev.shm.memory.Words;
import dev.shm.space.AlreadyExistsException;
import dev.shm.space.ElementType;
import dev.shm.space.InvalidFileException;
import dev.shm.space.NotFoundException;
import dev.shm.space.ObjectFile;
import dev.shm.space.ObjectSpec;
import dev.shm.space.SharedSpace;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;

/**
 * An {@code int} that several JVMs share: an {@link java.util.concurrent.atomic.AtomicInteger} across processes, with a lock
 * of its own for what takes more than one step.
 *
 * <p>A process killed inside of an operation leaves the old value or the new one. Use after the space is closed is an
 * {@link IllegalStateException}.
 *
 * <p>Threads: any. Processes: any. Progress: wait-free, those that take a function lock-free. Peer crash: no effect.
 * Allocation: none after open.
 */
public final class SharedInt extends NumberValue {
    private static final long serialVersionUID = 1L;
    private static final Type TYPE = new Type();
    private static final long VALUE = ValueLayout.VALUE_OFFSET;
    private final transient Words words;

    private SharedInt(ObjectFile file) {
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
    public static SharedInt create(SharedSpace space, String name, int initial) {
        return TYPE.create(space, name, initial & 0xFFFF_FFFFL);
    }

    /**
     * {@return a new value that is 0; see {@link #create(SharedSpace, String, int)}}
     * @param space where
     * @param name of the object in the space
     */
    public static SharedInt create(SharedSpace space, String name) {
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
    public static SharedInt open(SharedSpace space, String name) {
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
    public static SharedInt openOrCreate(SharedSpace space, String name, int initial) {
        return TYPE.openOrCreate(space, name, initial & 0xFFFF_FFFFL);
    }

    /**
     * {@return the value, made with 0 if there is none; see {@link #openOrCreate(SharedSpace, String, int)}}
     * @param space where
     * @param name of the object in the space
     */
    public static SharedInt openOrCreate(SharedSpace space, String name) {
        return TYPE.openOrCreate(space, name, 0);
    }

    /** {@return the value, with volatile effect} */
    public int get() {
        return words.getIntVolatile(VALUE);
    }

    /**
     * Sets the value, with volatile effect.
     * @param value the new value
     */
    public void set(int value) {
        words.setIntVolatile(VALUE, value);
    }

    /**
     * Sets the value, with release effect.
     * @param value the new value
     */
    public void lazySet(int value) {
        words.setIntRelease(VALUE, value);
    }

    /** {@return the value, with plain effect} */
    public int getPlain() {
        return words.getIntPlain(VALUE);
    }

    /**
     * Sets the value, with plain effect.
     * @param value the new value
     */
    public void setPlain(int value) {
        words.setIntPlain(VALUE, value);
    }

    /** {@return the value, with acquire effect} */
    public int getAcquire() {
        return words.getIntAcquire(VALUE);
    }

    /**
     * Sets the value, with release effect.
     * @param value the new value
     */
    public void setRelease(int value) {
        words.setIntRelease(VALUE, value);
    }

    /** {@return the value, with opaque effect, which is here that of acquire} */
    public int getOpaque() {
        return words.getIntAcquire(VALUE);
    }

    /**
     * Sets the value, with opaque effect, which is here that of release.
     * @param value the new value
     */
    public void setOpaque(int value) {
        words.setIntRelease(VALUE, value);
    }

    /**
     * Sets the value, with volatile effect.
     * @param value the new value
     * @return the value before
     */
    public int getAndSet(int value) {
        return words.getAndSetInt(VALUE, value);
    }

    /**
     * Sets the value if it is as expected, with volatile effect.
     * @param expected the value to be replaced
     * @param value the new value
     * @return whether it was as expected
     */
    public boolean compareAndSet(int expected, int value) {
        return words.compareAndExchangeInt(VALUE, expected, value) == expected;
    }

    /**
     * Sets the value if it is as expected, with volatile effect.
     * @param expected the value to be replaced
     * @param value the new value
     * @return the value before, which is the expected one if it was replaced
     */
    public int compareAndExchange(int expected, int value) {
        return words.compareAndExchangeInt(VALUE, expected, value);
    }

    /**
     * As {@link #compareAndExchange}; at least with acquire effect.
     * @param expected the value to be replaced
     * @param value the new value
     * @return the value before
     */
    public int compareAndExchangeAcquire(int expected, int value) {
        return compareAndExchange(expected, value);
    }

    /**
     * As {@link #compareAndExchange}; at least with release effect.
     * @param expected the value to be replaced
     * @param value the new value
     * @return the value before
     */
    public int compareAndExchangeRelease(int expected, int value) {
        return compareAndExchange(expected, value);
    }

    /**
     * As {@link #compareAndSet}, and doesn't fail without reason either.
     * @param expected the value to be replaced
     * @param value the new value
     * @return whether it was as expected
     */
    public boolean weakCompareAndSetPlain(int expected, int value) {
        return compareAndSet(expected, value);
    }

    /**
     * As {@link #compareAndSet}, and doesn't fail without reason either.
     * @param expected the value to be replaced
     * @param value the new value
     * @return whether it was as expected
     */
    public boolean weakCompareAndSetVolatile(int expected, int value) {
        return compareAndSet(expected, value);
    }

    /**
     * As {@link #compareAndSet}, and doesn't fail without reason either.
     * @param expected the value to be replaced
     * @param value the new value
     * @return whether it was as expected
     */
    public boolean weakCompareAndSetAcquire(int expected, int value) {
        return compareAndSet(expected, value);
    }

    /**
     * As {@link #compareAndSet}, and doesn't fail without reason either.
     * @param expected the value to be replaced
     * @param value the new value
     * @return whether it was as expected
     */
    public boolean weakCompareAndSetRelease(int expected, int value) {
        return compareAndSet(expected, value);
    }

    /** {@return the value before it is increased by 1, with volatile effect} */
    public int getAndIncrement() {
        return words.getAndAddInt(VALUE, 1);
    }

    /** {@return the value before it is decreased by 1, with volatile effect} */
    public int getAndDecrement() {
        return words.getAndAddInt(VALUE, -1);
    }

    /**
     * Adds, with volatile effect; wraps around.
     * @param delta what to add
     * @return the value before
     */
    public int getAndAdd(int delta) {
        return words.getAndAddInt(VALUE, delta);
    }

    /** {@return the value after it is increased by 1, with volatile effect} */
    public int incrementAndGet() {
        return words.getAndAddInt(VALUE, 1) + 1;
    }

    /** {@return the value after it is decreased by 1, with volatile effect} */
    public int decrementAndGet() {
        return words.getAndAddInt(VALUE, -1) - 1;
    }

    /**
     * Adds, with volatile effect; wraps around.
     * @param delta what to add
     * @return the value after
     */
    public int addAndGet(int delta) {
        return words.getAndAddInt(VALUE, delta) + delta;
    }

    /**
     * Sets the value to that of a function of it, with volatile effect. Lock-free.
     * @param update free of side effects: it may be applied more than once
     * @return the value before
     */
    public int getAndUpdate(IntUnaryOperator update) {
        return Updates.getAndUpdateInt(words, VALUE, update);
    }

    /**
     * Sets the value to that of a function of it, with volatile effect. Lock-free.
     * @param update free of side effects: it may be applied more than once
     * @return the value after
     */
    public int updateAndGet(IntUnaryOperator update) {
        return Updates.updateAndGetInt(words, VALUE, update);
    }

    /**
     * Sets the value to that of a function of it and an argument, with volatile effect. Lock-free.
     * @param x the argument
     * @param accumulate free of side effects, of the value and {@code x}: it may be applied more than once
     * @return the value before
     */
    public int getAndAccumulate(int x, IntBinaryOperator accumulate) {
        return getAndUpdate(before -> accumulate.applyAsInt(before, x));
    }

    /**
     * Sets the value to that of a function of it and an argument, with volatile effect. Lock-free.
     * @param x the argument
     * @param accumulate free of side effects, of the value and {@code x}: it may be applied more than once
     * @return the value after
     */
    public int accumulateAndGet(int x, IntBinaryOperator accumulate) {
        return updateAndGet(before -> accumulate.applyAsInt(before, x));
    }

    @Override
    public int intValue() {
        return get();
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
        return Integer.toString(get());
    }

    @Override
    Type type() {
        return TYPE;
    }

    private static final class Type extends ValueType<SharedInt> {
        private static final long serialVersionUID = 1L;
        private static final ObjectSpec SPEC = specOf(ElementType.INT);

        @Override
        public ObjectSpec spec() {
            return SPEC;
        }

        @Override
        public SharedInt in(ObjectFile file) {
            return new SharedInt(file);
        }
    }
}
