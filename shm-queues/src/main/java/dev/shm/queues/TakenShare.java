package dev.shm.queues;

/**
 * What a process has taken of a queue, as its share.
 *
 * <pre>
 *   63 ───────────── 36   35 ──────────────────── 0
 *  ┌────────────────────┬───────────────────────────┐
 *  │ in hand            │ not said to be done       │
 *  └────────────────────┴───────────────────────────┘
 * </pre>
 *
 * <p><i>In hand</i> is what it took last, by each of its threads: if it dies, that is lost or comes back. <i>Not said to be
 * done</i> is what it owes a {@code taskDone}: nobody waits for that if it dies.
 */
final class TakenShare {
    private static final int SHIFT = 36;
    private static final long OWED_MASK = (1L << SHIFT) - 1;
    private static final long MOST_IN_HAND = (1L << 64 - SHIFT) - 1;

    private TakenShare() {}

    static long of(long inHand, long owed) {
        return Math.max(0, Math.min(inHand, MOST_IN_HAND)) << SHIFT | Math.max(0, Math.min(owed, OWED_MASK));
    }

    static long inHand(long share) {
        return share >>> SHIFT;
    }

    static long owed(long share) {
        return share & OWED_MASK;
    }
}
