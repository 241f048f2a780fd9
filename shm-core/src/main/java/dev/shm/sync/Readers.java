package dev.shm.sync;

import dev.shm.memory.Words;
import dev.shm.process.Incarnation;
import dev.shm.robust.EventCount;
import dev.shm.robust.Handling;
import dev.shm.robust.LockSite;
import dev.shm.robust.Mourner;
import dev.shm.robust.RobustLock;
import dev.shm.robust.Shares;

/** Those who read under a read-write lock: see the invariants of {@link RobustReadWriteLock}. */
final class Readers {
    private final Words words;
    private final Shares shares;
    private final EventCount drained;
    private final ReadHolds holds;
    private final long own;

    /** Those of a lock at {@code base}. */
    Readers(Words words, long base, Incarnation self, LockSite site) {
        this.words = words;
        this.shares = new Shares(words, base + ReadWriteLayout.SHARES_OFFSET, self, site);
        this.own = shares.own();
        long drainedAt = base + ReadWriteLayout.DRAINED_OFFSET;
        this.drained = new EventCount(words, drainedAt, site.neighbour(drainedAt), this::askWhoIsDead);
        this.holds = new ReadHolds(site.name(), this::leave);
    }

    /**
     * For the mourner. A death wakes nobody by itself: the writer goes on if it was the last reader that died, and that is what
     * it waits for. The share of a dead one stays, and must not wake the writer again and again while others read.
     */
    private boolean askWhoIsDead() {
        shares.isAnyDead();
        return false;
    }

    /** The current thread comes in if nobody writes, or it does so already; says whether it did. */
    boolean tryEnter(RobustLock write) {
        if (holds.again()) {
            return true;
        }
        if (!shares.isJoined()) {
            shares.join();
        }
        // SYNC read-counted: pairs with count(), behind the acquisition of the write lock.
        boolean alone = words.getAndAdd(own, 1) == 0;
        if (write.letsOthersPass()) {
            holds.enter(alone);
            return true;
        }
        leave();
        return false;
    }

    /** The current thread comes in; it owns the write lock. */
    void enter() {
        holds.enter(words.getAndAdd(own, 1) == 0);
    }

    /** The current thread gives one hold back. */
    void exit() {
        holds.exit();
    }

    /** One thread less of this process reads. */
    private void leave() {
        words.getAndAdd(own, -1);
        drained.advance();
    }

    /** Waits until nobody reads but the current thread, which owns the write lock; says whether it is so. */
    boolean drain(Handling handling, long nanos, boolean interruptible) throws InterruptedException {
        int mine = holds.ofCurrent() > 0 ? 1 : 0;
        return count() <= mine || drained.await(() -> count() <= mine, handling, nanos, interruptible);
    }

    /** Whether nobody reads but the current thread, which owns the write lock. */
    boolean isDrained() {
        int mine = holds.ofCurrent() > 0 ? 1 : 0;
        return count() <= mine || shares.isAnyDeadByNow() && count() <= mine;
    }

    /** How many threads read, those of processes left aside that were found dead. */
    int count() {
        long sum = 0;
        for (int slot = shares.highestSlot(); slot > 0; slot--) {
            long readers = shares.of(slot);
            if (readers > 0 && !shares.isKnownDead(slot)) {
                sum += readers;
            }
        }
        return (int) Math.min(sum, Integer.MAX_VALUE);
    }

    /** How often the current thread has come in. */
    int holds() {
        return holds.ofCurrent();
    }

    /** The name of a thread of this process that reads; null if none does. */
    String anyThread() {
        return holds.anyThread();
    }

    /** How many threads of all live processes wait for readers to leave. */
    int waiters() {
        return drained.waiters();
    }

    void open() {
        drained.open();
        Mourner.get().add(holds);
    }

    void close() {
        drained.close();
        Mourner.get().dismiss(holds);
    }
}
