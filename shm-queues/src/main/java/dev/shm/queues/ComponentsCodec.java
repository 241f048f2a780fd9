package dev.shm.queues;

import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Records, by their components, one behind the other. One handle writes a record and one reads it; they are composed once
 * for each type and JVM.
 */
final class ComponentsCodec<R extends Record> implements Codec<R> {
    private static final long serialVersionUID = 1L;
    private static final int MOST_FORMAT_BYTES = 2000;

    private static final ClassValue<ComponentsCodec<?>> CODECS = new ClassValue<>() {
        @Override
        protected ComponentsCodec<?> computeValue(Class<?> type) {
            return make(type);
        }
    };

    private final Class<R> type;
    private final transient String format;
    private final transient int fixedBytes;
    private final transient MethodHandle put;
    private final transient MethodHandle get;

    private ComponentsCodec(Class<R> type) {
        RecordParts parts = new RecordParts(type);
        this.type = type;
        format = "record " + parts.schema();
        fixedBytes = parts.fixedBytes();
        put = parts.put();
        get = parts.get();
    }

    /**
     * The codec of a type.
     *
     * @throws IllegalArgumentException if there is a component that has no form in bytes
     */
    @SuppressWarnings("unchecked") // by the type
    static <R extends Record> ComponentsCodec<R> of(Class<R> type) {
        return (ComponentsCodec<R>) CODECS.get(type);
    }

    private static ComponentsCodec<?> make(Class<?> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException("not a record: class=" + type.getName()
                    + "; make it one, or take Codecs.serialization or a Codec of your own");
        }
        ComponentsCodec<?> codec = new ComponentsCodec<>(type.asSubclass(Record.class));
        int bytes = codec.format.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_FORMAT_BYTES) {
            throw new IllegalArgumentException("too many components or constants: record=" + type.getName()
                    + ", bytes of their names=" + bytes + ", most=" + MOST_FORMAT_BYTES
                    + "; shorten the names, or take a Codec of your own");
        }
        return codec;
    }

    @Override
    public String format() {
        return format;
    }

    @Override
    public int maxBytes(R element) {
        return fixedBytes;
    }

    @Override
    public void encode(R element, ByteBuffer to) {
        Objects.requireNonNull(element, "element");
        try {
            put.invokeExact(to, (Record) element);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw thrown(e);
        }
    }

    @Override
    public R decode(ByteBuffer from) {
        R element;
        try {
            element = type.cast((Record) get.invokeExact(from));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw thrown(e);
        }
        Exactly.end(from.remaining());
        return element;
    }

    /** A constructor or accessor of a record can't declare one. */
    private IllegalStateException thrown(Throwable cause) {
        return new IllegalStateException("record=" + type.getName() + " threw what it can't declare", cause);
    }

    private Object readResolve() {
        return of(type);
    }

    @Override
    public String toString() {
        return format;
    }
}
