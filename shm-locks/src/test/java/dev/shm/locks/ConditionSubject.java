package dev.shm.locks;

import dev.shm.testkit.HangGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;

/** The condition that a contract is about, its lock, and what can be asked of them. */
interface ConditionSubject {
    /** The lock; the same throughout a test, free at its beginning. */
    Lock lock();

    /** A condition of it, with nobody waiting; the same throughout a test. */
    Condition condition();

    /** Another condition of the same lock. */
    Condition otherCondition();

    int holdCount();

    boolean isHeldByCurrentThread();

    /** How many threads wait for the condition. */
    int waiting();

    /** Python's {@code notify(n)}. */
    void signal(int count);

    /** Python's {@code wait_for} with a timeout. */
    boolean awaitUntil(BooleanSupplier predicate, long time, TimeUnit unit) throws InterruptedException;

    /** A way to wait for a condition. */
    interface Wait {
        Object in(Condition condition) throws InterruptedException;
    }

    /** The ways to wait until there is a signal. */
    enum Way implements Wait {
        AWAIT,
        AWAIT_UNINTERRUPTIBLY,
        AWAIT_NANOS,
        AWAIT_TIME,
        AWAIT_DATE;

        @Override
        public Object in(Condition condition) throws InterruptedException {
            return switch (this) {
                case AWAIT -> {
                    condition.await();
                    yield true;
                }
                case AWAIT_UNINTERRUPTIBLY -> {
                    condition.awaitUninterruptibly();
                    yield true;
                }
                case AWAIT_NANOS -> condition.awaitNanos(Long.MAX_VALUE) > 0;
                case AWAIT_TIME -> condition.await(Long.MAX_VALUE, TimeUnit.DAYS);
                case AWAIT_DATE -> condition.awaitUntil(new java.util.Date(Long.MAX_VALUE));
            };
        }

        boolean isInterruptible() {
            return this != AWAIT_UNINTERRUPTIBLY;
        }
    }

    /** Runs something with the lock held. */
    default <T> T locked(Callable<T> action) {
        lock().lock();
        try {
            return action.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        } finally {
            lock().unlock();
        }
    }

    default void signalOne() {
        locked(() -> {
            condition().signal();
            return null;
        });
    }

    default void signalEverybody() {
        locked(() -> {
            condition().signalAll();
            return null;
        });
    }

    default void awaitWaiting(int count) {
        HangGuard.await(count + " waiting", () -> waiting() == count);
    }

    /** One more that waits by now; its result is that of the wait. */
    default Contender waiter(Wait wait) {
        int before = waiting();
        Contender waiter = Contender.doing(() -> {
            lock().lock();
            try {
                return wait.in(condition());
            } finally {
                lock().unlock();
            }
        });
        awaitWaiting(before + 1);
        return waiter;
    }

    /** So many that wait by now, in this order. */
    default List<Contender> waiters(int count) {
        List<Contender> waiters = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            waiters.add(waiter(Way.AWAIT));
        }
        return waiters;
    }
}
