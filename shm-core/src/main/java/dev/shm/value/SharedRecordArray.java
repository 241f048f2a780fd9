package dev.shm.value;

import dev.shm.robust.RobustLock;
import dev.shm.space.AlreadyExistsException;
import dev.shm.space.InvalidFileException;
import dev.shm.space.NotFoundException;
import dev.shm.space.ObjectFile;
import dev.shm.space.ObjectSpec;
import dev.shm.space.ObjectType;
import dev.shm.space.Reference;
import dev.shm.space.SharedSpace;
import dev.shm.space.SharedType;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Records of one type that several JVMs share, each as a {@link SharedRecord}: what is read is one record as it was
 * written, and a process killed inside of a write leaves the old one or the new one. There is no element without a record.
 *
 * <p>All writers take turns by the one lock of the array. Use after the space is closed is an {@link IllegalStateException};
 * an index that is not there, an {@link IndexOutOfBoundsException}.
 *
 * <p>Threads: any. Processes: any. Progress: reads lock-free, writes blocking. Peer crash: the next writer recovers.
 * Allocation: to read the record, and with a codec a copy of its bytes; to write its bytes.
 *
 * @param <T> the type of the records
 */
public final class SharedRecordArray<T> implements SharedArray, Iterable<T> {
    private static final long serialVersionUID = 1L;
    private static final ObjectType TYPE = new ObjectType(6, "SharedRecordArray", 1);

    private final transient ObjectFile file;
    private final transient RecordType<T> type;
    private final transient RecordCells<T> cells;
    private final transient int cellBytes;
    private final transient long first;
    private final transient long length;

    private SharedRecordArray(ObjectFile file, RecordType<T> type) {
        this(file, type, RecordFile.cells(file, type.shape()), 0, file.elementCount());
    }

    private SharedRecordArray(ObjectFile file, RecordType<T> type, RecordCells<T> cells, long first, long length) {
        this.file = file;
        this.type = type;
        this.cells = cells;
        this.cellBytes = RecordLayout.cellBytes(type.shape().slotBytes());
        this.first = first;
        this.length = length;
    }

    private static ObjectSpec spec(RecordType<?> type) {
        return RecordFile.spec(TYPE, type.shape(), ObjectSpec.ANY_COUNT);
    }

    private static <T> ObjectSpec specOfAll(RecordType<T> type, String name, long length, T initial) {
        return RecordFile.specOfAll(TYPE, type.shape(), RecordFile.requireSome(name, length), initial);
    }

    // ---- making and opening ----

    /**
     * Makes an array.
     *
     * @param <T> the type of the records
     * @param space where
     * @param name of the object in the space
     * @param length how many records, 1 or more
     * @param initial the first value of each
     * @return the array
     * @throws AlreadyExistsException if there is an object of that name
     * @throws IllegalArgumentException if a component can't be laid out, or has a value that has no room
     */
    public static <T extends Record> SharedRecordArray<T> create(
            SharedSpace space, String name, long length, T initial) {
        RecordType<T> type = RecordType.of(initial);
        return new SharedRecordArray<>(space.createObject(name, specOfAll(type, name, length, initial)), type);
    }

    /**
     * Makes an array whose pages are found when they are first used, as {@link SharedLongArray#createSparse} does.
     *
     * @param <T> the type of the records
     * @param space where
     * @param name of the object in the space
     * @param length how many records, 1 or more
     * @param zero the first value of each: numbers are 0, texts and arrays empty, enums their first constant
     * @return the array
     * @throws AlreadyExistsException if there is an object of that name
     * @throws IllegalArgumentException if a component can't be laid out, or that is another value
     */
    public static <T extends Record> SharedRecordArray<T> createSparse(
            SharedSpace space, String name, long length, T zero) {
        RecordType<T> type = RecordType.of(zero);
        ObjectSpec spec = RecordFile.specOfZeros(TYPE, type.shape(), RecordFile.requireSome(name, length), zero);
        return new SharedRecordArray<>(space.createObject(name, spec), type);
    }

