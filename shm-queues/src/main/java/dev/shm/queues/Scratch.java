package dev.shm.queues;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * A buffer of a thread in which an element is encoded before it is put, or from which it is decoded after it was taken: so that
 * no code of a user's runs while others wait. On the heap, little-endian, a multiple of 8 bytes long. A codec may itself use a
 * queue: then there is one for each of the two.
 *
 * <p>Threads: the one that took it. Allocation: none, but for long elements.
 */
final class Scratch {
    /** How long an element may be at most. */
    static final int MOST_BYTES = Integer.MAX_VALUE - 63;

    private static final int LEAST_BYTES = 256;
    /* Longer ones are not kept. */
    private static final int MOST_KEPT_BYTES = 64 * 1024;

    private static final ThreadLocal<Scratch> OWN = ThreadLocal.withInitial(Scratch::new);

    private ByteBuffer bytes = allocate(LEAST_BYTES);
    private boolean taken;

    private Scratch() {}

    private static ByteBuffer allocate(long lengthBytes) {
        return ByteBuffer.allocate((int) ByteRing.room(lengthBytes)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * {@return one for so many bytes, to be {@linkplain #giveBack given back}}
     * @param lengthBytes 0 or more; the limit of its bytes
     */
    static Scratch take(int lengthBytes) {
        Scratch own = OWN.get();
        Scratch scratch = own.taken ? new Scratch() : own;
        scratch.taken = true;
        scratch.reserve(lengthBytes);
        scratch.bytes.clear().limit(lengthBytes);
        return scratch;
    }

    private void reserve(int lengthBytes) {
        if (bytes.capacity() < lengthBytes) {
            bytes = allocate(lengthBytes > MOST_KEPT_BYTES ? lengthBytes : ByteRing.powerOfTwo(lengthBytes));
        }
    }

    /** Lets it be used again. */
    void giveBack() {
        if (bytes.capacity() > MOST_KEPT_BYTES) {
            bytes = allocate(LEAST_BYTES);
        }
        taken = false;
    }

    /** {@return the bytes from 0 to the limit; behind that there is room up to a multiple of 8} */
    ByteBuffer bytes() {
        return bytes;
    }

    /**
     * Encodes an element.
     *
     * @param what whose it is to become, for messages
     * @param mostBytes how long it may be, at most {@link #MOST_BYTES}
     * @return whose bytes are the element, and behind it zero up to a multiple of 8; to be {@linkplain #giveBack given back}
     * @throws IllegalArgumentException if it is longer
     */
    static <E> Scratch encode(Codec<E> codec, E element, String what, int mostBytes) {
        Objects.requireNonNull(element, "element");
        Scratch scratch = take(Math.max(0, Math.min(codec.maxBytes(element), mostBytes)));
        try {
            while (!scratch.tryEncode(codec, element, mostBytes)) {
                int capacity = scratch.bytes.capacity();
                if (capacity >= mostBytes) {
                    throw new IllegalArgumentException("too long: to=" + what + ", bytes>" + mostBytes + ", element="
                            + element.getClass().getName() + "; make it with more bytes");
                }
                scratch.reserve((int) Math.min(2L * capacity, mostBytes));
            }
            return scratch;
        } catch (Throwable e) {
            scratch.giveBack();
            throw e;
        }
    }

    private <E> boolean tryEncode(Codec<E> codec, E element, int mostBytes) {
        bytes.clear().limit(Math.min(bytes.capacity(), mostBytes));
        try {
            codec.encode(element, bytes);
        } catch (BufferOverflowException e) {
            return false;
        }
        int length = bytes.position();
        bytes.clear();
        for (int i = length; (i & Long.BYTES - 1) != 0; i++) {
            bytes.put(i, (byte) 0);
        }
        bytes.limit(length);
        return true;
    }
}
