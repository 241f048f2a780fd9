package dev.shm.robust;

/** Whoever comes takes it; one that is passed over for long makes the others wait in the word's queue first. */
final class BargingTurn extends Turn {
    private static final long STARVING_NANOS = 10_000_000L;

    private static final long LONGEST_NAP_NANOS = 10_000_000_000L;

    private long sleepingSince;
    private long seenToken;
    private long napNanos;

    BargingTurn(RobustLock lock) {
        super(lock);
    }

    @Override
    void come() {
        // There is no line.
    }

    @Override
    boolean isMine(long word) {
        return hasSlept() || !OwnerWord.has(word, OwnerWord.STARVING) || !OwnerWord.isFree(word);
    }

    @Override
    boolean isNear() {
        return true;
    }

    @Override
    boolean isMineAtOnce() {
        return true;
    }

    @Override
    void sleep(long seen, long nanos, boolean interruptible) {
        long word = seen;
        if (!OwnerWord.has(word, OwnerWord.WAITERS)) {
            if (!lock.addFlag(word, OwnerWord.WAITERS)) {
                return;
            }
            word |= OwnerWord.WAITERS;
        }
        boolean isFirst = beginSleeping();
        if (isFirst) {
            sleepingSince = lock.site().nanoTime();
        } else if (!OwnerWord.has(word, OwnerWord.STARVING)
                && lock.site().nanoTime() - sleepingSince > STARVING_NANOS
                && !lock.addFlag(word, OwnerWord.STARVING)) {
            return;
        }
        lock.site().waitPoint().await((int) word, isFirst ? nanos : Math.min(nanos, nap()), interruptible);
    }

    /**
     * How long to sleep at most. One whose process waits portably wakes nobody elsewhere, and W stays if several of its threads pass the
     * lock to each other: so there is nothing to be seen for the mourner either.
     */
    private long nap() {
        long shortest = lock.site().napNanos();
        if (shortest >= LONGEST_NAP_NANOS) {
            return shortest;
        }
        long now = lock.token();
        napNanos = now == seenToken ? Math.min(2 * Math.max(napNanos, shortest), LONGEST_NAP_NANOS) : shortest;
        seenToken = now;
        return napNanos;
    }

    @Override
    long flags(long word) {
        return hasSlept() ? OwnerWord.WAITERS : word & OwnerWord.WAITERS;
    }

    @Override
    void took() {
        // The word says it all.
    }

    /**
     * Having been woken obliges: if it isn't us who takes it, it must be somebody else. Of an owner that has not seen W no
     * wake-up comes; it may have taken the word between ours and now.
     */
    @Override
    void giveUp() {
        if (!hasSlept()) {
            return;
        }
        long word = lock.word();
        if (OwnerWord.isFree(word) || !OwnerWord.has(word, OwnerWord.WAITERS)) {
            lock.vigil().wake(1);
        }
    }
}
