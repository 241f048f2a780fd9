package dev.shm.value;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;

/** Serializes an object and reads it again. */
public final class Travel {
    private Travel() {}

    /**
     * Serializes an object.
     *
     * @param object any that can be
     * @return its bytes
     * @throws IOException if it can't
     */
    public static byte[] bytes(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads an object.
     *
     * @param bytes what {@link #bytes} has returned
     * @return the object
     * @throws IOException if it can't be read
     */
    public static Object read(byte[] bytes) throws IOException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("unchecked")
    static <T> T of(T object) {
        try {
            return (T) read(bytes(object));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
