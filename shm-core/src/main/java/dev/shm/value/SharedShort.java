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
 * A {@code short} that several JVMs share, with a lock of its own for what takes more than one step. What is added wraps
 * around in the range of a {@code short}; so does what functions give back.
 *
 * <p>A process killed inside of an operation leaves the old value or the new one. Use after the space is closed is an
 * {@link IllegalStateException}.
 *
 * <p>Threads: any. Processes: any. Progress: wait-free, those that add or take a function lock-free. Peer crash: no effect.
 * Allocation: none after open.
 */
public final class SharedShort extends NumberValue {
    private static final long serialVersionUID = 1L;
    private static final Type TYPE = new Type();
    private static final long VALUE = ValueLayout.VALUE_OFFSET;
    private final transient Words words;

    private SharedShort(ObjectFile file) {
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
    public static SharedShort create(SharedSpace space, String name, short initial) {
        return TYPE.create(space, name, bits(initial));
    }

    /**
     * {@return a new value that is 0; see {@link #create(SharedSpace, String, short)}}
     * @param space where
     * @param name of the object in the space
     */
    public static SharedShort create(SharedSpace space, String name) {
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
    public static SharedShort open(SharedSpace space, String name) {
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
    public static SharedShort openOrCreate(SharedSpace space, String name, short initial) {
        return TYPE.openOrCreate(space, name, bits(initial));
    }

    /**
     * {@return the value, made with 0 if there is none; see {@link #openOrCreate(SharedSpace, String, short)}}
     * @param space where
     * @param name of the object in the space
     */
    public static SharedShort openOrCreate(SharedSpace space, String name) {
        return TYPE.openOrCreate(space, name, 0);
    }

    /** {@return the value, with volatile effect} */
    public short get() {
        return (short) words.getIntVolatile(VALUE);
    }

    /**
     * Sets the value, with volatile effect.
     * @param value the new value
     */
    public void set(short value) {
        words.setIntVolatile(VALUE, bits(value));
    }

    /**
     * Sets the value, with release effect.
     * @param value the new value
     */
    public void lazySet(short value) {
        words.setIntRelease(VALUE, bits(value));
    }

    /** {@return the value, with plain effect} */
    public short getPlain() {
        return (short) words.getIntPlain(VALUE);
    }

    /**
     * Sets the value, with plain effect.
     * @param value the new value
     */
    public void setPlain(short value) {
        words.setIntPlain(VALUE, bits(value));
    }

    /** {@return the value, with acquire effect} */
    public short getAcquire() {
        return (short) words.getIntAcquire(VALUE);
    }

    /**
     * Sets the value, with release effect.
     * @param value the new value
     */
    public void setRelease(short value) {
        words.setIntRelease(VALUE, bits(value));
    }

    /** {@return the value, with opaque effect, which is here that of acquire} */
    public short getOpaque() {
        return (short) words.getIntAcquire(VALUE);
    }

    /**
     * Sets the value, with opaque effect, which is here that of release.
     * @param value the new value
     */
    public void setOpaque(short value) {
        words.setIntRelease(VALUE, bits(value));
    }

    /**
     * Sets the value, with volatile effect.
     * @param value the new value
     * @return the value before
     */
    public short getAndSet(short value) {
        return (short) words.getAndSetInt(VALUE, bits(value));
    }

    /**
     * Sets the value if it is as expected, with volatile effect.
     * @param expected the value to be replaced
     * @param value the new value
     * @return whether it was as expected
     */
    public boolean compareAndSet(short expected, short value) {
        return words.compareAndExchangeInt(VALUE, bits(expected), bits(value)) == bits(expected);
    }

    /**
     * Sets the value if it is as expected, with volatile effect.
     * @param expected the value to be replaced
     * @param value the new value
     * @return the value before, which is the expected one if it was replaced
     */
    public short compareAndExchange(short expected, short value) {
        return (short) words.compareAndExchangeInt(VALUE, bits(expected), bits(value));
    }

    /** {@return the value before it is increased by 1, with volatile effect} */
    public short getAndIncrement() {
        return getAndAdd((short) 1);
    }

    /** {@return the value before it is decreased by 1, with volatile effect} */
    public short getAndDecrement() {
        return getAndAdd((short) -1);
    }

    /** {@return the value after it is increased by 1, with volatile effect} */
    public short incrementAndGet() {
        return addAndGet((short) 1);
    }

    /** {@return the value after it is decreased by 1, with volatile effect} */
    public short decrementAndGet() {
        return addAndGet((short) -1);
    }

    /**
     * Adds, with volatile effect; wraps around. Lock-free.
     * @param delta what to add
     * @return the value before
     */
    public short getAndAdd(short delta) {
        return getAndUpdate(before -> before + delta);
    }

    /**
     * Adds, with volatile effect; wraps around. Lock-free.
     * @param delta what to add
     * @return the value after
     */
    public short addAndGet(short delta) {
        return updateAndGet(before -> before + delta);
    }

    /**
     * Sets the value to that of a function of it, with volatile effect. Lock-free.
     * @param update free of side effects: it may be applied more than once
     * @return the value before
     */
    public short getAndUpdate(IntUnaryOperator update) {
        return (short) Updates.getAndUpdateInt(words, VALUE, before -> bits(update.applyAsInt((short) before)));
    }

    /**
     * Sets the value to that of a function of it, with volatile effect. Lock-free.
     * @param update free of side effects: it may be applied more than once
     * @return the value after
     */
    public short updateAndGet(IntUnaryOperator update) {
        return (short) Updates.updateAndGetInt(words, VALUE, before -> bits(update.applyAsInt((short) before)));
    }

    /**
     * Sets the value to that of a function of it and an argument, with volatile effect. Lock-free.
     * @param x the argument
     * @param accumulate free of side effects, of the value and {@code x}: it may be applied more than once
     * @return the value before
     */
    public short getAndAccumulate(short x, IntBinaryOperator accumulate) {
        return getAndUpdate(before -> accumulate.applyAsInt(before, x));
    }

    /**
     * Sets the value to that of a function of it and an argument, with volatile effect. Lock-free.
     * @param x the argument
     * @param accumulate free of side effects, of the value and {@code x}: it may be applied more than once
     * @return the value after
     */
    public short accumulateAndGet(short x, IntBinaryOperator accumulate) {
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

    @Override
    public short shortValue() {
        return get();
    }

    /** {@return the value in decimal digits} */
    @Override
    public String toString() {
        return Short.toString(get());
    }

    @Override
    Type type() {
        return TYPE;
    }

    private static int bits(int value) {
        return value & 0xFFFF;
    }

    private static final class Type extends ValueType<SharedShort> {
        private static final long serialVersionUID = 1L;
        private static final ObjectSpec SPEC = specOf(ElementType.SHORT);

        @Override
        public ObjectSpec spec() {
            return SPEC;
        }

        @Override
        public SharedShort in(ObjectFile file) {
            return new SharedShort(file);
        }
    }
}
