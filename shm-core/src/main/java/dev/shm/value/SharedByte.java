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
 * A {@code byte} that several JVMs share, with a lock of its own for what takes more than one step. What is added wraps
 * around in the range of a {@code byte}; so does what functions give back.
 *
 * <p>A process killed inside of an operation leaves the old value or the new one. Use after the space is closed is an
 * {@link IllegalStateException}.
 *
 * <p>Threads: any. Processes: any. Progress: wait-free, those that add or take a function lock-free. Peer crash: no effect.
 * Allocation: none after open.
 */
public final class SharedByte extends NumberValue {
    private static final long serialVersionUID = 1L;
    private static final Type TYPE = new Type();
    private static final long VALUE = ValueLayout.VALUE_OFFSET;
    private final transient Words words;

    private SharedByte(ObjectFile file) {
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
    public static SharedByte create(SharedSpace space, String name, byte initial) {
        return TYPE.create(space, name, bits(initial));
    }

    /**
     * {@return a new value that is 0; see {@link #create(SharedSpace, String, byte)}}
     * @param space where
     * @param name of the object in the space
     */
    public static SharedByte create(SharedSpace space, String name) {
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
    public static SharedByte open(SharedSpace space, String name) {
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
    public static SharedByte openOrCreate(SharedSpace space, String name, byte initial) {
        return TYPE.openOrCreate(space, name, bits(initial));
    }

    /**
     * {@return the value, made with 0 if there is none; see {@link #openOrCreate(SharedSpace, String, byte)}}
     * @param space where
     * @param name of the object in the space
     */
    public static SharedByte openOrCreate(SharedSpace space, String name) {
        return TYPE.openOrCreate(space, name, 0);
    }

    /** {@return the value, with volatile effect} */
    public byte get() {
        return (byte) words.getIntVolatile(VALUE);
    }

    /**
     * Sets the value, with volatile effect.
     * @param value the new value
     */
    public void set(byte value) {
        words.setIntVolatile(VALUE, bits(value));
    }

    /**
     * Sets the value, with release effect.
     * @param value the new value
     */
    public void lazySet(byte value) {
        words.setIntRelease(VALUE, bits(value));
    }

    /** {@return the value, with plain effect} */
    public byte getPlain() {
        return (byte) words.getIntPlain(VALUE);
    }

    /**
     * Sets the value, with plain effect.
     * @param value the new value
     */
    public void setPlain(byte value) {
        words.setIntPlain(VALUE, bits(value));
    }

    /** {@return the value, with acquire effect} */
    public byte getAcquire() {
        return (byte) words.getIntAcquire(VALUE);
    }

    /**
     * Sets the value, with release effect.
     * @param value the new value
     */
    public void setRelease(byte value) {
        words.setIntRelease(VALUE, bits(value));
    }

    /** {@return the value, with opaque effect, which is here that of acquire} */
    public byte getOpaque() {
        return (byte) words.getIntAcquire(VALUE);
    }

    /**
     * Sets the value, with opaque effect, which is here that of release.
     * @param value the new value
     */
    public void setOpaque(byte value) {
        words.setIntRelease(VALUE, bits(value));
    }

    /**
     * Sets the value, with volatile effect.
     * @param value the new value
     * @return the value before
     */
    public byte getAndSet(byte value) {
        return (byte) words.getAndSetInt(VALUE, bits(value));
    }

    /**
     * Sets the value if it is as expected, with volatile effect.
     * @param expected the value to be replaced
     * @param value the new value
     * @return whether it was as expected
     */
    public boolean compareAndSet(byte expected, byte value) {
        return words.compareAndExchangeInt(VALUE, bits(expected), bits(value)) == bits(expected);
    }

    /**
     * Sets the value if it is as expected, with volatile effect.
     * @param expected the value to be replaced
     * @param value the new value
     * @return the value before, which is the expected one if it was replaced
     */
    public byte compareAndExchange(byte expected, byte value) {
        return (byte) words.compareAndExchangeInt(VALUE, bits(expected), bits(value));
    }

    /** {@return the value before it is increased by 1, with volatile effect} */
    public byte getAndIncrement() {
        return getAndAdd((byte) 1);
    }

    /** {@return the value before it is decreased by 1, with volatile effect} */
    public byte getAndDecrement() {
        return getAndAdd((byte) -1);
    }

    /** {@return the value after it is increased by 1, with volatile effect} */
    public byte incrementAndGet() {
        return addAndGet((byte) 1);
    }

    /** {@return the value after it is decreased by 1, with volatile effect} */
    public byte decrementAndGet() {
        return addAndGet((byte) -1);
    }

    /**
     * Adds, with volatile effect; wraps around. Lock-free.
     * @param delta what to add
     * @return the value before
     */
    public byte getAndAdd(byte delta) {
        return getAndUpdate(before -> before + delta);
    }

    /**
     * Adds, with volatile effect; wraps around. Lock-free.
     * @param delta what to add
     * @return the value after
     */
    public byte addAndGet(byte delta) {
        return updateAndGet(before -> before + delta);
    }

    /**
     * Sets the value to that of a function of it, with volatile effect. Lock-free.
     * @param update free of side effects: it may be applied more than once
     * @return the value before
     */
    public byte getAndUpdate(IntUnaryOperator update) {
        return (byte) Updates.getAndUpdateInt(words, VALUE, before -> bits(update.applyAsInt((byte) before)));
    }

    /**
     * Sets the value to that of a function of it, with volatile effect. Lock-free.
     * @param update free of side effects: it may be applied more than once
     * @return the value after
     */
    public byte updateAndGet(IntUnaryOperator update) {
        return (byte) Updates.updateAndGetInt(words, VALUE, before -> bits(update.applyAsInt((byte) before)));
    }

    /**
     * Sets the value to that of a function of it and an argument, with volatile effect. Lock-free.
     * @param x the argument
     * @param accumulate free of side effects, of the value and {@code x}: it may be applied more than once
     * @return the value before
     */
    public byte getAndAccumulate(byte x, IntBinaryOperator accumulate) {
        return getAndUpdate(before -> accumulate.applyAsInt(before, x));
    }

    /**
     * Sets the value to that of a function of it and an argument, with volatile effect. Lock-free.
     * @param x the argument
     * @param accumulate free of side effects, of the value and {@code x}: it may be applied more than once
     * @return the value after
     */
    public byte accumulateAndGet(byte x, IntBinaryOperator accumulate) {
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
    public byte byteValue() {
        return get();
    }

    /** {@return the value in decimal digits} */
    @Override
    public String toString() {
        return Byte.toString(get());
    }

    @Override
    Type type() {
        return TYPE;
    }

    private static int bits(int value) {
        return value & 0xFF;
    }

    private static final class Type extends ValueType<SharedByte> {
        private static final long serialVersionUID = 1L;
        private static final ObjectSpec SPEC = specOf(ElementType.BYTE);

        @Override
        public ObjectSpec spec() {
            return SPEC;
        }

        @Override
        public SharedByte in(ObjectFile file) {
            return new SharedByte(file);
        }
    }
}
