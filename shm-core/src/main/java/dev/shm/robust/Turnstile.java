package dev.shm.robust;

import java.util.function.BooleanSupplier;

/**
 * Where those wait who could not have at once what others bring about: one of them, who owns the turnstile, at an event
 * count, and the others in line for the turnstile. So of many who wait for one thing only one is woken by it.
 *
 * <p>If whoever is next does not go on, as one whose process was stopped, those behind pass it, unless the lock is fair: then
 * what is wanted is had in the order of coming only.
 *
 * <p>Threads: any. Processes: any. Progress: blocking. Peer crash: the next one in line inherits. Allocation: little.
 */
public final class Turnstile {
    /* Who is next needs some time to come; and who waits for long costs one look a second. */
    private static final long LEAST_PATIENCE_NANOS = 16_000_000;
    private static final long MOST_PATIENCE_NANOS = 1_000_000_000;

    private final RobustLock lock;
    private final EventCount events;
    private final WaitSite site;

    /**
     * A turnstile before an event count.
     *
     * @param lock that who is next owns
     * @param events advanced by those who bring about what is waited for
     */
    public Turnstile(RobustLock lock, EventCount events) {
        this.lock = lock;
        this.events = events;
        this.site = events.site();
    }

    /**
     * Waits for its turn, and then until an attempt succeeds. The caller has made one before, in vain. One that spins comes
     * without a turn; so does one that does not wait, unless the lock is fair.
     *
     * @param attempt what is wanted: does it and says whether it is done; made without a turn too, unless the lock is fair
     * @param mayBe whether it is worth an attempt: cheap, without effects, and asked by other threads as well
     * @param handling how
     * @param nanos how long to wait at most; if not positive not at all
     * @param interruptible whether an interrupt ends the wait
     * @return whether it is done; false if the time is over
     * @throws InterruptedException if interrupted before or while waiting; it is not done
     */
    public boolean await(
            BooleanSupplier attempt, BooleanSupplier mayBe, Handling handling, long nanos, boolean interruptible)
            throws InterruptedException {
        if (handling.spins() || nanos <= 0 && !lock.isFair()) {
            return events.awaitDone(attempt, mayBe, handling, nanos, interruptible);
        }
        if (interruptible && Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (lock.tryFast()) {
            return awaitInTurn(attempt, mayBe, handling, nanos, interruptible);
        }
        long deadline = site.deadline(nanos);
        long left = nanos;
        try (Acquisition coming = new Acquisition(lock, handling)) {
            Passage passage = lock.isFair() ? null : new Passage(events, attempt, mayBe);
            long patience = passage == null ? Long.MAX_VALUE : LEAST_PATIENCE_NANOS;
            while (!coming.await(Math.min(left, patience), interruptible)) {
                if (passage != null && passage.tryPass()) {
                    return true;
                }
                left = site.left(deadline, nanos);
                if (left <= 0) {
                    return false;
                }
                patience = Math.min(patience, MOST_PATIENCE_NANOS / 2) * 2;
            }
        }
        return awaitInTurn(attempt, mayBe, handling, site.left(deadline, nanos), interruptible);
    }

    /** For who owns the lock, and gives it back. */
    private boolean awaitInTurn(
            BooleanSupplier attempt, BooleanSupplier mayBe, Handling handling, long nanos, boolean interruptible)
            throws InterruptedException {
        try {
            return events.awaitDone(attempt, mayBe, handling, nanos, interruptible);
        } finally {
            lock.unlock();
        }
    }

    /** {@return the lock that who is next owns} */
    public RobustLock lock() {
        return lock;
    }

    /** {@return where who is next waits} */
    public EventCount events() {
        return events;
    }

    /** {@return how many threads of all live processes wait; over as soon as it is said} */
    public int waiters() {
        return lock.report().waiters() + events.waiters();
    }

    /** Has the mourner look after it. */
    public void open() {
        lock.open();
        events.open();
    }

    /** The memory is closed: who waits finds that out now. */
    public void close() {
        events.close();
        lock.close();
    }
}