    /**
     * Makes an array of the records of a list, which has to be as long as need be and not empty.
     *
     * @param <T> the type of the records
     * @param space where
     * @param name of the object in the space
     * @param contents the first values
     * @return the array
     * @throws AlreadyExistsException if there is an object of that name
     * @throws IllegalArgumentException if a component can't be laid out, or has a value that has no room
     */
    public static <T extends Record> SharedRecordArray<T> create(SharedSpace space, String name, List<T> contents) {
        RecordFile.requireSome(name, contents.size());
        return create(space, name, RecordType.of(contents.get(0)), contents);
    }

    private static <T> SharedRecordArray<T> create(
            SharedSpace space, String name, RecordType<T> type, List<T> contents) {
        RecordFile.requireSome(name, contents.size());
        ObjectSpec spec = RecordFile.specOfEach(TYPE, type.shape(), contents);
        return new SharedRecordArray<>(space.createObject(name, spec), type);
    }

    /**
     * Makes an array of values of any type.
     *
     * @param <T> the type of the values
     * @param space where
     * @param name of the object in the space
     * @param contents the first values, 1 or more
     * @param codec turns them into bytes
     * @return the array
     * @throws AlreadyExistsException if there is an object of that name
     */
    public static <T> SharedRecordArray<T> create(
            SharedSpace space, String name, List<T> contents, RecordCodec<T> codec) {
        return create(space, name, RecordType.of(codec), contents);
    }

    /**
     * Opens an array of whatever length.
     *
     * @param <T> the type of the records
     * @param space where
     * @param name of the object in the space
     * @param type the class of the records
     * @return the array
     * @throws NotFoundException if there is none
     * @throws InvalidFileException if it is something else, or its records have other components
     */
    public static <T extends Record> SharedRecordArray<T> open(SharedSpace space, String name, Class<T> type) {
        RecordType<T> records = RecordType.of(type);
        return new SharedRecordArray<>(space.openObject(name, spec(records)), records);
    }

    /**
     * Opens an array of values of any type, of whatever length.
     *
     * @param <T> the type of the values
     * @param space where
     * @param name of the object in the space
     * @param codec with the same schema and length as it was made with
     * @return the array
     * @throws NotFoundException if there is none
     * @throws InvalidFileException if it is something else, or has another schema
     */
    public static <T> SharedRecordArray<T> open(SharedSpace space, String name, RecordCodec<T> codec) {
        RecordType<T> values = RecordType.of(codec);
        return new SharedRecordArray<>(space.openObject(name, spec(values)), values);
    }

    /**
     * Opens an array, or makes it if there is none.
     *
     * @param <T> the type of the records
     * @param space where
     * @param name of the object in the space
     * @param length how many records; an existing one has to have as many
     * @param initial the first value of each if it is made
     * @return the array
     * @throws InvalidFileException if it is something else, or has another length or other components
     */
    public static <T extends Record> SharedRecordArray<T> openOrCreate(
            SharedSpace space, String name, long length, T initial) {
        RecordType<T> type = RecordType.of(initial);
        return new SharedRecordArray<>(space.openOrCreateObject(name, specOfAll(type, name, length, initial)), type);
    }

    /**
     * Opens an array of values of any type, or makes it if there is none.
     *
     * @param <T> the type of the values
     * @param space where
     * @param name of the object in the space
     * @param length how many values; an existing one has to have as many
     * @param initial the first value of each if it is made
     * @param codec turns them into bytes; with the same schema and length as an existing one was made with
     * @return the array
     * @throws InvalidFileException if it is something else, or has another length or schema
     */
    public static <T> SharedRecordArray<T> openOrCreate(
            SharedSpace space, String name, long length, T initial, RecordCodec<T> codec) {
        RecordType<T> type = RecordType.of(codec);
        return new SharedRecordArray<>(space.openOrCreateObject(name, specOfAll(type, name, length, initial)), type);
    }

    // ---- records ----

    private boolean isWhole() {
        return length == file.elementCount();
    }

    /** {@return how many records there are} */
    @Override
    public long length() {
        return length;
    }

    private long cell(long index) {
        if (index < 0 || index >= length) {
            throw new IndexOutOfBoundsException(
                    "index=" + index + " in " + this + (length == 0 ? "; it is empty" : "; take 0 to " + (length - 1)));
        }
        return RecordLayout.SEQUENCE_OFFSET + (first + index) * cellBytes;
    }

    /**
     * {@return a record, as by {@link SharedRecord#get}}
     * @param index from 0
     */
    public T get(long index) {
        return cells.get(cell(index));
    }

