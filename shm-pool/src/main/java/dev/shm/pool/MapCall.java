package dev.shm.pool;

import dev.shm.pool.protocol.Values;
import dev.shm.pool.protocol.Work;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * One call of {@code map} or {@code starmap}: its elements in chunks, each a task, and their answers.
 *
 * @param <R> the type of the results
 */
final class MapCall<R> {
    private final PoolEngine engine;
    private final Job job;
    private final int total;
    private final PoolTask[] tasks;
    private final int[] counts;
    private final Answer[] answers; // guarded by this, as is what follows
    private int answered;
    private long done;
    private boolean isWatched; // somebody waits for each answer
    private Runnable whenDone; // null as long as nobody has asked for a future
    private Runnable whenMore; // the same
    private CompletableFuture<Void> told = CompletableFuture.completedFuture(null); // what was told of progress last

    /**
     * A call, whose tasks are given to the pool.
     *
     * @param engine of the pool
     * @param work the function
     * @param arguments of all elements, one behind the other
     * @param arity how many of them an element has
     * @param counts how many elements each task has
     */
    MapCall(PoolEngine engine, Work work, Object[] arguments, int arity, int[] counts) {
        this.engine = engine;
        this.total = arguments.length / arity;
        this.tasks = new PoolTask[counts.length];
        this.counts = counts;
        this.answers = new Answer[counts.length];
        this.job = engine.jobOfMany(work, counts.length);
        try {
            int from = 0;
            for (int i = 0; i < counts.length; i++) {
                int index = i;
                int to = from + counts[i] * arity;
                Object[] own = Arrays.copyOfRange(arguments, from, to, Object[].class);
                from = to;
                tasks[i] = new PoolTask(job, Values.encode(own), answer -> answered(index, answer), this);
                engine.submit(tasks[i]);
            }
        } catch (RuntimeException | Error e) {
            cancel();
            throw e;
        }
    }

    private void answered(int index, Answer answer) {
        synchronized (this) {
            answers[index] = answer;
            answered++;
            done += counts[index];
            if (isWatched || answered == answers.length) {
                notifyAll(); // to be woken for each of many thousands costs more than what they are woken for
            }
            tell();
        }
    }

    /** Guarded. What is told is not run in here. */
    private void tell() {
        if (whenMore != null && done > 0) {
            whenMore.run();
        }
        if (whenDone != null && answered == answers.length) {
            whenDone.run();
        }
    }

    /**
     * Waits until all are answered, also if one has failed.
     *
     * @return the results in the order of the elements
     * @throws InterruptedException if interrupted before or while waiting; what was not begun never will be
     */
    List<R> await(ProgressListener listener) throws InterruptedException {
        try {
            if (listener == null) {
                awaitAll();
            } else {
                awaitAll(listener);
            }
            return results();
        } catch (InterruptedException | RuntimeException | Error e) {
            cancel();
            throw e;
        } finally {
            engine.endJob(job);
        }
    }

    private synchronized void awaitAll() throws InterruptedException {
        while (done < total) {
            wait();
        }
    }

    private void awaitAll(ProgressListener listener) throws InterruptedException {
        for (long now = awaitMore(0); now < total; now = awaitMore(now)) {
            listener.progress(now, total);
        }
        listener.progress(total, total);
    }

    private synchronized long awaitMore(long told) throws InterruptedException {
        isWatched = true;
        while (done == told && done < total) {
            wait();
        }
        return done;
    }

    private List<R> results() {
        try {
            return decode();
        } catch (TaskFailure e) {
            throw Thrown.here(e.getCause());
        }
    }

    /** Of those that failed the first one in the order of the elements counts. */
    @SuppressWarnings("unchecked") // what the function of that type has returned
    private List<R> decode() throws TaskFailure {
        List<R> results = new ArrayList<>(total);
        for (Answer answer : answers) {
            if (answer.failure() != null) {
                throw new TaskFailure(answer.failure());
            }
            for (Object value : answer.values()) {
                results.add((R) value);
            }
        }
        return results;
    }

    private static final class TaskFailure extends Exception {
        private static final long serialVersionUID = 1L;

        TaskFailure(Throwable cause) {
            super(cause);
        }
    }

    /**
     * {@return completes with the results; cancelled, it cancels the tasks}
     * @param callbacks completes it, and runs the listener
     * @param listener hears of progress, one call after the other, before the future completes; may be null
     */
    CompletableFuture<List<R>> future(Executor callbacks, ProgressListener listener) {
        CompletableFuture<List<R>> future = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                boolean cancelled = super.cancel(mayInterruptIfRunning);
                if (cancelled) {
                    MapCall.this.cancel();
                }
                return cancelled;
            }

            @Override
            public <U> CompletableFuture<U> newIncompleteFuture() {
                return new CompletableFuture<>();
            }
        };
        synchronized (this) {
            if (listener != null) {
                whenMore = () -> {
                    long now = done;
                    told = told.thenRunAsync(() -> listener.progress(now, total), callbacks);
                };
            }
            whenDone = () -> told.whenCompleteAsync((nothing, thrown) -> complete(future, thrown), callbacks);
            tell();
        }
        return future;
    }

    private void complete(CompletableFuture<List<R>> future, Throwable thrownByListener) {
        if (thrownByListener != null) {
            engine.endJob(job);
            future.completeExceptionally(thrownByListener.getCause());
        } else {
            complete(future);
        }
    }

    private void complete(CompletableFuture<List<R>> future) {
        engine.endJob(job);
        try {
            future.complete(decode());
        } catch (TaskFailure e) {
            future.completeExceptionally(e.getCause());
        } catch (RuntimeException | Error e) {
            future.completeExceptionally(e);
        }
    }

    private void cancel() {
        for (PoolTask task : tasks) {
            if (task != null) {
                engine.cancel(task, true);
            }
        }
        engine.endJob(job);
    }
}
