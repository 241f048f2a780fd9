package dev.shm.queues;

import dev.shm.memory.RegionDamagedException;
import dev.shm.memory.Words;
import java.nio.ByteBuffer;

/**
 * The slots of a queue. From floor to head stand those that were taken and are in somebody's hand, from head to tail those
 * that wait to be taken, without a gap, in the order of coming.
 *
 * <pre>
 *            floor          head                tail
 *   … free │ in hand, back │ to be taken       │ free …
 * </pre>
 */
final class Slots {
    private final String name;
    private final Words words;
    private final long base;
    private final long mask;
    private final ByteRing ring;
    private final long mostBytes;

    /**
     * The slots of one queue.
     *
     * @param name of the queue, for messages
     * @param words the memory
     * @param base where they begin
     * @param count how many, a power of two
     * @param ring of the bytes of elements
     * @param mostBytes how long an element may be
     */
    Slots(String name, Words words, long base, long count, ByteRing ring, long mostBytes) {
        this.name = name;
        this.words = words;
        this.base = base;
        this.mask = count - 1;
        this.ring = ring;
        this.mostBytes = mostBytes;
    }

    /** {@return how many bytes of the ring an element takes} */
    static long room(long lengthBytes) {
        return lengthBytes <= SlotLayout.INLINED_BYTES ? 0 : ByteRing.room(lengthBytes);
    }

    private long at(long n) {
        return base + (n & mask) * SlotLayout.LENGTH;
    }

    // ---- by the producer ----

    /** Whether it has been filled, whoever has died since. */
    boolean isFilled(long n) {
        return words.getVolatile(at(n) + SlotLayout.STATE_OFFSET) == n + 1; // SYNC element-published
    }

    /** Fills a free slot: from the last store on the element is put, whoever dies. */
    void fill(long n, long start, ByteBuffer element) {
        long slot = at(n);
        int length = element.limit();
        words.setPlain(slot + SlotLayout.POSITION_OFFSET, n);
        words.setPlain(slot + SlotLayout.START_OFFSET, start);
        words.setPlain(slot + SlotLayout.EXTENT_OFFSET, length);
        if (length > SlotLayout.INLINED_BYTES) {
            ring.write(start, element);
        } else {
            writeInlined(slot + SlotLayout.INLINED_OFFSET, element);
        }
        // SYNC element-published: pairs with isFilled().
        words.setRelease(slot + SlotLayout.STATE_OFFSET, n + 1);
    }

    private void writeInlined(long offset, ByteBuffer element) {
        int length = element.limit();
        element.limit(element.capacity());
        for (int i = 0; i < length; i += Long.BYTES) {
            words.setPlain(offset + i, element.getLong(i));
        }
        element.limit(length);
    }

    // ---- by the consumer: plain, behind the acquisition of its lock, or behind isFilled() ----

    long position(long n) {
        return words.getPlain(at(n) + SlotLayout.POSITION_OFFSET);
    }

    long start(long n) {
        return words.getPlain(startOffset(n));
    }

    long startOffset(long n) {
        return at(n) + SlotLayout.START_OFFSET;
    }

    int lengthBytes(long n) {
        long extent = extent(n);
        int length = (int) extent;
        if (length < 0 || length > mostBytes) {
            throw new RegionDamagedException(name, extentOffset(n), extent);
        }
        return length;
    }

    /** How many bytes of the ring it takes. */
    long roomOf(long n) {
        return room(lengthBytes(n));
    }

    /** Where the bytes behind its own ones begin. */
    long end(long n) {
        return start(n) + roomOf(n);
    }

    int returns(long n) {
        return (int) (extent(n) >>> Integer.SIZE);
    }

    long extent(long n) {
        return words.getPlain(extentOffset(n));
    }

    long extentOffset(long n) {
        return at(n) + SlotLayout.EXTENT_OFFSET;
    }

    long owner(long n) {
        return words.getPlain(ownerOffset(n));
    }

    long ownerOffset(long n) {
        return at(n) + SlotLayout.OWNER_OFFSET;
    }

    /** Of one that is to be taken: whose it is once head has passed it. */
    void setOwner(long n, long owner) {
        words.setPlain(ownerOffset(n), owner);
    }

    /** Copies an element out. */
    Taken copy(long n) {
        Scratch scratch = Scratch.take(lengthBytes(n));
        ByteBuffer bytes = scratch.bytes();
        if (bytes.limit() > SlotLayout.INLINED_BYTES) {
            ring.read(start(n), bytes);
        } else {
            readInlined(at(n) + SlotLayout.INLINED_OFFSET, bytes);
        }
        return new Taken(scratch, position(n), returns(n));
    }

    private void readInlined(long offset, ByteBuffer bytes) {
        int length = bytes.limit();
        bytes.limit(bytes.capacity());
        for (int i = 0; i < length; i += Long.BYTES) {
            bytes.putLong(i, words.getPlain(offset + i));
        }
        bytes.limit(length);
    }

    /** Copies all but the state into the slot behind it; done twice it does no harm. */
    void moveUp(long n) {
        long from = at(n);
        long to = at(n + 1);
        for (int i = SlotLayout.POSITION_OFFSET; i < SlotLayout.LENGTH; i += Long.BYTES) {
            words.setPlain(to + i, words.getPlain(from + i));
        }
        words.fenceStores();
    }

    /**
     * Moves the bytes of an element to a place that has nothing in common with theirs; from the last store on they are there.
     *
     * @param n its slot
     * @param target where they are to begin
     */
    void moveBytes(long n, long target) {
        copyBytes(start(n), target, (int) roomOf(n));
        words.setRelease(startOffset(n), target);
    }

    /** Copies bytes within the ring. */
    void copyBytes(long from, long to, int lengthBytes) {
        Scratch scratch = Scratch.take(lengthBytes);
        try {
            ring.read(from, scratch.bytes());
            ring.write(to, scratch.bytes());
        } finally {
            scratch.giveBack();
        }
    }
}