    /**
     * Sets a record, as {@link SharedRecord#set}.
     *
     * @param index from 0
     * @param value the new one
     */
    public void set(long index, T value) {
        cells.set(cell(index), value);
    }

    /**
     * Sets a record, as {@link SharedRecord#set}.
     *
     * @param index from 0
     * @param value the new one
     * @return the record before
     */
    public T getAndSet(long index, T value) {
        return cells.getAndSet(cell(index), value);
    }

    /**
     * Sets a record if it is as expected, as {@link SharedRecord#compareAndSet}.
     *
     * @param index from 0
     * @param expected the record to be replaced
     * @param value the new one
     * @return whether it was as expected
     */
    public boolean compareAndSet(long index, T expected, T value) {
        return cells.compareAndSet(cell(index), expected, value);
    }

    /**
     * Sets a record to that of a function of it, as {@link SharedRecord#set}.
     *
     * @param index from 0
     * @param update called once, with the lock held; if it throws, nothing is written
     * @return the record after
     */
    public T updateAndGet(long index, UnaryOperator<T> update) {
        return cells.updateAndGet(cell(index), update);
    }

    /**
     * Sets a record to that of a function of it, as {@link SharedRecord#set}.
     *
     * @param index from 0
     * @param update called once, with the lock held; if it throws, nothing is written
     * @return the record before
     */
    public T getAndUpdate(long index, UnaryOperator<T> update) {
        return cells.getAndUpdate(cell(index), update);
    }

    // ---- many records ----

    /**
     * Sets all records to one, each as {@link SharedRecord#set}; others see it done one by one.
     *
     * @param value the new one
     */
    public void fill(T value) {
        for (long i = 0; i < length; i++) {
            set(i, value);
        }
    }

    /**
     * Sets records to those of a list, each as {@link SharedRecord#set}; others see it done one by one.
     *
     * @param from the index of the first here
     * @param values the new ones
     * @throws IndexOutOfBoundsException if there are fewer records than that; nothing is changed
     */
    public void setAll(long from, List<? extends T> values) {
        SharedRecordArray<T> part = slice(from, from + values.size());
        long i = 0;
        for (T value : values) {
            part.set(i++, value);
        }
    }

    /** {@return the records in their order, each as it is when the stream comes to it} */
    public Stream<T> stream() {
        return LongStream.range(0, length).mapToObj(this::get);
    }

    /** {@return goes through the records in their order, each as it is when its turn comes; it removes none} */
    @Override
    public Iterator<T> iterator() {
        return stream().iterator();
    }

    @Override
    public Spliterator<T> spliterator() {
        return stream().spliterator();
    }

    /**
     * A part of this array: the same memory and the same lock, with an index that begins at 0. Serialized, it arrives as the
     * same part.
     *
     * @param from the index of its first record
     * @param to behind that of its last one
     * @return the part; it may be empty
     * @throws IndexOutOfBoundsException if there are no such records
     */
    @Override
    public SharedRecordArray<T> slice(long from, long to) {
        if (from < 0 || from > to || to > length) {
            throw new IndexOutOfBoundsException(
                    "from=" + from + ", to=" + to + " in " + this + "; take 0 <= from <= to <= " + length);
        }
        return new SharedRecordArray<>(file, type, cells, first + from, to - from);
    }

    // ---- as a shared object ----

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
        return isWhole()
                ? new Reference<>(new Type<>(type), file)
                : new SliceReference<>(new SharedRecordArray<>(file, type), first, length);
    }

    /** {@return its type, space, name and length} */
    @Override
    public String toString() {
        String part = isWhole() ? "" : ", from " + first + " of " + file.elementCount();
        return "SharedRecordArray " + file.qualifiedName() + ", length=" + length + part;
    }

    private static final class Type<T> implements SharedType<SharedRecordArray<T>> {
        private static final long serialVersionUID = 1L;

        private final RecordType<T> type;

        Type(RecordType<T> type) {
            this.type = type;
        }

        @Override
        public ObjectSpec spec() {
            return SharedRecordArray.spec(type);
        }

        @Override
        public SharedRecordArray<T> in(ObjectFile file) {
            return new SharedRecordArray<>(file, type);
        }
    }
}
