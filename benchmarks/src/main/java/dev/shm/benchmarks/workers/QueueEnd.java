package dev.shm.benchmarks.workers;

import dev.shm.queues.SharedQueue;
import java.util.concurrent.TimeUnit;

/**
 * One end of a queue of ours.
 *
 * @param <E> the type of its elements
 */
abstract class QueueEnd<E> implements Line {
    private static final long LOOK_MILLIS = 10;

    private final SharedQueue<E> queue;
    private boolean inHand;

    QueueEnd(SharedQueue<E> queue) {
        this.queue = queue;
    }

    /** {@return the element that is put for a value} */
    abstract E element(long value);

    /** One was got. */
    abstract void check(E element);

    @Override
    public final boolean put(long value) {
        try {
            queue.put(element(value));
            return true;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Blocks for one, but not for long: its caller looks whether it shall go on. */
    @Override
    public final int poll() {
        try {
            E element = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            if (element == null) {
                return 0;
            }
            check(element);
            inHand = true;
            return 1;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public final void close() {
        if (inHand) {
            queue.taskDone();
        }
    }
}
