package dev.shm.queues;

import dev.shm.memory.RegionDamagedException;
import dev.shm.memory.Words;
import dev.shm.robust.Journal;

/**
 * Which slots of a queue are in use, and how one comes out from between others. What changes anything is for the one that is in
 * the consumers' section, and is committed with what else its journal has.
 */
final class SlotsInUse {
    private final String name;
    private final Words words;
    private final long base;
    private final ConsumerDeathPolicy policy;
    private final long mostElements;
    private final Slots slots;
    private final Journal journal;
    private final Slide slide;

    /**
     * Those of one queue.
     *
     * @param name of the queue, for messages
     * @param words the memory
     * @param base where the queue begins
     * @param slots all of them
     * @param mostElements how many may be in use
     * @param policy whether one that is taken stays in use until it is done, and who is told
     * @param journal of the consumers
     */
    SlotsInUse(
            String name,
            Words words,
            long base,
            Slots slots,
            long mostElements,
            ConsumerDeathPolicy policy,
            Journal journal) {
        this.name = name;
        this.words = words;
        this.base = base;
        this.slots = slots;
        this.mostElements = mostElements;
        this.policy = policy;
        this.journal = journal;
        this.slide = new Slide(name, words, base, slots, journal);
    }

    String name() {
        return name;
    }

    boolean areRedelivered() {
        return policy.redelivers();
    }

    boolean areWarnedOf() {
        return policy.warns();
    }

    // ---- at any time ----

    /** The slot to be taken next, but for those that came back. */
    long head() {
        return get(QueueLayout.HEAD_OFFSET);
    }

    /** The first slot in use. */
    long floor() {
        return areRedelivered() ? get(QueueLayout.FLOOR_OFFSET) : head();
    }

    /** Where the bytes in use begin, or before that. To be read behind {@link #floor()}. */
    long bytesFloor() {
        return words.getAcquire(base + QueueLayout.BYTES_FLOOR_OFFSET);
    }

    /** How many elements were put, also by one that died before it had moved the tail. */
    long put() {
        long tail = tail();
        return slots.isFilled(tail) ? tail + 1 : tail;
    }

    private long tail() {
        return get(QueueLayout.TAIL_OFFSET);
    }

    private long returned() {
        return areRedelivered() ? get(QueueLayout.RETURNED_OFFSET) : 0;
    }

    /** How many elements are to be taken. */
    long size() {
        while (true) {
            long head = head();
            long size = put() - head + returned();
            if (head == head()) {
                return Math.max(0, Math.min(size, mostElements));
            }
        }
    }

    /** Whether there is one to be taken, or something is wrong. */
    boolean mayHaveNext() {
        long head = head();
        return slots.isFilled(head) || returned() != 0 || !isSane(head, tail());
    }

    /** Whether all that were put have been taken, and need nothing any more. */
    boolean isOver() {
        return floor() >= put();
    }

    /** One that puts may be a step ahead of its tail, and die there. */
    private boolean isSane(long head, long tail) {
        return head >= 0 && tail - head >= -1 && tail - head <= mostElements;
    }

    // ---- in the section ----

    void refuseInsane() {
        long head = head();
        if (!isSane(head, tail()) && head == head()) {
            throw new RegionDamagedException(name, base + QueueLayout.HEAD_OFFSET, head);
        }
        saneFloor(head);
    }

    /** The first slot in use, read once: who walks from there to head comes to an end whatever else writes. */
    long saneFloor(long head) {
        long floor = floor();
        if (floor < 0 || floor > head || head - floor > mostElements) {
            throw new RegionDamagedException(name, base + QueueLayout.FLOOR_OFFSET, floor);
        }
        return floor;
    }

    /** The slot to be taken next; -1 if there is none. What came back goes first. */
    long next() {
        long head = head();
        if (returned() != 0) {
            refuseInsane();
            long n = nextReturned(saneFloor(head), head);
            if (n < head) {
                return n;
            }
            setReturned(0); // something else wrote there
            journal.commit();
        }
        return slots.isFilled(head) ? head : -1;
    }

    /** The first one, from that slot on, that came back; head if there is none. */
    private long nextReturned(long from, long head) {
        long n = from;
        while (n < head && slots.owner(n) != 0) {
            n++;
        }
        return n;
    }

    /** The first slot with something to be taken that is not before a position; -1 if there is none. */
    long next(long position) {
        refuseInsane();
        long head = head();
        if (returned() != 0) {
            long n = nextReturned(ceiling(position, saneFloor(head), head), head);
            if (n < head) {
                return n;
            }
        }
        long n = ceiling(position, head, Math.max(head, put()));
        return slots.isFilled(n) ? n : -1;
    }

    /** The slot of an element that is to be taken; -1 if it is not. */
    long find(long position) {
        long n = next(position);
        return n >= 0 && slots.position(n) == position ? n : -1;
    }

