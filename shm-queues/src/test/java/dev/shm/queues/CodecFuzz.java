package dev.shm.queues;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.Consumer;

/** Bytes that no codec has written, and what is asked of a codec that gets them. */
final class CodecFuzz {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /* What the streams of Java take, the message and the trace of an exception. */
    private static final long FIXED_ALLOCATION = 1 << 18;
    private static final long ALLOCATION_PER_BYTE = 1 << 10;

    private CodecFuzz() {}

    /**
     * Gives damaged forms of an element: cut, longer, with bits and bytes and numbers changed, with parts exchanged.
     *
     * @param bytes of the element
     */
    static void damaged(byte[] bytes, Random random, Consumer<byte[]> consumer) {
        consumer.accept(Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
        consumer.accept(Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(20)));
        if (bytes.length == 0) {
            return;
        }
        byte[] damaged = bytes.clone();
        damaged[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        consumer.accept(damaged);
        damaged = bytes.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            damaged[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        consumer.accept(damaged);
        consumer.accept(withNumber(bytes, random));
        damaged = bytes.clone();
        int length = random.nextInt(bytes.length);
        System.arraycopy(
                bytes, random.nextInt(bytes.length - length), damaged, random.nextInt(bytes.length - length), length);
        consumer.accept(damaged);
    }

    /** Four bytes that would be a terrible length, in either order. */
    private static byte[] withNumber(byte[] bytes, Random random) {
        byte[] damaged = bytes.clone();
        int[] numbers = {Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 1 << 30, bytes.length, bytes.length + 1, 1 << 24};
        int number = numbers[random.nextInt(numbers.length)];
        number = random.nextBoolean() ? Integer.reverseBytes(number) : number;
        int at = random.nextInt(bytes.length);
        for (int i = at; i < Math.min(at + Integer.BYTES, bytes.length); i++) {
            damaged[i] = (byte) (number >>> (i - at) * Byte.SIZE);
        }
        return damaged;
    }

    /** Bytes must become an element or an exception, and not many more bytes than they are. */
    static void assertHarmless(Codec<?> codec, byte[] bytes) {
        long most = FIXED_ALLOCATION + ALLOCATION_PER_BYTE * bytes.length;
        long allocated = allocatedBy(codec, bytes);
        if (allocated > most) {
            allocated = allocatedBy(codec, bytes); // without what is done once only, such as loading classes
        }
        if (allocated > most) {
            throw new AssertionError("allocated " + allocated + " for " + described(codec, bytes));
        }
    }

    private static long allocatedBy(Codec<?> codec, byte[] bytes) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Object element = codec;
        try {
            element = codec.decode(Coded.buffer(bytes));
        } catch (RuntimeException e) {
            // As it should be.
        } catch (Throwable e) {
            throw new AssertionError(described(codec, bytes), e);
        }
        if (element == null) {
            throw new AssertionError("null by " + described(codec, bytes));
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static String described(Codec<?> codec, byte[] bytes) {
        return codec + ", bytes=" + HexFormat.of().formatHex(bytes);
    }
}
