package dev.shm.value;

import dev.shm.robust.RobustLock;
import dev.shm.space.AlreadyExistsException;
import dev.shm.space.InvalidFileException;
import dev.shm.space.LockedObject;
import dev.shm.space.NotFoundException;
import dev.shm.space.ObjectFile;
import dev.shm.space.ObjectSpec;
import dev.shm.space.ObjectType;
import dev.shm.space.Reference;
import dev.shm.space.SharedSpace;
import dev.shm.space.SharedType;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * A record that several JVMs share: an {@link java.util.concurrent.atomic.AtomicReference} across processes. What is read
 * is always one record as it was written, never parts of two.
 *
 * <p>Its components are primitives, enums, {@code String} and {@code byte[]} with a {@link Length}, and records of those;
 * or a {@link RecordCodec} turns any type into bytes. The file says which components lie where; who opens it with others is
 * refused.
 *
 * <p>Reading neither writes nor waits: it is done anew only if, while it is at it, one write ends and another one begins.
 * Writers take turns by the lock of the record. A process killed inside of an operation leaves the old record or the new
 * one. Use after the space is closed is an {@link IllegalStateException}.
 *
 * <p>Threads: any. Processes: any. Progress: reads lock-free, writes blocking. Peer crash: the next writer recovers.
 * Allocation: to read the record, and with a codec a copy of its bytes; to write its bytes.
 *
 * @param <T> the type of the record
 */
public final class SharedRecord<T> implements LockedObject {
    private static final long serialVersionUID = 1L;
    private static final ObjectType TYPE = new ObjectType(5, "SharedRecord", 1);
    private static final long CELL = RecordLayout.SEQUENCE_OFFSET;

    private final transient ObjectFile file;
    private final transient RecordType<T> type;
    private final transient RecordCells<T> cells;

    private SharedRecord(ObjectFile file, RecordType<T> type) {
        this.file = file;
        this.type = type;
        this.cells = RecordFile.cells(file, type.shape());
    }

    private static <T> SharedRecord<T> create(SharedSpace space, String name, RecordType<T> type, T initial) {
        return new SharedRecord<>(space.createObject(name, spec(type, initial)), type);
    }

    private static <T> SharedRecord<T> openOrCreate(SharedSpace space, String name, RecordType<T> type, T initial) {
        return new SharedRecord<>(space.openOrCreateObject(name, spec(type, initial)), type);
    }

    private static ObjectSpec spec(RecordType<?> type) {
        return RecordFile.spec(TYPE, type.shape(), 1);
    }

    private static <T> ObjectSpec spec(RecordType<T> type, T initial) {
        return RecordFile.specOfAll(TYPE, type.shape(), 1, initial);
    }

    /**
     * Makes a shared record.
     *
     * @param <T> its type
     * @param space where
     * @param name of the object in the space
     * @param initial its first value
     * @return the shared record
     * @throws AlreadyExistsException if there is an object of that name
     * @throws IllegalArgumentException if a component can't be laid out, or has a value that has no room
     */
    public static <T extends Record> SharedRecord<T> create(SharedSpace space, String name, T initial) {
        return create(space, name, RecordType.of(initial), initial);
    }

    /**
     * Makes a shared value of any type.
     *
     * @param <T> its type
     * @param space where
     * @param name of the object in the space
     * @param initial its first value
     * @param codec turns it into bytes
     * @return the shared value
     * @throws AlreadyExistsException if there is an object of that name
     */
    public static <T> SharedRecord<T> create(SharedSpace space, String name, T initial, RecordCodec<T> codec) {
        return create(space, name, RecordType.of(codec), initial);
    }

    /**
     * Opens a shared record.
     *
     * @param <T> its type
     * @param space where
     * @param name of the object in the space
     * @param type its class
     * @return the shared record
     * @throws NotFoundException if there is none
     * @throws InvalidFileException if it is something else, or has other components
     */
    public static <T extends Record> SharedRecord<T> open(SharedSpace space, String name, Class<T> type) {
        return open(space, name, RecordType.of(type));
    }

    /**
     * Opens a shared value of any type.
     *
     * @param <T> its type
     * @param space where
     * @param name of the object in the space
     * @param codec with the same schema and length as it was made with
     * @return the shared value
     * @throws NotFoundException if there is none
     * @throws InvalidFileException if it is something else, or has another schema
     */
    public static <T> SharedRecord<T> open(SharedSpace space, String name, RecordCodec<T> codec) {
        return open(space, name, RecordType.of(codec));
    }

