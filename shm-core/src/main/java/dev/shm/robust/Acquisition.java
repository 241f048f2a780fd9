package dev.shm.robust;

import dev.shm.process.ProcessInfo;
import org.agrona.concurrent.IdleStrategy;

/** One thread's way to a lock that it did not get at once: look, spin, sleep; take it when it is free, or its owner dead. */
final class Acquisition {
    /* Nobody needs it while the mourner lives. */
    private static final long SAFETY_NET_NANOS = 10_000_000_000L;
    private static final long STARVING_NANOS = 10_000_000L;

    private final RobustLock lock;
    private final Handling handling;
    private boolean slept;
    private long sleepingSince;

    Acquisition(RobustLock lock, Handling handling) {
        this.lock = lock;
        this.handling = handling;
    }

    /** Takes it if nobody who lives has it. */
    boolean tryOnce() {
        for (int i = 0; i < 2; i++) {
            long word = lock.word();
            if (OwnerWord.isFree(word) || lock.vigil().isKnownDead(word)) {
                if (tryTake(word)) {
                    return true;
                }
            } else {
                lock.vigil().visitIfDue();
            }
        }
        return false;
    }

    /*
     *   loop
     *     w = word
     *     poisoned → exception
     *     free, and not kept for the starving → CAS w → me | W if anybody may sleep; done
     *     owner dead → CAS w → me | W | I; record, repair; done
     *     looked often enough → CAS w → w | W; sleep while the low half is as it was
     */
    boolean await(long nanos, boolean interruptible) throws InterruptedException {
        long deadline = nanos == Long.MAX_VALUE ? 0 : lock.site().nanoTime() + nanos;
        IdleStrategy idle = null;
        int looks = 0;
        boolean acquired = false;
        try {
            while (true) {
                long word = lock.word();
                if (mayTake(word)) {
                    acquired = tryTake(word);
                    if (acquired) {
                        return true;
                    }
                    continue;
                }
                if (interruptible && Thread.interrupted()) {
                    throw new InterruptedException();
                }
                long left =
                        nanos == Long.MAX_VALUE ? nanos : deadline - lock.site().nanoTime();
                if (left <= 0) {
                    return false;
                }
                if (looks++ < lock.site().looksBeforeSleep()) {
                    idle = idle == null ? newIdle() : idle;
                    idle.idle();
                } else {
                    sleep(word, Math.min(left, SAFETY_NET_NANOS), interruptible);
                }
            }
        } finally {
            if (slept) {
                lock.endSleeping();
                if (!acquired) {
                    passWakeUpOn(lock.word());
                }
            }
        }
    }

    /**
     * Having been woken obliges: if it isn't us who takes it, it must be somebody else. Of an owner that has not seen W no
     * wake-up comes; it may have taken the word between ours and now.
     */
    private void passWakeUpOn(long word) {
        if (OwnerWord.isFree(word) || !OwnerWord.has(word, OwnerWord.WAITERS)) {
            lock.site().waitPoint().wake(1);
        }
    }

    private boolean mayTake(long word) {
        if (OwnerWord.has(word, OwnerWord.POISONED)) {
            throw new PoisonedLockException(lock.site().name(), lock.deaths().last());
        }
        return OwnerWord.isFree(word)
                ? slept || !OwnerWord.has(word, OwnerWord.STARVING)
                : lock.vigil().isKnownDead(word);
    }

    private void sleep(long seen, long nanos, boolean interruptible) {
        long word = seen;
        if (!OwnerWord.has(word, OwnerWord.WAITERS)) {
            if (!lock.addFlag(word, OwnerWord.WAITERS)) {
                return;
            }
            word |= OwnerWord.WAITERS;
        }
        if (!slept) {
            slept = true;
            sleepingSince = lock.site().nanoTime();
            lock.beginSleeping();
        } else if (!OwnerWord.has(word, OwnerWord.STARVING)
                && lock.site().nanoTime() - sleepingSince > STARVING_NANOS
                && !lock.addFlag(word, OwnerWord.STARVING)) {
            return;
        }
        lock.site().waitPoint().await((int) word, nanos, interruptible);
    }

    /** One CAS from the word as seen, and what is owed after it. */
    private boolean tryTake(long word) {
        if (OwnerWord.has(word, OwnerWord.POISONED)) {
            throw new PoisonedLockException(lock.site().name(), lock.deaths().last());
        }
        boolean free = OwnerWord.isFree(word);
        if (free && OwnerWord.has(word, OwnerWord.INCONSISTENT) && !mayRepair()) {
            throw new InconsistentStateException(
                    lock.site().name(), lock.deaths().last());
        }
        long waiters = slept || OwnerWord.has(word, OwnerWord.WAITERS) ? OwnerWord.WAITERS : 0;
        long inconsistent = free ? word & OwnerWord.INCONSISTENT : OwnerWord.INCONSISTENT;
        if (!lock.take(word, waiters | inconsistent)) {
            return false;
        }
        if (!free) {
            recordDeaths(word);
        }
        lock.writeDetails(Thread.currentThread());
        if (slept) {
            lock.countContended();
        }
        if (inconsistent != 0) {
            settle(lock.deaths().last());
        }
        lock.refuseIfClosing();
        return true;
    }

    /** Whatever of this is not done when this heir dies is done by the next; see invariant 4 of the lock. */
    private void recordDeaths(long victim) {
        long dead = OwnerWord.ownerOf(victim);
        long holder = lock.words().getAcquire(lock.base() + RobustLayout.HOLDER_OFFSET);
        if (holder != 0) {
            long threadAndSince = lock.words().getPlain(lock.base() + RobustLayout.THREAD_OFFSET);
            record(holder, threadAndSince & 0xFFFF_FFFFL, lock.token(), CoarseClock.epochMillis(threadAndSince));
            // Before anything else is recorded: only the last record can be told from a new one.
            lock.words().setRelease(lock.base() + RobustLayout.HOLDER_OFFSET, 0);
        }
        if (holder != dead) {
            record(dead, 0, lock.token() + 1, 0);
        }
    }

    private void record(long dead, long thread, long token, long since) {
        ProcessInfo process = lock.site().info(OwnerWord.slot(dead), OwnerWord.number(dead));
        OwnerDeath death =
                new OwnerDeath(process.pid(), process.command(), thread, token, since, System.currentTimeMillis());
        if (lock.deaths().record(dead, death)) {
            lock.site().warn(death);
        }
    }

    private boolean mayRepair() {
        return handling.repair() != null || lock.site().policy() == OwnerDeathPolicy.HAND_OVER;
    }

    /** By the lock's policy: mend and go on, or give it back and say why. */
    private void settle(OwnerDeath death) {
        if (lock.site().policy() == OwnerDeathPolicy.POISON) {
            lock.releasePoisoned();
            throw new PoisonedLockException(lock.site().name(), death);
        }
        if (!mayRepair()) {
            lock.release();
            throw new InconsistentStateException(lock.site().name(), death);
        }
        if (handling.repair() != null) {
            try {
                handling.repair().repair(death);
            } catch (RuntimeException | Error e) {
                lock.release();
                throw e;
            }
        }
        lock.clearInconsistent();
    }

    private IdleStrategy newIdle() {
        return handling.idle() == null ? DefaultIdle.INSTANCE : handling.idle().get();
    }
}
