package dev.shm.queues;

import java.io.Serializable;
import java.nio.ByteBuffer;

/**
 * Makes bytes of elements and elements of bytes. Travels with references to the queue that it serves, hence serializable.
 *
 * <p>It is called outside of all locks, by any thread, by several at once. It keeps neither the buffers nor, unless elements
 * are immutable, the elements.
 *
 * @param <E> the type of the elements
 */
public interface Codec<E> extends Serializable {
    /**
     * Names the format. It stands in the file, and who opens it with another one is refused.
     *
     * @return in UTF-8 at most 2,000 bytes; by default the name of the class
     */
    default String format() {
        return getClass().getName();
    }

    /**
     * How many bytes an element takes at most, where that is known before it is encoded.
     *
     * @param element not null
     * @return 0 or more; -1 if it is not known: then a buffer that turns out to be too short is replaced by a longer one, and
     *     {@link #encode} called again
     */
    default int maxBytes(E element) {
        return -1;
    }

    /**
     * Writes an element. If it throws, nothing is put, and the caller gets the exception.
     *
     * @param element not null
     * @param to where to, little-endian, from its position on
     * @throws java.nio.BufferOverflowException if the buffer is too short
     */
    void encode(E element, ByteBuffer to);

    /**
     * Reads an element. If it throws, the caller gets an {@link UndecodableElementException}, and the next element is not
     * concerned.
     *
     * @param from the bytes of the element, no more and no less, little-endian; they may be anything, if others can write to
     *     the space
     * @return the element, not null
     */
    E decode(ByteBuffer from);
}
