package dev.shm.pool;

import dev.shm.pool.protocol.Values;
import dev.shm.pool.protocol.Work;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;

/**
 * The results of {@code imap}: elements are read, and given to workers, only a few ahead of what was taken.
 *
 * <p>Threads: one at a time.
 *
 * @param <T> the type of the elements
 * @param <R> the type of the results
 */
final class LazyResults<T, R> implements Iterator<R> {
    private static final int AHEAD_PER_WORKER = 4;

    private final PoolEngine engine;
    private final Iterator<? extends T> source;
    private final int chunk;
    private final int most;
    private final boolean ordered;
    private final Job job;
    private final Deque<Slot> ahead = new ArrayDeque<>();
    private final Deque<Object> ready = new ArrayDeque<>(); // of the chunk that was taken last; null is NULL
    private boolean exhausted;

    private static final Object NULL = new Object();

    /** A chunk, on its way or back. */
    private static final class Slot {
        private PoolTask task; // null if the source has failed
        private Answer answer; // guarded by the results
    }

    LazyResults(PoolEngine engine, Work work, Iterator<? extends T> source, int chunk, int workers, boolean ordered) {
        this.engine = engine;
        this.source = source;
        this.chunk = chunk;
        this.most = workers * AHEAD_PER_WORKER;
        this.ordered = ordered;
        this.job = engine.jobOfMany(work, most);
        fill();
    }

    /** An exception of the source comes in its place, and is the end. */
    private void fill() {
        while (!exhausted && ahead.size() < most) {
            List<Object> elements = new ArrayList<>(chunk);
            Throwable thrown = null;
            try {
                while (elements.size() < chunk && source.hasNext()) {
                    elements.add(source.next());
                }
            } catch (RuntimeException | Error e) {
                thrown = e;
            }
            exhausted = thrown != null || elements.size() < chunk;
            if (!elements.isEmpty()) {
                submit(elements);
            }
            if (thrown != null) {
                Slot slot = new Slot();
                slot.answer = new Answer(thrown);
                ahead.add(slot);
            }
        }
    }

    private void submit(List<Object> elements) {
        Slot slot = new Slot();
        slot.task = new PoolTask(job, Values.encode(elements.toArray()), answer -> answered(slot, answer), this);
        engine.submit(slot.task);
        ahead.add(slot);
    }

    private synchronized void answered(Slot slot, Answer answer) {
        slot.answer = answer;
        notifyAll();
    }

    @Override
    public boolean hasNext() {
        return !ready.isEmpty() || !ahead.isEmpty();
    }

    @Override
    @SuppressWarnings("unchecked") // what the function of that type has returned
    public R next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        while (ready.isEmpty()) {
            Answer answer = take();
            fill();
            endJobIfDone();
            if (answer.failure() != null) {
                throw Thrown.here(answer.failure());
            }
            for (Object value : answer.values()) {
                ready.add(value == null ? NULL : value);
            }
        }
        Object value = ready.remove();
        return value == NULL ? null : (R) value;
    }

    private Answer take() {
        try {
            Slot slot = await();
            ahead.remove(slot);
            return slot.answer;
        } catch (InterruptedException e) {
            cancel();
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for a result; what was not begun never will be");
        }
    }

    private synchronized Slot await() throws InterruptedException {
        while (true) {
            for (Slot slot : ahead) {
                if (slot.answer != null) {
                    return slot;
                }
                if (ordered) {
                    break;
                }
            }
            wait();
        }
    }

    private void endJobIfDone() {
        if (exhausted && ahead.isEmpty()) {
            engine.endJob(job);
        }
    }

    private void cancel() {
        exhausted = true;
        for (Slot slot : ahead) {
            if (slot.task != null) {
                engine.cancel(slot.task, true);
            }
        }
        ahead.clear();
        endJobIfDone();
    }
}
