package dev.shm.queues;

import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectInputFilter;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.List;

/** Objects by the serialization of Java, through a filter of the user's. */
final class FilteredCodec<E> implements Codec<E> {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // looked at before it is written
    private final ObjectInputFilter filter;

    FilteredCodec(ObjectInputFilter filter) {
        this.filter = filter;
    }

    /** A filter that travels as its pattern. */
    static final class Pattern implements ObjectInputFilter, Serializable {
        private static final long serialVersionUID = 1L;

        private final String pattern;
        private final transient ObjectInputFilter filter;

        Pattern(String pattern) {
            this.pattern = pattern;
            filter = Config.createFilter(pattern);
            if (filter == null) {
                throw new IllegalArgumentException("no pattern of a filter: it is empty; say what it lets in");
            }
        }

        @Override
        public Status checkInput(FilterInfo info) {
            return filter.checkInput(info);
        }

        private Object readResolve() {
            return new Pattern(pattern);
        }

        @Override
        public String toString() {
            return pattern;
        }
    }

    @Override
    public String format() {
        return "java";
    }

    @Override
    public void encode(E element, ByteBuffer to) {
        Serialization.write(element, to, filter);
    }

    @Override
    @SuppressWarnings("unchecked") // as with any collection, by the type that it was made with
    public E decode(ByteBuffer from) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return (E) Serialization.read(from, filter, loader == null ? List.of() : List.of(loader));
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        if (!(filter instanceof Serializable)) {
            throw new NotSerializableException("filter of a codec: class="
                    + filter.getClass().getName()
                    + "; give its pattern to Codecs.serialization, or make the class Serializable");
        }
        out.defaultWriteObject();
    }

    @Override
    public String toString() {
        return "java, filter=" + filter;
    }
}
