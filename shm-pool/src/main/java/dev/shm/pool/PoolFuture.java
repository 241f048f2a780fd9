package dev.shm.pool;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RunnableFuture;

/**
 * The future of one task. It is completed, and what depends on it run, in a thread for that: one that blocks there holds up nobody.
 *
 * @param <R> the type of the result
 */
final class PoolFuture<R> extends CompletableFuture<R> implements RunnableFuture<R> {
    private final PoolEngine engine;
    private final Executor callbacks;
    private final PoolTask task;
    private final R result; // of a Runnable

    PoolFuture(PoolEngine engine, Executor callbacks, Job job, byte[] arguments, R result) {
        this.engine = engine;
        this.callbacks = callbacks;
        this.result = result;
        this.task = new PoolTask(job, arguments, this::answered, this);
    }

    PoolTask task() {
        return task;
    }

    private void answered(Answer answer) {
        callbacks.execute(() -> settle(answer));
    }

    @SuppressWarnings("unchecked") // what the function of that type has returned
    private void settle(Answer answer) {
        if (answer.failure() != null) {
            completeExceptionally(answer.failure());
        } else {
            complete(result != null ? result : (R) answer.values()[0]);
        }
    }

    /**
     * Cancels it. If a worker has begun it, and that is wanted, it is interrupted there; and the worker killed if it still goes on a
     * second later.
     */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            engine.cancel(task, mayInterruptIfRunning);
        }
        return cancelled;
    }

    /** What depends on it is no task. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }

    /** Does nothing: workers run it. It is a {@code Runnable} since {@code shutdownNow} gives back such. */
    @Override
    public void run() {
        // as said
    }
}
