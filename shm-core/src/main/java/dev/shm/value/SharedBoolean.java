package dev.shm.value;

import dev.shm.memory.Words;
import dev.shm.robust.RobustLock;
import dev.shm.space.AlreadyExistsException;
import dev.shm.space.ElementType;
import dev.shm.space.InvalidFileException;
import dev.shm.space.NotFoundException;
import dev.shm.space.ObjectFile;
import dev.shm.space.ObjectSpec;
import dev.shm.space.Reference;
import dev.shm.space.SharedSpace;

/**
 * A {@code boolean} that several JVMs share: an {@link java.util.concurrent.atomic.AtomicBoolean} across processes, with a lock
 * of its own for what takes more than one step.
 *
 * <p>A process killed inside of an operation leaves the old value or the new one. Use after the space is closed is an
 * {@link IllegalStateException}.
 *
 * <p>Threads: any. Processes: any. Progress: wait-free. Peer crash: no effect.
 * Allocation: none after open.
 */
public final class SharedBoolean implements SharedValue {
    private static final long serialVersionUID = 1L;
    private static final Type TYPE = new Type();
    private static final long VALUE = ValueLayout.VALUE_OFFSET;
    private final transient ObjectFile file;
    private final transient Words words;

    private SharedBoolean(ObjectFile file) {
        this.file = file;
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
    public static SharedBoolean create(SharedSpace space, String name, boolean initial) {
        return TYPE.create(space, name, bits(initial));
    }

    /**
     * {@return a new value that is false; see {@link #create(SharedSpace, String, boolean)}}
     * @param space where
     * @param name of the object in the space
     */
    public static SharedBoolean create(SharedSpace space, String name) {
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
    public static SharedBoolean open(SharedSpace space, String name) {
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
    public static SharedBoolean openOrCreate(SharedSpace space, String name, boolean initial) {
        return TYPE.openOrCreate(space, name, bits(initial));
    }

    /**
     * {@return the value, made with false if there is none; see {@link #openOrCreate(SharedSpace, String, boolean)}}
     * @param space where
     * @param name of the object in the space
     */
    public static SharedBoolean openOrCreate(SharedSpace space, String name) {
        return TYPE.openOrCreate(space, name, 0);
    }

    /** {@return the value, with volatile effect} */
    public boolean get() {
        return words.getIntVolatile(VALUE) != 0;
    }

    /**
     * Sets the value, with volatile effect.
     * @param value the new value
     */
    public void set(boolean value) {
        words.setIntVolatile(VALUE, bits(value));
    }

    /**
     * Sets the value, with release effect.
     * @param value the new value
     */
    public void lazySet(boolean value) {
        words.setIntRelease(VALUE, bits(value));
    }

    /** {@return the value, with plain effect} */
    public boolean getPlain() {
        return words.getIntPlain(VALUE) != 0;
    }

    /**
     * Sets the value, with plain effect.
     * @param value the new value
     */
    public void setPlain(boolean value) {
        words.setIntPlain(VALUE, bits(value));
    }

    /** {@return the value, with acquire effect} */
    public boolean getAcquire() {
        return words.getIntAcquire(VALUE) != 0;
    }

    /**
     * Sets the value, with release effect.
     * @param value the new value
     */
    public void setRelease(boolean value) {
        words.setIntRelease(VALUE, bits(value));
    }

    /** {@return the value, with opaque effect, which is here that of acquire} */
    public boolean getOpaque() {
        return words.getIntAcquire(VALUE) != 0;
    }

    /**
     * Sets the value, with opaque effect, which is here that of release.
     * @param value the new value
     */
    public void setOpaque(boolean value) {
        words.setIntRelease(VALUE, bits(value));
    }

    /**
     * Sets the value, with volatile effect.
     * @param value the new value
     * @return the value before
     */
    public boolean getAndSet(boolean value) {
        return words.getAndSetInt(VALUE, bits(value)) != 0;
    }

    /**
     * Sets the value if it is as expected, with volatile effect.
     * @param expected the value to be replaced
     * @param value the new value
     * @return whether it was as expected
     */
    public boolean compareAndSet(boolean expected, boolean value) {
        return words.compareAndExchangeInt(VALUE, bits(expected), bits(value)) == bits(expected);
    }

    /**
     * Sets the value if it is as expected, with volatile effect.
     * @param expected the value to be replaced
     * @param value the new value
     * @return the value before, which is the expected one if it was replaced
     */
    public boolean compareAndExchange(boolean expected, boolean value) {
        return words.compareAndExchangeInt(VALUE, bits(expected), bits(value)) != 0;
    }

    /**
     * As {@link #compareAndExchange}; at least with acquire effect.
     * @param expected the value to be replaced
     * @param value the new value
     * @return the value before
     */
    public boolean compareAndExchangeAcquire(boolean expected, boolean value) {
        return compareAndExchange(expected, value);
    }

    /**
     * As {@link #compareAndExchange}; at least with release effect.
     * @param expected the value to be replaced
     * @param value the new value
     * @return the value before
     */
    public boolean compareAndExchangeRelease(boolean expected, boolean value) {
        return compareAndExchange(expected, value);
    }

    /**
     * As {@link #compareAndSet}, and doesn't fail without reason either.
     * @param expected the value to be replaced
     * @param value the new value
     * @return whether it was as expected
     */
    public boolean weakCompareAndSetPlain(boolean expected, boolean value) {
        return compareAndSet(expected, value);
    }

    /**
     * As {@link #compareAndSet}, and doesn't fail without reason either.
     * @param expected the value to be replaced
     * @param value the new value
     * @return whether it was as expected
     */
    public boolean weakCompareAndSetVolatile(boolean expected, boolean value) {
        return compareAndSet(expected, value);
    }

    /**
     * As {@link #compareAndSet}, and doesn't fail without reason either.
     * @param expected the value to be replaced
     * @param value the new value
     * @return whether it was as expected
     */
    public boolean weakCompareAndSetAcquire(boolean expected, boolean value) {
        return compareAndSet(expected, value);
    }

    /**
     * As {@link #compareAndSet}, and doesn't fail without reason either.
     * @param expected the value to be replaced
     * @param value the new value
     * @return whether it was as expected
     */
    public boolean weakCompareAndSetRelease(boolean expected, boolean value) {
        return compareAndSet(expected, value);
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public RobustLock ownLock() {
        return file.lockAt(ValueLayout.LOCK_OFFSET);
    }

    private Object writeReplace() {
        return new Reference<>(TYPE, file);
    }

    /** {@return {@code true} or {@code false}} */
    @Override
    public String toString() {
        return Boolean.toString(get());
    }

    private static int bits(boolean value) {
        return value ? 1 : 0;
    }

    private static final class Type extends ValueType<SharedBoolean> {
        private static final long serialVersionUID = 1L;
        private static final ObjectSpec SPEC = specOf(ElementType.BOOLEAN);

        @Override
        public ObjectSpec spec() {
            return SPEC;
        }

        @Override
        public SharedBoolean in(ObjectFile file) {
            return new SharedBoolean(file);
        }
    }
}
