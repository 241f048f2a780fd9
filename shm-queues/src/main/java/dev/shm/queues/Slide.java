package dev.shm.queues;

import dev.shm.memory.RegionDamagedException;
import dev.shm.memory.Words;
import dev.shm.robust.Journal;

/**
 * The bytes of an element in hand on their way to a later place that has something in common with the old one: piece by piece from
 * the end, each not longer than the way, so that it does no harm to copy one again. How far that has come stands in words, and
 * whoever enters the consumers' section next goes on. For the one that is in it.
 */
final class Slide {
    private static final int LONGEST_PIECE = 64 * 1024;

    private final String name;
    private final Words words;
    private final long moving;
    private final long target;
    private final long rest;
    private final Slots slots;
    private final Journal journal;

    Slide(String name, Words words, long base, Slots slots, Journal journal) {
        this.name = name;
        this.words = words;
        this.moving = base + QueueLayout.MOVING_OFFSET;
        this.target = base + QueueLayout.MOVING_TO_OFFSET;
        this.rest = base + QueueLayout.MOVING_REST_OFFSET;
        this.slots = slots;
        this.journal = journal;
    }

    /**
     * Moves the bytes of slot n.
     *
     * @param to where they are to begin, behind where they begin and before where they end
     */
    void move(long n, long to) {
        journal.set(target, to);
        journal.set(rest, slots.roomOf(n));
        journal.set(moving, n + 1);
        journal.commit();
        finish();
    }

    /*
     *   moving = n + 1, target, rest = all        committed at once
     *   while rest > 0:  copy the piece in front of start + rest to target + rest;  rest - piece
     *   start = target, moving = 0                committed at once
     */
    /** Goes on with what is under way, perhaps by one that is dead. */
    void finish() {
        long n = words.getPlain(moving) - 1;
        if (n < 0) {
            return;
        }
        long start = slots.start(n);
        long to = words.getPlain(target);
        long left = words.getPlain(rest);
        long way = to - start;
        if (way <= 0 || way % Long.BYTES != 0 || left < 0 || left > slots.roomOf(n)) {
            throw new RegionDamagedException(name, moving, n + 1);
        }
        while (left > 0) {
            int piece = (int) Math.min(Math.min(left, way), LONGEST_PIECE);
            left -= piece;
            slots.copyBytes(start + left, to + left, piece);
            words.setRelease(rest, left);
            words.fenceStores(); // the next piece goes where this one was
        }
        journal.set(slots.startOffset(n), to);
        journal.set(moving, 0);
        journal.commit();
    }
}
