package dev.shm.sync;

/**
 * The bits of one process's share of a semaphore.
 *
 * <pre>
 *   63   62   61 ─────────── 31   30 ─────────── 0
 *  ┌───┬────┬───────────────────┬──────────────────┐
 *  │ 0 │ O  │ in use            │ at hand          │
 *  └───┴────┴───────────────────┴──────────────────┘
 *
 *   O        open: threads of the process itself change it, each by one CAS; else the owner of the lock does
 *   in use   permits that its threads have acquired and not released
 *   at hand  permits that they may acquire
 *
 *   acquire  CAS: at hand - n, in use + n                                (open; a thread of the process)
 *   release  CAS: at hand + n, in use - n, or 0 if there are not so many (open; a thread of the process)
 *   close    CAS: O away                                                 (the owner of the lock, of whatever process)
 *   open     O, at hand + pool, and the pool empty, at once              (the owner of the lock, for its own process)
 *   settle   0, and the pool has both, at once                           (the owner of the lock, if the process is dead)
 * </pre>
 */
final class PermitShare {
    static final long OPEN = 1L << 62;
    static final long MOST = Integer.MAX_VALUE;

    private static final int USED_SHIFT = 31;

    private PermitShare() {}

    static boolean isOpen(long share) {
        return (share & OPEN) != 0;
    }

    static long closed(long share) {
        return share & ~OPEN;
    }

    static long atHand(long share) {
        return share & MOST;
    }

    static long inUse(long share) {
        return share >>> USED_SHIFT & MOST;
    }

    static long share(long inUse, long atHand) {
        return inUse << USED_SHIFT | atHand;
    }

    /** After {@code permits} were acquired, of which there are enough at hand. */
    static long acquired(long share, int permits) {
        return share - permits + ((long) permits << USED_SHIFT);
    }

    /** After {@code permits} were released. */
    static long released(long share, int permits) {
        return share & OPEN | share(Math.max(0, inUse(share) - permits), atHand(share) + permits);
    }
}
