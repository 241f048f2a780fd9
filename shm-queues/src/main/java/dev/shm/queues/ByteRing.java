package dev.shm.queues;

import dev.shm.memory.Bytes;
import dev.shm.memory.MappedWords;
import dev.shm.memory.Words;
import java.nio.ByteBuffer;

/**
 * The bytes of elements, one behind the other, in a ring. Positions only grow, and are multiples of 8; who may read or write
 * where is the business of the caller. All accesses are plain.
 *
 * <p>Of an element not longer than {@value #WORD_WISE} bytes, copying word by word is faster than a bulk copy.
 */
final class ByteRing {
    private static final int WORD_WISE = 256;

    private final Words words;
    private final long base;
    private final long mask;
    private final Bytes bytes; // null: words of another kind, as in some tests

    /**
     * A ring in shared memory.
     *
     * @param words the memory
     * @param base where it begins, in bytes, a multiple of 8
     * @param lengthBytes a power of two, 8 or more
     */
    ByteRing(Words words, long base, long lengthBytes) {
        this.words = words;
        this.base = base;
        this.mask = lengthBytes - 1;
        MappedWords mapped = words.elements();
        this.bytes = mapped == null ? null : new Bytes(mapped, base, lengthBytes);
    }

    /** {@return how many bytes of the ring so many bytes take} */
    static long room(long lengthBytes) {
        return lengthBytes + Long.BYTES - 1 & -Long.BYTES;
    }

    /** {@return the least power of two that is not less} */
    static long powerOfTwo(long least) {
        return least <= 1 ? 1 : Long.highestOneBit(least - 1) << 1;
    }

    /**
     * Copies bytes in.
     *
     * @param position where the first goes
     * @param from a {@link Scratch} buffer: its bytes from 0 to its limit
     */
    void write(long position, ByteBuffer from) {
        int length = from.limit();
        if (length > WORD_WISE && bytes != null) {
            int first = (int) Math.min(length, mask + 1 - (position & mask));
            bytes.copyFrom(position & mask, from.array(), 0, first);
            bytes.copyFrom(0, from.array(), first, length - first);
            return;
        }
        from.limit(from.capacity());
        for (int i = 0; i < length; i += Long.BYTES) {
            words.setPlain(base + (position + i & mask), from.getLong(i));
        }
        from.limit(length);
    }

    /**
     * Copies bytes out.
     *
     * @param position where the first is
     * @param to a {@link Scratch} buffer: gets as many bytes as its limit says, from 0 on
     */
    void read(long position, ByteBuffer to) {
        int length = to.limit();
        if (length > WORD_WISE && bytes != null) {
            int first = (int) Math.min(length, mask + 1 - (position & mask));
            bytes.copyTo(position & mask, to.array(), 0, first);
            bytes.copyTo(0, to.array(), first, length - first);
            return;
        }
        to.limit(to.capacity());
        for (int i = 0; i < length; i += Long.BYTES) {
            to.putLong(i, words.getPlain(base + (position + i & mask)));
        }
        to.limit(length);
    }
}
