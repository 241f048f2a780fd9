package dev.shm.queues;

import dev.shm.memory.Bytes;
import dev.shm.memory.Longs;
import dev.shm.memory.MappedWords;
import dev.shm.memory.Words;
import java.nio.ByteBuffer;

/**
 * The bytes of elements, one behind the other, in a ring. Positions only grow, and are multiples of 8; who may read or write
 * where is the business of the caller. All accesses are plain.
 *
 * <p>Of an element of up to {@value #SHORT_BYTES} bytes its words are copied one by one and without a loop: 2 ns for 32 bytes,
 * where a loop takes 6, since it costs more to enter than to go through, and a bulk copy 6 of bytes just written, which it
 * reads in larger pieces than the processor has them at hand.
 */
final class ByteRing {
    private static final int SHORT_BYTES = 64;

    private final Words words;
    private final long base;
    private final long mask;
    private final Bytes bytes; // null: words of another kind, as in some tests
    private final Longs longs; // the same

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
        this.longs = mapped == null ? null : new Longs(mapped, base, lengthBytes / Long.BYTES);
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
        long at = position & mask;
        if (length > SHORT_BYTES && bytes != null) {
            int first = (int) Math.min(length, mask + 1 - at);
            bytes.copyFrom(at, from.array(), 0, first);
            if (first < length) {
                bytes.copyFrom(0, from.array(), first, length - first);
            }
            return;
        }
        from.limit((int) room(length));
        if (longs != null && at + length <= mask) {
            writeShort(at / Long.BYTES, from, length);
        } else {
            for (int i = 0; i < length; i += Long.BYTES) {
                words.setPlain(base + (position + i & mask), from.getLong(i));
            }
        }
        from.limit(length);
    }

    private void writeShort(long at, ByteBuffer from, int length) {
        if (length > 0) {
            longs.set(at, from.getLong(0));
        }
        if (length > 8) {
            longs.set(at + 1, from.getLong(8));
        }
        if (length > 16) {
            longs.set(at + 2, from.getLong(16));
        }
        if (length > 24) {
            longs.set(at + 3, from.getLong(24));
        }
        if (length > 32) {
            longs.set(at + 4, from.getLong(32));
        }
        if (length > 40) {
            longs.set(at + 5, from.getLong(40));
        }
        if (length > 48) {
            longs.set(at + 6, from.getLong(48));
        }
        if (length > 56) {
            longs.set(at + 7, from.getLong(56));
        }
    }

    /**
     * Copies bytes out.
     *
     * @param position where the first is
     * @param to a {@link Scratch} buffer: gets as many bytes as its limit says, from 0 on
     */
    void read(long position, ByteBuffer to) {
        int length = to.limit();
        long at = position & mask;
        if (length > SHORT_BYTES && bytes != null) {
            int first = (int) Math.min(length, mask + 1 - at);
            bytes.copyTo(at, to.array(), 0, first);
            if (first < length) {
                bytes.copyTo(0, to.array(), first, length - first);
            }
            return;
        }
        to.limit((int) room(length));
        if (longs != null && at + length <= mask) {
            readShort(at / Long.BYTES, to, length);
        } else {
            for (int i = 0; i < length; i += Long.BYTES) {
                to.putLong(i, words.getPlain(base + (position + i & mask)));
            }
        }
        to.limit(length);
    }

    private void readShort(long at, ByteBuffer to, int length) {
        if (length > 0) {
            to.putLong(0, longs.get(at));
        }
        if (length > 8) {
            to.putLong(8, longs.get(at + 1));
        }
        if (length > 16) {
            to.putLong(16, longs.get(at + 2));
        }
        if (length > 24) {
            to.putLong(24, longs.get(at + 3));
        }
        if (length > 32) {
            to.putLong(32, longs.get(at + 4));
        }
        if (length > 40) {
            to.putLong(40, longs.get(at + 5));
        }
        if (length > 48) {
            to.putLong(48, longs.get(at + 6));
        }
        if (length > 56) {
            to.putLong(56, longs.get(at + 7));
        }
    }
}
