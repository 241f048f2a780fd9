package dev.shm.queues;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Elements as bytes and back, in buffers as a queue has them. */
final class Coded {
    private static final int MOST_BYTES = 1 << 24;

    private Coded() {}

    static <E> byte[] encode(Codec<E> codec, E element) {
        Scratch scratch = Scratch.encode(codec, element, "a test", MOST_BYTES);
        byte[] bytes = Arrays.copyOf(scratch.bytes().array(), scratch.bytes().limit());
        scratch.giveBack();
        int expected = codec.maxBytes(element);
        if (expected >= 0 && expected < bytes.length) {
            throw new AssertionError("longer than announced: " + bytes.length + " > " + expected);
        }
        return bytes;
    }

    static <E> E decode(Codec<E> codec, byte... bytes) {
        return codec.decode(buffer(bytes));
    }

    /** Not at the beginning of its array, nor up to its end, so that who looks there is found out. */
    static ByteBuffer buffer(byte... bytes) {
        ByteBuffer buffer = ByteBuffer.allocate(bytes.length + 16);
        Arrays.fill(buffer.array(), (byte) 'x');
        return buffer.position(5)
                .slice()
                .position(3)
                .put(bytes)
                .flip()
                .position(3)
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /** One without an array. */
    static ByteBuffer readOnly(byte... bytes) {
        return buffer(bytes).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    static <E> E trip(Codec<E> codec, E element) {
        return decode(codec, encode(codec, element));
    }
}
