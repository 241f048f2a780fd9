package dev.shm.robust;

import java.util.concurrent.TimeUnit;

/** A ticket; whoever has the first one that is not over takes it. */
final class FairTurn extends Turn {
    /* Without a ticket there is nothing to be woken at. */
    private static final long FULL_NANOS = 10_000_000L;
    private static final long FLAGS = OwnerWord.WAITERS | OwnerWord.STARVING;

    private final FairQueue queue;
    private long ticket = FairQueue.NO_TICKET;
    private boolean admitted;

    FairTurn(RobustLock lock, FairQueue queue) {
        super(lock);
        this.queue = queue;
    }

    @Override
    void come() {
        if (ticket != FairQueue.NO_TICKET) {
            return;
        }
        if (!admitted) {
            admitted =
                    !queue.admission().hasQueuedThreads() && queue.admission().tryAcquire();
        }
        if (admitted) {
            ticket = queue.enter();
        }
        if (ticket != FairQueue.NO_TICKET) {
            keepOthersOut();
        }
    }

    /** Behind the entry: from here on nobody who comes later gets the lock first. */
    private void keepOthersOut() {
        long word = lock.word();
        while ((word & FLAGS) != FLAGS && !OwnerWord.has(word, OwnerWord.POISONED) && !lock.addFlag(word, FLAGS)) {
            word = lock.word();
        }
    }

    @Override
    boolean isMine(long word) {
        return ticket != FairQueue.NO_TICKET && queue.isFirst(ticket);
    }

    @Override
    boolean isNear() {
        return ticket != FairQueue.NO_TICKET && queue.isNear(ticket);
    }

    @Override
    boolean isMineAtOnce() {
        return queue.isEmptyOfLiving();
    }

    @Override
    void sleep(long word, long nanos, boolean interruptible) {
        beginSleeping();
        if (ticket != FairQueue.NO_TICKET) {
            queue.sleep(ticket, nanos, interruptible);
        } else if (admitted) {
            lock.site().waitPoint().await((int) word, Math.min(nanos, FULL_NANOS), interruptible);
        } else {
            awaitAdmission(nanos, interruptible);
        }
    }

    private void awaitAdmission(long nanos, boolean interruptible) {
        if (!interruptible) {
            queue.admission().acquireUninterruptibly();
            admitted = true;
            return;
        }
        try {
            admitted = queue.admission().tryAcquire(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the next look sees it
        }
    }

    @Override
    long flags(long word) {
        return FLAGS;
    }

    @Override
    void took() {
        if (ticket != FairQueue.NO_TICKET) {
            queue.leave(ticket);
            ticket = FairQueue.NO_TICKET;
        }
        release();
    }

    @Override
    void giveUp() {
        try {
            if (ticket != FairQueue.NO_TICKET) {
                queue.giveUp(ticket);
            }
        } finally {
            release();
        }
    }

    private void release() {
        if (admitted) {
            admitted = false;
            queue.admission().release();
        }
    }
}
