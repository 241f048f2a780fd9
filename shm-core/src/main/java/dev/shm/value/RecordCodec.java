package dev.shm.value;

import java.io.Serializable;
import java.nio.ByteBuffer;

/**
 * Turns values of a type into bytes and back, so that they can be shared as records are. Travels with references to what
 * is shared by it, hence serializable.
 *
 * <p>A value that is read was written as a whole: the codec never sees half of one. It must not keep the buffer.
 *
 * @param <T> the type; immutable, or at least not changed after it was handed over
 */
public interface RecordCodec<T> extends Serializable {
    /** {@return how many bytes the longest value takes, 1 to 268435456, the same at every call} */
    int lengthBytes();

    /**
     * Names the format. It stands in the file, and who opens it with another one is refused.
     *
     * @return in UTF-8 at most 3050 bytes, since the length is added to it; by default the name of the class
     */
    default String schema() {
        return "codec " + getClass().getName();
    }

    /**
     * Writes a value. If it throws, as a buffer does that is too short, nothing is shared and the caller gets that exception.
     *
     * @param value not null
     * @param to {@link #lengthBytes()} zero bytes, little-endian, at position 0
     */
    void encode(T value, ByteBuffer to);

    /**
     * Reads a value.
     *
     * @param from the {@link #lengthBytes()} bytes of a value that was encoded, little-endian, at position 0
     * @return the value, not null
     */
    T decode(ByteBuffer from);
}
