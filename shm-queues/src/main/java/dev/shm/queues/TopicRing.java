package dev.shm.queues;

import dev.shm.memory.RegionDamagedException;
import dev.shm.memory.Words;
import java.nio.ByteBuffer;

/**
 * The records of a topic, from the oldest that is kept to the newest. One at a time writes; any number read meanwhile, and find
 * out behind it whether what they have read was being replaced.
 *
 * <p>Threads: those who own the publishers' lock write, any read. Progress: wait-free. Allocation: none.
 */
final class TopicRing {
    /*
     * Invariants
     *
     *  1. oldest <= tail <= oldest + ring - HEADER. Both are boundaries of records. From oldest to tail there is one record
     *     behind the other, and at tail the header of the one that comes next: what its number will be is there before it is.
     *  2. A byte of a record changes only after oldest has gone beyond that record.
     *  3. tail is the commit. Killed before it, the one that wrote has left nothing but fewer old records.
     *
     *   write     oldest = beyond (release)         read     copy
     *             fence                                      fence
     *             copy, next header                          oldest still not beyond? else it may be torn
     *             tail = behind it (release)
     */
    static final int HEADER = TopicRecordLayout.LENGTH;

    /* How much room is made at once: a part of the ring. Subscribers look at oldest with each element, so it had better not
     * change with each. */
    private static final int PARTS = 16;

    private final Words words;
    private final long oldest;
    private final long tail;
    private final long published;
    private final long base;
    private final long lengthBytes;
    private final ByteRing bytes;
    private final String name;

    /* What the owner of the lock knows of it; guarded by the lock. */
    private long writeAt;
    private long freeUntil;
    private long number;

    /* Where the first record of each part begins, as far as threads of this process have written it; guarded by the lock. They
     * spare the way from header to header. */
    private final int partShift;
    private final long[] boundaries = new long[PARTS];

    /**
     * The ring of one topic.
     *
     * @param words the memory
     * @param head where the head begins, in bytes
     * @param base where the ring begins, in bytes
     * @param lengthBytes of the ring, a power of two
     * @param name for messages
     */
    TopicRing(Words words, long head, long base, long lengthBytes, String name) {
        this.words = words;
        this.oldest = head + TopicLayout.OLDEST_OFFSET;
        this.tail = head + TopicLayout.TAIL_OFFSET;
        this.published = head + TopicLayout.PUBLISHED_OFFSET;
        this.base = base;
        this.lengthBytes = lengthBytes;
        this.bytes = new ByteRing(words, base, lengthBytes);
        this.name = name;
        this.partShift = Long.numberOfTrailingZeros(lengthBytes / PARTS);
    }

    /** How long an element may be. */
    int mostBytes() {
        return (int) Math.min(lengthBytes - 2 * HEADER, Scratch.MOST_BYTES);
    }

    /** How many bytes an element takes, with its header. */
    static long occupied(long elementBytes) {
        return HEADER + ByteRing.room(elementBytes);
    }

    // ---- for who writes ----

    /** To be called by who has just got the lock: from here on nobody else writes. */
    void begin() {
        writeAt = words.getPlain(tail); // plain: behind the acquisition of the lock
        freeUntil = words.getPlain(oldest) + lengthBytes;
        long free = freeUntil - writeAt;
        if ((writeAt & 7) != 0 || free < HEADER || free > lengthBytes) {
            throw damaged(tail, writeAt);
        }
        number = sequence(writeAt);
        long ahead = words.getPlain(published) - number;
        if (ahead != 0 && ahead != 1) {
            throw damaged(published, number + ahead);
        }
    }

    /** Whether an element, and the header behind it, would replace nothing that is kept. */
    boolean hasRoom(long elementBytes) {
        return writeAt + occupied(elementBytes) + HEADER <= freeUntil;
    }

    /** Up to where records must go before an element has room. */
    long mustGo(long elementBytes) {
        return mustGo(writeAt, elementBytes);
    }

    private long mustGo(long tailThen, long elementBytes) {
        return tailThen + occupied(elementBytes) + HEADER - lengthBytes;
    }

