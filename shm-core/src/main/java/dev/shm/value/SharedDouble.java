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
 * A {@code double} that several JVMs share, with a lock of its own for what takes more than one step.
 *
 * <p>Values are compared by their bits: a NaN is equal to itself, if it has the same bits, and 0.0 is another value than -0.0.
 * Sums depend on the order of what was added, as always with floating point.
 *
 * <p>A process killed inside of an operation leaves the old value or the new one. Use after the space is closed is an
 * {@link IllegalStateException}.
 *
 * <p>Threads: any. Processes: any. Progress: wait-free, those that add or take a function lock-free. Peer crash: no effect.
 * Allocation: none after open.
 */
public final class SharedDouble extends NumberValue {
    private static final long serialVersionUID = 1L;
    private static final Type TYPE = new Type();
    private static final long VALUE = ValueLayout.VALUE_OFFSET;
    private final transient Words words;

    private SharedDouble(ObjectFile file) {
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
    public static SharedDouble create(SharedSpace space, String name, double initial) {
        return TYPE.create(space, name, bits(initial));
    }

    /**
     * {@return a new value that is 0; see {@link #create(SharedSpace, String, double)}}
     * @param space where
     * @param name of the object in the space
     */
    public static SharedDouble create(SharedSpace space, String name) {
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
    public static SharedDouble open(SharedSpace space, String name) {
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
    public static SharedDouble openOrCreate(SharedSpace space, String name, double initial) {
        return TYPE.openOrCreate(space, name, bits(initial));
    }

    /**
     * {@return the value, made with 0 if there is none; see {@link #openOrCreate(SharedSpace, String, double)}}
     * @param space where
     * @param name of the object in the space
     */
    public static SharedDouble openOrCreate(SharedSpace space, String name) {
        return TYPE.openOrCreate(space, name, 0);
    }

    /** {@return the value, with volatile effect} */
    public double get() {
        return Double.longBitsToDouble(words.getVolatile(VALUE));
    }

    /**
     * Sets the value, with volatile effect.
     * @param value the new value
     */
    public void set(double value) {
        words.setVolatile(VALUE, bits(value));
    }

    /**
     * Sets the value, with release effect.
     * @param value the new value
     */
    public void lazySet(double value) {
        words.setRelease(VALUE, bits(value));
    }

    /** {@return the value, with plain effect} */
    public double getPlain() {
        return Double.longBitsToDouble(words.getPlain(VALUE));
    }

    /**
     * Sets the value, with plain effect.
     * @param value the new value
     */
    public void setPlain(double value) {
        words.setPlain(VALUE, bits(value));
    }

    /** {@return the value, with acquire effect} */
    public double getAcquire() {
        return Double.longBitsToDouble(words.getAcquire(VALUE));
    }

    /**
     * Sets the value, with release effect.
     * @param value the new value
     */
    public void setRelease(double value) {
        words.setRelease(VALUE, bits(value));
    }

    /** {@return the value, with opaque effect, which is here that of acquire} */
    public double getOpaque() {
        return Double.longBitsToDouble(words.getAcquire(VALUE));
    }

    /**
     * Sets the value, with opaque effect, which is here that of release.
     * @param value the new value
     */
    public void setOpaque(double value) {
        words.setRelease(VALUE, bits(value));
    }

    /**
     * Sets the value, with volatile effect.
     * @param value the new value
     * @return the value before
     */
    public double getAndSet(double value) {
        return Double.longBitsToDouble(words.getAndSet(VALUE, bits(value)));
    }

    /**
     * Sets the value if it is as expected, with volatile effect. The bits are compared.
     * @param expected the value to be replaced
     * @param value the new value
     * @return whether it was as expected
     */
    public boolean compareAndSet(double expected, double value) {
        return words.compareAndSet(VALUE, bits(expected), bits(value));
    }

    /**
     * Sets the value if it is as expected, with volatile effect. The bits are compared.
     * @param expected the value to be replaced
     * @param value the new value
     * @return the value before, which is the expected one if it was replaced
     */
    public double compareAndExchange(double expected, double value) {
        return Double.longBitsToDouble(words.compareAndExchange(VALUE, bits(expected), bits(value)));
    }

    /**
     * Adds, with volatile effect. Lock-free.
     * @param delta what to add
     * @return the value before
     */
    public double getAndAdd(double delta) {
        return getAndUpdate(before -> before + delta);
    }

    /**
     * Adds, with volatile effect. Lock-free.
     * @param delta what to add
     * @return the value after
     */
    public double addAndGet(double delta) {
        return updateAndGet(before -> before + delta);
    }

    /**
     * Sets the value to that of a function of it, with volatile effect. Lock-free.
     * @param update free of side effects: it may be applied more than once
     * @return the value before
     */
    public double getAndUpdate(DoubleUnaryOperator update) {
        return Double.longBitsToDouble(Updates.getAndUpdate(
                words, VALUE, before -> bits(update.applyAsDouble(Double.longBitsToDouble(before)))));
    }

    /**
     * Sets the value to that of a function of it, with volatile effect. Lock-free.
     * @param update free of side effects: it may be applied more than once
     * @return the value after
     */
    public double updateAndGet(DoubleUnaryOperator update) {
        return Double.longBitsToDouble(Updates.updateAndGet(
                words, VALUE, before -> bits(update.applyAsDouble(Double.longBitsToDouble(before)))));
    }

    /**
     * Sets the value to that of a function of it and an argument, with volatile effect. Lock-free.
     * @param x the argument
     * @param accumulate free of side effects, of the value and {@code x}: it may be applied more than once
     * @return the value before
     */
    public double getAndAccumulate(double x, DoubleBinaryOperator accumulate) {
        return getAndUpdate(before -> accumulate.applyAsDouble(before, x));
    }

    /**
     * Sets the value to that of a function of it and an argument, with volatile effect. Lock-free.
     * @param x the argument
     * @param accumulate free of side effects, of the value and {@code x}: it may be applied more than once
     * @return the value after
     */
    public double accumulateAndGet(double x, DoubleBinaryOperator accumulate) {
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
        return (float) get();
    }

    @Override
    public double doubleValue() {
        return get();
    }

    /** {@return the value in decimal digits} */
    @Override
    public String toString() {
        return Double.toString(get());
    }

    @Override
    Type type() {
        return TYPE;
    }

    private static long bits(double value) {
        return Double.doubleToRawLongBits(value);
    }

    private static final class Type extends ValueType<SharedDouble> {
        private static final long serialVersionUID = 1L;
        private static final ObjectSpec SPEC = specOf(ElementType.DOUBLE);

        @Override
        public ObjectSpec spec() {
            return SPEC;
        }

        @Override
        public SharedDouble in(ObjectFile file) {
            return new SharedDouble(file);
        }
    }
}
