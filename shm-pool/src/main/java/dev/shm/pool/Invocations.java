package dev.shm.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What every executor does with several tasks at once. */
final class Invocations {
    private Invocations() {}

    static <R> List<Future<R>> all(ProcessPool pool, Collection<? extends Callable<R>> tasks, long nanos)
            throws InterruptedException {
        long begin = System.nanoTime();
        List<Future<R>> futures = new ArrayList<>();
        try {
            tasks.forEach(task -> futures.add(pool.submit(task)));
            for (Future<R> future : futures) {
                try {
                    future.get(Math.max(0, nanos - (System.nanoTime() - begin)), TimeUnit.NANOSECONDS);
                } catch (ExecutionException | CancellationException e) {
                    // It is done.
                } catch (TimeoutException e) {
                    break;
                }
            }
            return futures;
        } finally {
            futures.forEach(future -> future.cancel(true)); // of no effect on those that are done
        }
    }

    static <R> R any(ProcessPool pool, Collection<? extends Callable<R>> tasks, long nanos)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("no tasks; give one at least");
        }
        long begin = System.nanoTime();
        List<CompletableFuture<R>> futures = new ArrayList<>();
        LinkedBlockingQueue<CompletableFuture<R>> done = new LinkedBlockingQueue<>();
        try {
            for (Callable<R> task : tasks) {
                CompletableFuture<R> future = pool.submit(task);
                futures.add(future);
                future.whenComplete((result, failure) -> done.add(future));
            }
            ExecutionException last = null;
            for (int left = futures.size(); left > 0; left--) {
                CompletableFuture<R> next = done.poll(nanos - (System.nanoTime() - begin), TimeUnit.NANOSECONDS);
                if (next == null) {
                    throw new TimeoutException(
                            "none is done: tasks=" + futures.size() + ", failed=" + (futures.size() - left));
                }
                try {
                    return next.get();
                } catch (ExecutionException e) {
                    last = e;
                } catch (CancellationException e) {
                    last = new ExecutionException(e);
                }
            }
            throw last;
        } finally {
            futures.forEach(future -> future.cancel(true));
        }
    }

    /** They hear that they were cancelled; returns the futures among them. */
    static List<Runnable> cancel(List<PoolTask> tasks) {
        List<Runnable> futures = new ArrayList<>();
        for (PoolTask task : tasks) {
            if (task.owner() instanceof Runnable future) {
                futures.add(future);
                ((Future<?>) future).cancel(false);
            } else {
                task.answer(new Answer(new CancellationException("the pool was shut down before it began")));
            }
        }
        return futures;
    }
}