    /** Whether an element had room if all before a position went; a guess, for who has not the lock. */
    boolean wouldHaveRoom(long elementBytes, long position) {
        return mustGo(tail(), elementBytes) <= position;
    }

    /**
     * Lets records go, before their bytes are replaced: those that begin before a position, and some more.
     *
     * @param until the position
     * @param most a boundary of records, not before the former: none goes that begins there or behind
     */
    void letGo(long until, long most) {
        long last = Math.min(most, writeAt);
        long at = remembered(until + (1L << partShift));
        if (at < until || at > last) {
            at = walk(Math.min(until + (1L << partShift), last));
        }
        // SYNC record-replaced: before its bytes are; pairs with isKept()
        words.setRelease(oldest, at);
        words.fenceStores();
        freeUntil = at + lengthBytes;
    }

    /** The first boundary of records in the part of a position, if a thread of this process has written there; else 0. */
    private long remembered(long position) {
        long part = position >>> partShift;
        long boundary = boundaries[(int) part & PARTS - 1];
        return boundary >>> partShift == part ? boundary : 0;
    }

    /** The first boundary of records that is not before a position. */
    private long walk(long goal) {
        long at = freeUntil - lengthBytes;
        while (at < goal) {
            at += occupied(elementBytes(at));
        }
        if (at > writeAt) {
            throw damaged(oldest, at);
        }
        return at;
    }

    private int elementBytes(long position) {
        int length = TopicRecordLayout.length(header(position));
        if (length < 0 || length > mostBytes()) {
            throw damaged(position);
        }
        return length;
    }

    /**
     * Writes a record where there is room, and commits it.
     *
     * @param element a {@link Scratch} buffer: its bytes from 0 to its limit
     */
    void append(ByteBuffer element) {
        long next = writeAt + occupied(element.limit());
        words.setPlain(at(writeAt), TopicRecordLayout.header(element.limit(), number));
        bytes.write(writeAt + HEADER, element);
        words.setPlain(at(next), TopicRecordLayout.header(0, number + 1));
        commit(next);
    }

    private void commit(long next) {
        if ((writeAt ^ next) >>> partShift != 0) {
            boundaries[(int) (next >>> partShift) & PARTS - 1] = next;
        }
        number++;
        writeAt = next;
        words.setPlain(published, number);
        // SYNC record-published: pairs with tail()
        words.setRelease(tail, next);
    }

    // ---- for who reads ----

    /** The position behind the newest record. */
    long tail() {
        return words.getAcquire(tail); // SYNC record-published
    }

    /** The position of the oldest record that is kept. */
    long oldest() {
        return words.getVolatile(oldest);
    }

    private long header(long position) {
        return words.getPlain(at(position));
    }

    /** The sequence number of the record at a position, or that comes there next; any number if it is being replaced. */
    long sequence(long position) {
        int lower = TopicRecordLayout.sequence(header(position));
        words.fenceLoads();
        long after = words.getAcquire(published); // behind the header's: it is not less
        return after - ((int) after - lower & 0xFFFF_FFFFL);
    }

    /** Copies as many bytes as the buffer's limit says; anything where records are being replaced. */
    void copy(long position, ByteBuffer to) {
        bytes.read(position, to);
    }

    /** Whether what was read at a position and behind it was not being replaced. */
    boolean isKept(long position) {
        words.fenceLoads(); // SYNC record-replaced
        return position >= oldest();
    }

    /** The same of the newest or the oldest just now: if not, one of them has moved on, and is to be read again. */
    boolean isStillKept(long position) {
        if (isKept(position)) {
            return true;
        }
        long first = oldest();
        if (first > tail()) {
            throw damaged(oldest, first);
        }
        return false;
    }

    /** What to throw if there is something that nobody can have written. */
    RegionDamagedException damaged(long position) {
        return damaged(at(position), header(position));
    }

    private RegionDamagedException damaged(long offset, long found) {
        return new RegionDamagedException(name, offset, found);
    }

    private long at(long position) {
        return base + (position & lengthBytes - 1);
    }
}
