package dev.shm.pool.protocol;

import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;

/**
 * What a worker's code threw, as it travels: the exception itself if that can be, and beside it what is needed if it can't be read at the
 * other end.
 *
 * @param className of the exception
 * @param text what it says of itself
 * @param trace where it was thrown
 * @param original the exception by the serialization of Java; null if it can't be
 */
public record Failure(String className, String text, StackTraceElement[] trace, byte[] original)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * {@return an exception as bytes, whatever it is made of}
     * @param thrown the exception
     */
    public static byte[] encode(Throwable thrown) {
        String text;
        try {
            text = thrown.toString();
        } catch (RuntimeException | Error e) { // of the user's class
            text = thrown.getClass().getName();
        }
        byte[] original = null;
        try {
            original = ObjectBytes.encode(thrown);
        } catch (RuntimeException | Error e) {
            // Something in it can't be sent: its text and its trace have to do.
        }
        return ObjectBytes.encode(new Failure(thrown.getClass().getName(), text, thrown.getStackTrace(), original));
    }

    /**
     * {@return what was encoded}
     * @param bytes as {@link #encode} made them
     * @throws IOException if they are something else
     */
    public static Failure decode(byte[] bytes) throws IOException {
        return (Failure) ObjectBytes.decode(ByteBuffer.wrap(bytes));
    }

    /** {@return the exception itself; null if it can't be had here} */
    public Throwable exception() {
        try {
            return original == null ? null : (Throwable) ObjectBytes.decode(ByteBuffer.wrap(original));
        } catch (IOException | ClassCastException e) {
            return null; // a class that only the worker knows
        }
    }
}