    /** The slot of an element that an owner has in hand; -1 if it has not. */
    long findInHand(long position, long owner) {
        if (!areRedelivered()) {
            return -1;
        }
        refuseInsane();
        long head = head();
        long n = ceiling(position, saneFloor(head), head);
        return n < head && slots.position(n) == position && slots.owner(n) == owner ? n : -1;
    }

    /** The first slot whose position is not less: they ascend. */
    private long ceiling(long position, long from, long to) {
        long low = from;
        long high = to;
        while (low < high) {
            long middle = low + (high - low >>> 1);
            if (slots.position(middle) < position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    // ---- changes ----

    /** Finishes what one had begun that is dead. */
    void tend() {
        finishGap();
        slide.finish();
    }

    /** Slot n is taken by an owner. */
    void take(long n, long owner) {
        long head = head();
        if (!areRedelivered()) {
            takeOut(n);
        } else if (n == head) {
            slots.setOwner(n, owner); // before the commit: it means nothing from head on
            journal.set(base + QueueLayout.HEAD_OFFSET, head + 1);
            journal.commit();
        } else {
            journal.set(slots.ownerOffset(n), owner);
            setReturned(returned() - 1);
            journal.commit();
        }
    }

    /** Slot n, which is in somebody's hand, is to be taken again. */
    void giveBack(long n) {
        journal.set(slots.ownerOffset(n), 0);
        journal.set(slots.extentOffset(n), slots.extent(n) + (1L << Integer.SIZE));
        setReturned(returned() + 1);
        journal.commit();
    }

    /** Slot n, which is to be taken, is taken by nobody. */
    void remove(long n) {
        if (n < head()) {
            setReturned(returned() - 1);
        }
        takeOut(n);
    }

    private void setReturned(long count) {
        journal.set(base + QueueLayout.RETURNED_OFFSET, count);
    }

    /** Slot n is in use no more. */
    void takeOut(long n) {
        long floor = floor();
        long head = head();
        if (n == floor) {
            long end = slots.end(n); // before the commit: from then on it may be filled anew
            advance(floor, head, n >= head);
            // SYNC room-released: pairs with Producers.findRoom().
            words.setRelease(base + QueueLayout.BYTES_FLOOR_OFFSET, end);
        } else {
            journal.set(base + QueueLayout.GAP_OFFSET, gap(n, n >= head));
            journal.commit();
            finishGap();
        }
    }

    private void advance(long floor, long head, boolean untaken) {
        if (areRedelivered()) {
            journal.set(base + QueueLayout.FLOOR_OFFSET, floor + 1);
        }
        if (untaken) {
            journal.set(base + QueueLayout.HEAD_OFFSET, head + 1);
        }
        journal.commit();
    }

    private static long gap(long n, boolean untaken) {
        return n + 1 << 1 | (untaken ? 1 : 0);
    }

    /*
     *   gap = n                             the element of slot n is out
     *   while n > floor:  slot n = slot n - 1;  gap = n - 1
     *   gap = 0, floor + 1, and head + 1 if it had not been taken
     */
    /** Closes the gap that a slot left, perhaps one that one began to close that is dead. */
    private void finishGap() {
        long gap = words.getPlain(base + QueueLayout.GAP_OFFSET);
        if (gap == 0) {
            return;
        }
        boolean untaken = (gap & 1) != 0;
        long floor = floor();
        long n = (gap >>> 1) - 1;
        if (n < floor || n - floor > mostElements) {
            throw new RegionDamagedException(name, base + QueueLayout.GAP_OFFSET, gap);
        }
        for (; n > floor; n--) {
            slots.moveUp(n - 1);
            words.setRelease(base + QueueLayout.GAP_OFFSET, gap(n - 1, untaken));
            words.fenceStores();
        }
        journal.set(base + QueueLayout.GAP_OFFSET, 0);
        advance(floor, head(), untaken);
    }

    /**
     * Finds out exactly where the bytes in use begin, and moves those in hand together. For one that has the producers' lock too.
     *
     * @param bytesTail where the bytes of the next element begin
     * @param wholly whether also those are moved that can't be in one piece, which takes longer
     */
    void compact(long bytesTail, boolean wholly) {
        refuseInsane();
        long head = head();
        long floor = saneFloor(head);
        long end = slots.isFilled(head) ? slots.start(head) : bytesTail;
        for (long n = head - 1; n >= floor; n--) {
            end = moveUpTo(n, end, wholly);
        }
        words.setRelease(base + QueueLayout.BYTES_FLOOR_OFFSET, end);
    }

    /** Says where the bytes of slot n begin, moved or not. */
    private long moveUpTo(long n, long end, boolean wholly) {
        long room = slots.roomOf(n);
        long start = slots.start(n);
        long target = end - room;
        if (target - start >= room) {
            slots.moveBytes(n, target);
        } else if (target > start && wholly) {
            slide.move(n, target);
        } else {
            return start;
        }
        return target;
    }

    private long get(int offset) {
        return words.getVolatile(base + offset);
    }
}
