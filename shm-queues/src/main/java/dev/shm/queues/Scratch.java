package dev.shm.queues;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * The buffers of a thread in which elements are encoded before they are put, and from which they are decoded after they were
 * taken: so that no code of a user's runs while others wait. On the heap, little-endian, a multiple of 8 bytes long. A codec
 * may itself use a queue: then there is one for each of the two.
 */
final class Scratch {
    private static final int LEAST_BYTES = 256;
    /* Longer ones are not kept. */
    private static final int MOST_KEPT_BYTES = 64 * 1024;

    private static final ThreadLocal<Scratch> OWN = ThreadLocal.withInitial(Scratch::new);

    private ByteBuffer buffer = allocate(LEAST_BYTES);
    private boolean taken;

    private Scratch() {}

    private static ByteBuffer allocate(long lengthBytes) {
        return ByteBuffer.allocate((int) ByteRing.room(lengthBytes)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Encodes an element.
     *
     * @param what whose it is to become, for messages
     * @param mostBytes how long it may be, at most {@link Integer#MAX_VALUE} - 16
     * @return a buffer whose bytes from 0 to its limit are the element, and behind that zero up to a multiple of 8; to be
     *     {@linkplain #giveBack given back}
     * @throws IllegalArgumentException if it is longer
     */
    static <E> ByteBuffer encode(Codec<E> codec, E element, String what, int mostBytes) {
        Objects.requireNonNull(element, "element");
        int expected = codec.maxBytes(element);
        ByteBuffer target = take(Math.min(Math.max(expected, LEAST_BYTES), mostBytes));
        try {
            while (true) {
                target.clear().limit(Math.min(target.capacity(), mostBytes));
                try {
                    codec.encode(element, target);
                    target.flip();
                    zeroBehind(target);
                    return target;
                } catch (BufferOverflowException e) {
                    if (target.capacity() >= mostBytes) {
                        throw new IllegalArgumentException(
                                "too long: to=" + what + ", bytes>" + mostBytes + ", element="
                                        + element.getClass().getName() + "; make it with more bytes",
                                e);
                    }
                    giveBack(target);
                    target = take(Math.min(2L * target.capacity(), mostBytes));
                }
            }
        } catch (Throwable e) {
            giveBack(target);
            throw e;
        }
    }

    private static void zeroBehind(ByteBuffer target) {
        int length = target.limit();
        target.limit((int) ByteRing.room(length));
        for (int i = length; i < target.limit(); i++) {
            target.put(i, (byte) 0);
        }
        target.limit(length);
    }

    /**
     * {@return a buffer with that limit, to be {@linkplain #giveBack given back}}
     * @param lengthBytes 0 or more
     */
    static ByteBuffer take(long lengthBytes) {
        Scratch own = OWN.get();
        if (own.taken || lengthBytes > MOST_KEPT_BYTES) {
            return allocate(lengthBytes).limit((int) lengthBytes);
        }
        if (own.buffer.capacity() < lengthBytes) {
            own.buffer = allocate(ByteRing.ringBytes(lengthBytes));
        }
        own.taken = true;
        return own.buffer.clear().limit((int) lengthBytes);
    }

    /** Lets it be used again. */
    static void giveBack(ByteBuffer buffer) {
        Scratch own = OWN.get();
        if (own.buffer == buffer) {
            own.taken = false;
        }
    }
}
