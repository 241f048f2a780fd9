package dev.shm.value;

import java.io.Serializable;
import java.util.Objects;

/** What the records of an object are: components of a class, or what a codec makes of them. Travels with references. */
final class RecordType<T> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Class<T> type;
    private final RecordCodec<T> codec;
    private transient RecordShape<T> shape;

    private RecordType(Class<T> type, RecordCodec<T> codec) {
        this.type = type;
        this.codec = codec;
        this.shape = makeShape();
    }

    static <T extends Record> RecordType<T> of(Class<T> type) {
        return new RecordType<>(Objects.requireNonNull(type, "type"), null);
    }

    @SuppressWarnings("unchecked") // a record's class has no subclasses
    static <T extends Record> RecordType<T> of(T example) {
        return of((Class<T>) Objects.requireNonNull(example, "initial").getClass());
    }

    static <T> RecordType<T> of(RecordCodec<T> codec) {
        return new RecordType<>(null, Objects.requireNonNull(codec, "codec"));
    }

    private RecordShape<T> makeShape() {
        return codec == null ? ComponentShape.of(type) : new CodecShape<>(codec);
    }

    RecordShape<T> shape() {
        return shape;
    }

    private Object readResolve() {
        return new RecordType<>(type, codec);
    }
}
