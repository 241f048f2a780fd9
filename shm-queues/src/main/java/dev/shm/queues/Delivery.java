package dev.shm.queues;

/**
 * An element that was received, and who says when it is {@linkplain #done done}.
 *
 * <p>Threads: any. Processes: the one that received it. Progress: blocking, for as long as others take.
 * Peer crash: no effect. Allocation: none.
 *
 * @param <E> the type of the element
 */
public final class Delivery<E> {
    private final RobustQueue queue;
    private final E element;
    private final long position;
    private final int returns;
    private volatile boolean done;

    Delivery(RobustQueue queue, E element, long position, int returns) {
        this.queue = queue;
        this.element = element;
        this.position = position;
        this.returns = returns;
    }

    /** {@return the element} */
    public E element() {
        return element;
    }

    /** {@return which one it is: how many elements were put before it} */
    public long position() {
        return position;
    }

    /** {@return whether one that had it before died or left, so that it may have been dealt with in whole or in part} */
    public boolean isRedelivered() {
        return returns > 0;
    }

    /** {@return how often it came back} */
    public int returns() {
        return returns;
    }

    /** Says that it is dealt with: from here on it does not come back. Idempotent. */
    public synchronized void done() {
        if (!done) {
            queue.done(position);
            done = true;
        }
    }

    @Override
    public String toString() {
        return "position " + position + (returns > 0 ? ", redelivered" : "") + ": " + element;
    }
}