    private static <T> SharedRecord<T> open(SharedSpace space, String name, RecordType<T> type) {
        return new SharedRecord<>(space.openObject(name, spec(type)), type);
    }

    /**
     * Opens a shared record, or makes it if there is none.
     *
     * @param <T> its type
     * @param space where
     * @param name of the object in the space
     * @param initial its first value if it is made
     * @return the shared record
     * @throws InvalidFileException if it is something else, or has other components
     */
    public static <T extends Record> SharedRecord<T> openOrCreate(SharedSpace space, String name, T initial) {
        return openOrCreate(space, name, RecordType.of(initial), initial);
    }

    /**
     * Opens a shared value of any type, or makes it if there is none.
     *
     * @param <T> its type
     * @param space where
     * @param name of the object in the space
     * @param initial its first value if it is made
     * @param codec turns it into bytes
     * @return the shared value
     * @throws InvalidFileException if it is something else, or has another schema
     */
    public static <T> SharedRecord<T> openOrCreate(SharedSpace space, String name, T initial, RecordCodec<T> codec) {
        return openOrCreate(space, name, RecordType.of(codec), initial);
    }

    /**
     * The record. Lock-free: done anew only if meanwhile one write ends and another one begins. What a thread did before it
     * wrote the record happens-before the return.
     *
     * @return a new object, not null
     */
    public T get() {
        return cells.get(CELL);
    }

    /**
     * Sets the record, under its lock. Blocking. Killed inside, the process leaves the old one or the new one.
     *
     * @param value the new one
     * @throws IllegalArgumentException if a component has a value that has no room; nothing is written then
     * @throws NullPointerException if the record or a component is null; nothing is written then
     */
    public void set(T value) {
        cells.set(CELL, value);
    }

    /**
     * As {@link #set}.
     *
     * @param value the new one
     * @return the record before
     */
    public T getAndSet(T value) {
        return cells.getAndSet(CELL, value);
    }

    /**
     * Sets the record, as {@link #set}, if it is as expected: if all bytes are the same. So {@code byte[]} components are
     * compared by their contents, 0.0 and -0.0 are different, and a NaN is equal to itself.
     *
     * @param expected the record to be replaced
     * @param value the new one
     * @return whether it was as expected
     */
    public boolean compareAndSet(T expected, T value) {
        return cells.compareAndSet(CELL, expected, value);
    }

    /**
     * Sets the record to that of a function of it, as {@link #set}.
     *
     * @param update called once, with the lock held; if it throws, nothing is written; what it writes to this record
     *     itself is overwritten
     * @return the record after
     */
    public T updateAndGet(UnaryOperator<T> update) {
        return cells.updateAndGet(CELL, update);
    }

    /**
     * Sets the record to that of a function of it, as {@link #set}.
     *
     * @param update called once, with the lock held; if it throws, nothing is written; what it writes to this record
     *     itself is overwritten
     * @return the record before
     */
    public T getAndUpdate(UnaryOperator<T> update) {
        return cells.getAndUpdate(CELL, update);
    }

    /**
     * Sets the record to that of a function of it and an argument, as {@link #set}.
     *
     * @param x the argument
     * @param accumulate of the record and {@code x}, called once, with the lock held; if it throws, nothing is written
     * @return the record after
     */
    public T accumulateAndGet(T x, BinaryOperator<T> accumulate) {
        return updateAndGet(before -> accumulate.apply(before, x));
    }

    /**
     * Sets the record to that of a function of it and an argument, as {@link #set}.
     *
     * @param x the argument
     * @param accumulate of the record and {@code x}, called once, with the lock held; if it throws, nothing is written
     * @return the record before
     */
    public T getAndAccumulate(T x, BinaryOperator<T> accumulate) {
        return getAndUpdate(before -> accumulate.apply(before, x));
    }

    @Override
    public String name() {
        return file.name();
    }

    /** {@return the lock of the writers, for what takes more than one step: who has it writes and nobody else} */
    @Override
    public RobustLock ownLock() {
        return cells.lock();
    }

    private Object writeReplace() {
        return new Reference<>(new Type<>(type), file);
    }

    /** {@return the record as a text} */
    @Override
    public String toString() {
        return get().toString();
    }

    private static final class Type<T> implements SharedType<SharedRecord<T>> {
        private static final long serialVersionUID = 1L;

        private final RecordType<T> type;

        Type(RecordType<T> type) {
            this.type = type;
        }

        @Override
        public ObjectSpec spec() {
            return SharedRecord.spec(type);
        }

        @Override
        public SharedRecord<T> in(ObjectFile file) {
            return new SharedRecord<>(file, type);
        }
    }
}
