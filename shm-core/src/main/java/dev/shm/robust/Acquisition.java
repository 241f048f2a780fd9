package dev.shm.robust;

import dev.shm.process.ProcessInfo;
import org.agrona.concurrent.IdleStrategy;

/**
 * One thread's way to a lock that it did not get at once: look, spin, sleep; take it when it is free, or its owner dead. Until
 * it is closed it is in line, also between one wait and the next.
 */
final class Acquisition implements AutoCloseable {
    /* Nobody needs it while the mourner lives. */
    private static final long SAFETY_NET_NANOS = 10_000_000_000L;

    private final RobustLock lock;
    private final Handling handling;
    private final Turn turn;
    private boolean acquired;

    Acquisition(RobustLock lock, Handling handling) {
        this.lock = lock;
        this.handling = handling;
        this.turn = Turn.at(lock);
    }

    /** Takes it if nobody who lives has it. */
    boolean tryOnce() {
        for (int i = 0; i < 2; i++) {
            long word = lock.word();
            if (lock.vigil().isToBeHad(word)) {
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
     *   no time → take it only if there is nobody whose turn it is before
     *   loop
     *     take a place, where there is an order
     *     w = word
     *     poisoned → exception
     *     our turn, and free → CAS w → me, with W if anybody may sleep; done
     *     our turn, and the owner dead → CAS w → me | W | I; record, repair; done
     *     looked often enough → sleep until there may be something to see
     */
    boolean await(long nanos, boolean interruptible) throws InterruptedException {
        if (nanos <= 0) {
            acquired = turn.isMineAtOnce() && tryOnce();
            return acquired;
        }
        long deadline = lock.site().deadline(nanos);
        IdleStrategy idle = null;
        int looks = 0;
        while (true) {
            turn.come();
            long word = lock.word();
            refuseIfPoisoned(word);
            if (turn.isMine(word) && lock.vigil().isToBeHad(word)) {
                acquired = tryTake(word);
                if (acquired) {
                    return true;
                }
                continue;
            }
            if (interruptible && Thread.interrupted()) {
                throw new InterruptedException();
            }
            long left = lock.site().left(deadline, nanos);
            if (left <= 0) {
                return false;
            }
            if (looks++ < lock.site().looksBeforeSleep() && turn.isNear()) {
                idle = idle == null ? handling.newIdle() : idle;
                idle.idle();
            } else {
                turn.sleep(word, Math.min(left, SAFETY_NET_NANOS), interruptible);
            }
        }
    }

    /** It waits no more, whatever the outcome. */
    @Override
    public void close() {
        turn.end(acquired);
    }

    private void refuseIfPoisoned(long word) {
        if (OwnerWord.has(word, OwnerWord.POISONED)) {
            throw new PoisonedLockException(lock.site().name(), lock.deaths().last());
        }
    }

    /** One CAS from the word as seen, and what is owed after it. */
    private boolean tryTake(long word) {
        refuseIfPoisoned(word);
        boolean free = OwnerWord.isFree(word);
        if (free && OwnerWord.has(word, OwnerWord.INCONSISTENT) && !mayRepair()) {
            throw new InconsistentStateException(
                    lock.site().name(), lock.deaths().last());
        }
        long inconsistent = free ? word & OwnerWord.INCONSISTENT : OwnerWord.INCONSISTENT;
        if (!lock.take(word, turn.flags(word) | inconsistent)) {
            return false;
        }
        turn.took();
        if (!free) {
            recordDeaths(word);
            lock.conditions().letGoAfterDeath();
        }
        lock.writeDetails(Thread.currentThread());
        if (turn.hasSlept()) {
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
        long word;
        do {
            word = lock.word();
        } while (!lock.words().compareAndSet(lock.base(), word, word & ~OwnerWord.INCONSISTENT));
    }
}
