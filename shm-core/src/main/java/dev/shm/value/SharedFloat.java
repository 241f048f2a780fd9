package dev.shm.value;

import dev.shm.memory.Words;
import dev.shm.space.AlreadyExistsException;
import dev.shm.space.ElementType;
import dev.shm.space.InvalidFileException;
import dev.shm.space.NotFoundException;
import dev.shm.space.ObjectFile;
import dev.shm.space.ObjectSpec;
import dev.shm.space.SharedSpace;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * A {@code float} that several JVMs share, with a lock of its own for what takes more than one step.
 *
 * <p>Values are compared by their bits: a NaN is equal to itself, if it has the same bits, and 0.0 is another value than -0.0.
 * Sums depend on the order of what was added, as always with floating point. Functions are given, and give back, a {@code double},
 * which is rounded to a {@code float}.
 *
 * <p>A process killed inside of an operation leaves the old value or the new one. Use after the space is closed is an
 * {@link IllegalStateException}.
 *
 * <p>Threads: any. Processes: any. Progress: wait-free, those that add or take a function lock-free. Peer crash: no effect.
 * Allocation: none after open.
 */
public final class SharedFloat extends NumberValue {
    private static final long serialVersionUID = 1L;
    private static final Type TYPE = new Type();
    private static final long VALUE = ValueLayout.VALUE_OFFSET;
    private final transient Words words;

    private SharedFloat(ObjectFile file) {
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
    public static SharedFloat create(SharedSpace space, String name, float initial) {
        return TYPE.create(space, name, bits(initial) & 0xFFFF_FFFFL);
    }

    /**
     * {@return a new value that is 0; see {@link #create(SharedSpace, String, float)}}
     * @param space where
     * @param name of the object in the space
     */
    public static SharedFloat create(SharedSpace space, String name) {
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
    public static SharedFloat open(SharedSpace space, String name) {
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
    public static SharedFloat openOrCreate(SharedSpace space, String name, float initial) {
        return TYPE.openOrCreate(space, name, bits(initial) & 0xFFFF_FFFFL);
    }

    /**
     * {@return the value, made with 0 if there is none; see {@link #openOrCreate(SharedSpace, String, float)}}
     * @param space where
     * @param name of the object in the space
     */
    public static SharedFloat openOrCreate(SharedSpace space, String name) {
        return TYPE.openOrCreate(space, name, 0);
    }

    /** {@return the value, with volatile effect} */
    public float get() {
        return Float.intBitsToFloat(words.getIntVolatile(VALUE));
    }

    /**
     * Sets the value, with volatile effect.
     * @param value the new value
     */
    public void set(float value) {
        words.setIntVolatile(VALUE, bits(value));
    }

    /**
     * Sets the value, with release effect.
     * @param value the new value
     */
    public void lazySet(float value) {
        words.setIntRelease(VALUE, bits(value));
    }

    /** {@return the value, with plain effect} */
    public float getPlain() {
        return Float.intBitsToFloat(words.getIntPlain(VALUE));
    }

    /**
     * Sets the value, with plain effect.
     * @param value the new value
     */
    public void setPlain(float value) {
        words.setIntPlain(VALUE, bits(value));
    }

    /** {@return the value, with acquire effect} */
    public float getAcquire() {
        return Float.intBitsToFloat(words.getIntAcquire(VALUE));
    }

    /**
     * Sets the value, with release effect.
     * @param value the new value
     */
    public void setRelease(float value) {
        words.setIntRelease(VALUE, bits(value));
    }

    /** {@return the value, with opaque effect, which is here that of acquire} */
    public float getOpaque() {
        return Float.intBitsToFloat(words.getIntAcquire(VALUE));
    }

    /**
     * Sets the value, with opaque effect, which is here that of release.
     * @param value the new value
     */
    public void setOpaque(float value) {
        words.setIntRelease(VALUE, bits(value));
    }

    /**
     * Sets the value, with volatile effect.
     * @param value the new value
     * @return the value before
     */
    public float getAndSet(float value) {
        return Float.intBitsToFloat(words.getAndSetInt(VALUE, bits(value)));
    }

    /**
     * Sets the value if it is as expected, with volatile effect. The bits are compared.
     * @param expected the value to be replaced
     * @param value the new value
     * @return whether it was as expected
     */
    public boolean compareAndSet(float expected, float value) {
        return words.compareAndExchangeInt(VALUE, bits(expected), bits(value)) == bits(expected);
    }

    /**
     * Sets the value if it is as expected, with volatile effect. The bits are compared.
     * @param expected the value to be replaced
     * @param value the new value
     * @return the value before, which is the expected one if it was replaced
     */
    public float compareAndExchange(float expected, float value) {
        return Float.intBitsToFloat(words.compareAndExchangeInt(VALUE, bits(expected), bits(value)));
    }

    /**
     * Adds, with volatile effect. Lock-free.
     * @param delta what to add
     * @return the value before
     */
    public float getAndAdd(float delta) {
        return getAndUpdate(before -> (float) before + delta);
    }

    /**
     * Adds, with volatile effect. Lock-free.
     * @param delta what to add
     * @return the value after
     */
    public float addAndGet(float delta) {
        return updateAndGet(before -> (float) before + delta);
    }

    /**
     * Sets the value to that of a function of it, with volatile effect. Lock-free.
     * @param update free of side effects: it may be applied more than once
     * @return the value before
     */
    public float getAndUpdate(DoubleUnaryOperator update) {
        return Float.intBitsToFloat(Updates.getAndUpdateInt(
                words, VALUE, before -> bits((float) update.applyAsDouble(Float.intBitsToFloat(before)))));
    }

    /**
     * Sets the value to that of a function of it, with volatile effect. Lock-free.
     * @param update free of side effects: it may be applied more than once
     * @return the value after
     */
    public float updateAndGet(DoubleUnaryOperator update) {
        return Float.intBitsToFloat(Updates.updateAndGetInt(
                words, VALUE, before -> bits((float) update.applyAsDouble(Float.intBitsToFloat(before)))));
    }

    /**
     * Sets the value to that of a function of it and an argument, with volatile effect. Lock-free.
     * @param x the argument
     * @param accumulate free of side effects, of the value and {@code x}: it may be applied more than once
     * @return the value before
     */
    public float getAndAccumulate(float x, DoubleBinaryOperator accumulate) {
        return getAndUpdate(before -> accumulate.applyAsDouble(before, x));
    }

    /**
     * Sets the value to that of a function of it and an argument, with volatile effect. Lock-free.
     * @param x the argument
     * @param accumulate free of side effects, of the value and {@code x}: it may be applied more than once
     * @return the value after
     */
    public float accumulateAndGet(float x, DoubleBinaryOperator accumulate) {
        return updateAndGet(before -> accumulate.applyAsDouble(before, x));
    }

    @Override
    public int intValue() {
        return (int) get();
    }

    @Override
    public long longValue() {
        return (long) get();
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
        return Float.toString(get());
    }

    @Override
    Type type() {
        return TYPE;
    }

    private static int bits(float value) {
        return Float.floatToRawIntBits(value);
    }

    private static final class Type extends ValueType<SharedFloat> {
        private static final long serialVersionUID = 1L;
        private static final ObjectSpec SPEC = specOf(ElementType.FLOAT);

        @Override
        public ObjectSpec spec() {
            return SPEC;
        }

        @Override
        public SharedFloat in(ObjectFile file) {
            return new SharedFloat(file);
        }
    }
}
