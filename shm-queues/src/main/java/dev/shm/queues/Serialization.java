package dev.shm.queues;

import dev.shm.space.SharedObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/** Objects into buffers and out of them by the serialization of Java, through a filter both ways. */
final class Serialization {
    private Serialization() {}

    /**
     * Writes an object.
     *
     * @throws IllegalArgumentException if it, or something in it, is not serializable or would not be let in at the other end
     */
    static void write(Object element, ByteBuffer to, ObjectInputFilter filter) {
        try (Output output = new Output(element, to, filter)) {
            output.writeObject(element);
        } catch (IOException | StackOverflowError e) {
            throw new IllegalArgumentException(
                    "can't be serialized: class=" + element.getClass().getName() + ", because=" + e, e);
        }
    }

    /**
     * Reads an object.
     *
     * @param from has its bytes, and nothing behind them
     * @param loaders are asked for classes, one after the other, before that of this library
     * @throws IllegalArgumentException if it is not let in, or not an object
     */
    static Object read(ByteBuffer from, ObjectInputFilter filter, List<ClassLoader> loaders) {
        byte[] bytes = new byte[from.remaining()];
        from.get(bytes);
        ByteArrayInputStream source = new ByteArrayInputStream(bytes);
        StreamFilter guard = new StreamFilter(filter, bytes.length);
        try (Input input = new Input(source, loaders)) {
            input.setObjectInputFilter(guard.withThatOfTheJvm());
            Object element = Objects.requireNonNull(input.readObject(), "element");
            Exactly.end(source.available());
            return element;
        } catch (IOException | ClassNotFoundException | LinkageError | StackOverflowError | InternalError e) {
            // An InternalError is what Map.of says to a stream that has a key without a value.
            String why = guard.refused() == null ? "because=" + e : "refused by the filter: " + guard.refused();
            throw new IllegalArgumentException("can't be deserialized: " + why, e);
        }
    }

    /** Looks at each object before it is written: what can't be read again is refused here, where its name is known. */
    private static final class Output extends ObjectOutputStream {
        private final Object element;
        private final ObjectInputFilter filter;

        Output(Object element, ByteBuffer to, ObjectInputFilter filter) throws IOException {
            super(new BufferOutput(to));
            this.element = element;
            this.filter = filter;
            enableReplaceObject(true);
        }

        @Override
        protected Object replaceObject(Object object) {
            if (!(object instanceof Serializable)) {
                throw new IllegalArgumentException("not serializable: at=" + FieldPath.to(object, element)
                        + ", class=" + object.getClass().getName()
                        + "; make the class Serializable, or the field transient");
            }
            return object;
        }

        @Override
        protected void annotateClass(Class<?> type) {
            if (!StreamFilter.admits(filter, type)) {
                throw new IllegalArgumentException("refused by the filter of the codec: class=" + type.getName()
                        + ", element=" + element.getClass().getName() + "; name it: Codecs.serialization("
                        + element.getClass().getSimpleName() + ".class, " + type.getSimpleName()
                        + ".class), or let the filter allow it");
            }
        }

        @Override
        protected void annotateProxyClass(Class<?> type) {
            annotateClass(type);
        }
    }

    private static final class Input extends ObjectInputStream {
        private final List<ClassLoader> loaders;

        Input(ByteArrayInputStream source, List<ClassLoader> loaders) throws IOException {
            super(source);
            this.loaders = loaders;
        }

        /** Of what stands in the stream: a shared object never does, only what is resolved to one. */
        @Override
        protected Class<?> resolveClass(ObjectStreamClass described) throws IOException, ClassNotFoundException {
            Class<?> type = find(described);
            if (SharedObject.class.isAssignableFrom(type)) {
                throw new InvalidClassException(type.getName(), "not a reference, but the shared object itself");
            }
            return type;
        }

        private Class<?> find(ObjectStreamClass described) throws IOException, ClassNotFoundException {
            for (ClassLoader loader : loaders) {
                try {
                    return Class.forName(described.getName(), false, loader);
                } catch (ClassNotFoundException e) {
                    // The next one may know it.
                }
            }
            return super.resolveClass(described);
        }
    }

    /** Writes to where the buffer ends, and no further. */
    private static final class BufferOutput extends OutputStream {
        private final ByteBuffer to;

        BufferOutput(ByteBuffer to) {
            this.to = to;
        }

        @Override
        public void write(int oneByte) {
            to.put((byte) oneByte);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            to.put(bytes, offset, length);
        }
    }
}
