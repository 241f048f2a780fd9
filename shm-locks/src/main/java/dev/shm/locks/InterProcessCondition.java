package dev.shm.locks;

import dev.shm.robust.Handling;
import dev.shm.robust.InconsistentStateException;
import dev.shm.robust.PoisonedLockException;
import dev.shm.robust.RobustCondition;
import dev.shm.robust.RobustLock;
import java.io.Serializable;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.function.BooleanSupplier;

/**
 * A {@link Condition} of an {@link InterProcessLock}, the same in every process: threads of whatever JVM wait until one that
 * has the lock signals.
 *
 * <p>As with every {@code Condition} a thread may return for no reason, so wait in a loop, or by
 * {@link #awaitUntil(BooleanSupplier)}. All return so when an owner of the lock died, who may have been about to signal,
 * and when a signal was not taken for 100 ms though the lock was free: the thread that it woke was killed, or is stopped.
 * So no signal is lost on the dead, and nobody waits for them.
 *
 * <p>A wait that ends with an exception other than an {@code InterruptedException} ends without the lock, where the lock can't
 * be had any more. An {@code unlock()} in {@code finally} then throws an {@code IllegalMonitorStateException} in its place: of a
 * lock that may be poisoned or have to be repaired, unlock {@code if (lock.isHeldByCurrentThread())}.
 *
 * <p>A signal happens-before the return of whoever it wakes, by the lock. At most 65535 threads can wait at a time.
 *
 * <p>Threads: any. Processes: any. Progress: blocking. Peer crash: no signal is lost. Allocation: little.
 */
public final class InterProcessCondition implements Condition, Serializable {
    private static final long serialVersionUID = 1L;

    private final WithConditions lock;
    private final transient RobustLock owned;
    private final int index;
    private final transient RobustCondition engine;
    private final transient Handling handling;

    InterProcessCondition(WithConditions lock, RobustLock owned, int index, Handling handling) {
        this.lock = lock;
        this.owned = owned;
        this.index = index;
        this.engine = owned.conditions().get(index);
        this.handling = handling;
    }

    /**
     * Gives the lock back, all holds of it, waits for a signal or an interrupt, and acquires the lock again. Killed inside,
     * the process leaves no trace but in {@code waiters()}, for a moment.
     *
     * @throws InterruptedException if the thread is interrupted before or while waiting and there was no signal; it has the
     *     lock
     * @throws IllegalMonitorStateException if the thread has not the lock
     * @throws InconsistentStateException if the lock must be repaired and this handle has no repair action; the thread has
     *     not the lock
     * @throws PoisonedLockException if the lock was poisoned; the thread has not the lock
     * @throws IllegalStateException if the space was closed; the thread has not the lock
     */
    @Override
    public void await() throws InterruptedException {
        engine.await(handling, Long.MAX_VALUE, true);
    }

    /** As {@link #await()}, but waits on when interrupted; the interrupt is kept. */
    @Override
    public void awaitUninterruptibly() {
        try {
            engine.await(handling, Long.MAX_VALUE, false);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * As {@link #await()}, for a time.
     *
     * @param nanosTimeout how long to wait for a signal at most, in nanoseconds
     * @return about how much of it is left, in nanoseconds; 0 or less if none is
     */
    @Override
    public long awaitNanos(long nanosTimeout) throws InterruptedException {
        long deadline = System.nanoTime() + bounded(nanosTimeout);
        engine.await(handling, bounded(nanosTimeout), true);
        return deadline - System.nanoTime();
    }

    /**
     * As {@link #await()}, for a time.
     *
     * @param time how long to wait for a signal at most
     * @param unit of the time
     * @return false if there was no signal in this time
     */
    @Override
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        return engine.await(handling, bounded(unit.toNanos(time)), true);
    }

    /**
     * As {@link #await()}, until a time of day.
     *
     * @param deadline when to give up
     * @return false if there was no signal until then
     */
    @Override
    public boolean awaitUntil(Date deadline) throws InterruptedException {
        // Compared, since the distance to the far past wraps around.
        long now = System.currentTimeMillis();
        long millis = deadline.getTime() <= now ? 0 : deadline.getTime() - now;
        return await(millis, TimeUnit.MILLISECONDS);
    }

    /**
     * Waits until something is so: Python's {@code wait_for}.
     *
     * @param predicate called with the lock held, once more after each return from waiting
     * @throws InterruptedException as by {@link #await()}
     * @throws IllegalMonitorStateException if the thread has not the lock, whatever the predicate would say
     */
    public void awaitUntil(BooleanSupplier predicate) throws InterruptedException {
        owned.requireOwner("await");
        while (!predicate.getAsBoolean()) {
            await();
        }
    }

    /**
     * Waits until something is so, for a time: Python's {@code wait_for} with a timeout.
     *
     * @param predicate called with the lock held, once more after each return from waiting
     * @param time how long to wait at most
     * @param unit of the time
     * @return what the predicate said last
     * @throws InterruptedException as by {@link #await()}
     * @throws IllegalMonitorStateException if the thread has not the lock, whatever the predicate would say
     */
    public boolean awaitUntil(BooleanSupplier predicate, long time, TimeUnit unit) throws InterruptedException {
        owned.requireOwner("await");
        long left = bounded(unit.toNanos(time));
        while (!predicate.getAsBoolean()) {
            if (left <= 0) {
                return false;
            }
            left = awaitNanos(left);
        }
        return true;
    }

    /**
     * Lets one thread return that waits by now. Lock-free but for a system call if one does. Killed inside, the process has
     * signalled or not; its death wakes all.
     *
     * @throws IllegalMonitorStateException if the thread has not the lock
     */
    @Override
    public void signal() {
        engine.signal(1);
    }

    /**
     * Lets several threads return that wait by now: Python's {@code notify(n)}.
     *
     * @param count how many at most, at least 0
     * @throws IllegalMonitorStateException if the thread has not the lock
     */
    public void signal(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("count=" + count + "; take 0 or more");
        }
        engine.signal(count);
    }

    /**
     * Lets all threads return that wait by now.
     *
     * @throws IllegalMonitorStateException if the thread has not the lock
     */
    @Override
    public void signalAll() {
        engine.signal(Integer.MAX_VALUE);
    }

    /** {@return how many threads of all live processes wait, those too that were just signalled and don't know it yet; over as
     * soon as it is said} */
    public int waiters() {
        return engine.waiters();
    }

    /** So much that it never ends is taken for less than that, and what is over for none: deadlines must not wrap around. */
    private static long bounded(long nanos) {
        return Math.max(0, Math.min(nanos, Long.MAX_VALUE / 2));
    }

    private Object readResolve() {
        return lock.condition(index);
    }

    /** {@return the number, and that of the lock} */
    @Override
    public String toString() {
        return "InterProcessCondition " + index + " of " + lock;
    }
}
