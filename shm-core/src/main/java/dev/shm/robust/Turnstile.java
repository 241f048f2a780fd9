package dev.shm.robust;

import java.util.function.BooleanSupplier;

/**
 * Where those wait who could not have at once what others bring about: one of them, who owns the turnstile, at an event
 * count, and the others in line for the turnstile. So of many who wait for one thing only one is woken by it.
 *
 * <p>Threads: any. Processes: any. Progress: blocking. Peer crash: the next one in line inherits. Allocation: none.
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
     * without a turn.
     *
     * @param attempt what is wanted: does it and says whether it is done
     * @param mayBe whether it is worth an attempt: cheap, without effects, and asked by other threads as well
     * @param handling how
     * @param nanos how long to wait at most
     * @param interruptible whether an interrupt ends the wait
     * @return whether it is done; false if the time is over
     * @throws InterruptedException if interrupted before or while waiting; it is not done
     */
    public boolean await(
            BooleanSupplier attempt, BooleanSupplier mayBe, Handling handling, long nanos, boolean interruptible)
            throws InterruptedException {
        if (handling.spins()) {
            return events.awaitDone(attempt, mayBe, handling, nanos, interruptible);
        }
        long deadline = site.deadline(nanos);
        if (!interruptible) {
            lock.lock(handling);
        } else if (!lock.lockInterruptibly(handling, nanos)) {
            return false;
        }
        return awaitInTurn(attempt, mayBe, handling, site.left(deadline, nanos), interruptible);
    }

    /**
     * As {@link #await}, interruptibly, for what need not be had in the order of coming: if whoever is next does not go on, as one
     * whose process was stopped, those behind look for themselves, now and then.
     *
     * @param attempt as of {@link #await}; made without a turn too
     * @param mayBe as there
     * @param handling how
     * @param nanos how long to wait at most
     * @return whether it is done; false if the time is over
     * @throws InterruptedException if interrupted before or while waiting; it is not done
     */
    public boolean awaitOrPass(BooleanSupplier attempt, BooleanSupplier mayBe, Handling handling, long nanos)
            throws InterruptedException {
        if (handling.spins()) {
            return events.awaitDone(attempt, mayBe, handling, nanos, true);
        }
        long deadline = site.deadline(nanos);
        long left = nanos;
        for (long patience = LEAST_PATIENCE_NANOS;
                !lock.lockInterruptibly(handling, Math.min(left, patience));
                patience = Math.min(2 * patience, MOST_PATIENCE_NANOS)) {
            if (mayBe.getAsBoolean() && attempt.getAsBoolean()) {
                return true;
            }
            left = site.left(deadline, nanos);
            if (left <= 0) {
                return false;
            }
        }
        return awaitInTurn(attempt, mayBe, handling, site.left(deadline, nanos), true);
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
