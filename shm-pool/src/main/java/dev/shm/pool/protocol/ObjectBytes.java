package dev.shm.pool.protocol;

import dev.shm.queues.FieldPath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;

/**
 * Objects as bytes by the serialization of Java, without a filter: what a worker is sent is code to be run anyway, and both sides are
 * this program. {@code -Djdk.serialFilter} is heeded.
 */
public final class ObjectBytes {
    private ObjectBytes() {}

    /**
     * Encodes an object.
     *
     * @param object any
     * @return its bytes
     * @throws IllegalArgumentException if it, or something in it, is not serializable; says where
     */
    public static byte[] encode(Object object) {
        return encode(object, new ByteArrayOutputStream());
    }

    static byte[] encode(Object object, byte tag) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(tag);
        return encode(object, bytes);
    }

    private static byte[] encode(Object object, ByteArrayOutputStream bytes) {
        try (Output output = new Output(object, bytes)) {
            output.writeObject(object);
        } catch (IOException | StackOverflowError e) {
            throw new IllegalArgumentException("can't be sent: class=" + nameOf(object) + ", because=" + e, e);
        }
        return bytes.toByteArray();
    }

    private static String nameOf(Object object) {
        return object == null ? "null" : object.getClass().getName();
    }

    /**
     * Decodes an object.
     *
     * @param from its bytes, from the position to the limit
     * @return the object
     * @throws IOException if it can't be decoded here
     */
    public static Object decode(ByteBuffer from) throws IOException {
        ByteArrayInputStream bytes =
                new ByteArrayInputStream(from.array(), from.arrayOffset() + from.position(), from.remaining());
        try (ObjectInputStream input = new Input(bytes)) {
            return input.readObject();
        } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError | StackOverflowError e) {
            throw new IOException("can't be decoded: because=" + e, e);
        }
    }

    /** Tells what is not serializable, and where it is, while its name is known. */
    private static final class Output extends ObjectOutputStream {
        private final Object root;

        Output(Object root, ByteArrayOutputStream to) throws IOException {
            super(to);
            this.root = root;
            enableReplaceObject(true);
        }

        @Override
        protected Object replaceObject(Object object) {
            if (!(object instanceof Serializable)) {
                throw new IllegalArgumentException(
                        "not serializable: at=" + FieldPath.to(object, root) + ", class=" + nameOf(object)
                                + "; make the class Serializable, or take what is needed of it into a variable of its own");
            }
            return object;
        }

        /**
         * Of an array without its number of version, for which the JDK would compute a digest, and load all that can compute one for it.
         * Nobody compares it: of arrays it needs not match.
         */
        @Override
        protected void writeClassDescriptor(ObjectStreamClass description) throws IOException {
            if (description.forClass().isArray()) {
                writeUTF(description.getName());
                writeLong(0);
                writeByte(SC_SERIALIZABLE);
                writeShort(0); // it has no fields
            } else {
                super.writeClassDescriptor(description);
            }
        }
    }

    /** Finds classes as the thread does that reads: an application server has a loader for each application. */
    private static final class Input extends ObjectInputStream {
        private final ClassLoader loader = Thread.currentThread().getContextClassLoader();

        Input(ByteArrayInputStream from) throws IOException {
            super(from);
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass described) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(described.getName(), false, loader);
            } catch (ClassNotFoundException e) {
                return super.resolveClass(described); // primitives; and what only the caller's loader knows
            }
        }

        @Override
        protected Class<?> resolveProxyClass(String[] interfaces) throws IOException, ClassNotFoundException {
            Class<?>[] types = new Class<?>[interfaces.length];
            for (int i = 0; i < types.length; i++) {
                types[i] = Class.forName(interfaces[i], false, loader);
            }
            return Proxy.newProxyInstance(loader, types, (proxy, method, arguments) -> null)
                    .getClass();
        }
    }
}
