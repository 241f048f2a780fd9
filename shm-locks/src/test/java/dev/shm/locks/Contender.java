package dev.shm.locks;

import dev.shm.testkit.HangGuard;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;

/** Another thread that does one thing with a lock, and is joined. What it throws reaches the test at {@link #result()}. */
final class Contender implements AutoCloseable {
    private final CountDownLatch holding = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final FutureTask<Object> task;
    private final Thread thread;

    private Contender(Callable<?> action) {
        task = new FutureTask<>(action::call);
        thread = new Thread(task, "contender");
        thread.setDaemon(true);
        thread.start();
    }

    /** Does something. */
    static Contender doing(Callable<?> action) {
        return new Contender(action);
    }

    /** Locks, tells so, and unlocks when it is {@linkplain #close closed}; its result is whether it was interrupted. */
    static Contender holding(Lock lock) {
        Contender[] self = new Contender[1];
        CountDownLatch known = new CountDownLatch(1);
        self[0] = new Contender(() -> {
            known.await();
            lock.lock();
            return self[0].holdAndUnlock(lock);
        });
        known.countDown();
        return self[0];
    }

    private boolean holdAndUnlock(Lock lock) throws InterruptedException {
        boolean interrupted = Thread.interrupted();
        holding.countDown();
        try {
            release.await();
        } finally {
            lock.unlock();
        }
        return interrupted;
    }

    void awaitHolding() {
        HangGuard.await("lock held by " + thread.getName(), () -> isHolding() || task.isDone());
        if (!isHolding()) {
            throw new AssertionError("ended before it held the lock, with " + result());
        }
    }

    boolean isHolding() {
        return holding.getCount() == 0;
    }

    void interrupt() {
        thread.interrupt();
    }

    Thread thread() {
        return thread;
    }

    /** What it returned; what it threw comes out as the cause of an {@link AssertionError}. */
    Object result() {
        try {
            return task.get(HangGuard.limit().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (TimeoutException | InterruptedException e) {
            HangGuard.await(thread.getName() + " done", task::isDone); // fails, with a dump of all threads
            throw new AssertionError(e);
        }
    }

    /** What it threw. */
    Throwable failure() {
        try {
            throw new AssertionError("returned " + result());
        } catch (AssertionError e) {
            if (e.getCause() == null) {
                throw e;
            }
            return e.getCause();
        }
    }

    /** Has one that holds unlock, and joins it. */
    @Override
    public void close() {
        release.countDown();
        result();
        HangGuard.await("end of " + thread.getName(), () -> !thread.isAlive());
    }
}
