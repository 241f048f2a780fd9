package dev.shm.queues;

import dev.shm.robust.Handling;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The only publisher of a {@link SharedTopic} until it is closed: for a thread that has so much to publish that it should not
 * have to ask each time whether another one does. If its thread or process ends before, the next one that would publish may.
 *
 * <p>A subscriber that falls asleep in the very nanoseconds in which an element is published may be woken 8 ms late: it is not
 * worth a fence for each element.
 *
 * <p>Threads: the one that got it. Processes: one. Progress: blocking while subscribers hold back. Peer crash: no effect.
 * Allocation: what the codec allocates.
 *
 * @param <E> the type of the elements
 */
public final class TopicPublisher<E> implements AutoCloseable {
    /* An element that is longer is encoded elsewhere. */
    private static final int BUFFER_BYTES = 256;

    private final TopicEngine engine;
    private final Codec<E> codec;
    private final Handling handling;
    private final Thread owner = Thread.currentThread();
    private final ByteBuffer buffer;
    private boolean closed;

    TopicPublisher(TopicEngine engine, Codec<E> codec, Handling handling) {
        this.engine = engine;
        this.codec = codec;
        this.handling = handling;
        this.buffer =
                ByteBuffer.allocate(Math.min(BUFFER_BYTES, engine.mostBytes())).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * As {@link SharedTopic#publish}.
     *
     * @param element not null
     * @throws InterruptedException if the thread is interrupted while it is held back; nothing was published
     * @throws IllegalArgumentException if the element is longer than the topic allows
     * @throws TopicClosedException if the topic is closed
     * @throws IllegalStateException if this is closed, or its space, or it is another thread's
     */
    public void publish(E element) throws InterruptedException {
        publish(element, Long.MAX_VALUE);
    }

    /**
     * As {@link SharedTopic#tryPublish(Object)}.
     *
     * @param element not null
     * @return whether published
     * @throws IllegalArgumentException if the element is longer than the topic allows
     * @throws TopicClosedException if the topic is closed
     * @throws IllegalStateException if this is closed, or its space, or it is another thread's
     */
    public boolean tryPublish(E element) {
        try {
            return publish(element, 0);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * As {@link SharedTopic#tryPublish(Object, long, TimeUnit)}.
     *
     * @param element not null
     * @param timeout how long to wait at most; if not positive not at all
     * @param unit of the time
     * @return whether published
     * @throws InterruptedException if the thread is interrupted while it is held back; nothing was published
     * @throws IllegalArgumentException if the element is longer than the topic allows
     * @throws TopicClosedException if the topic is closed
     * @throws IllegalStateException if this is closed, or its space, or it is another thread's
     */
    public boolean tryPublish(E element, long timeout, TimeUnit unit) throws InterruptedException {
        return publish(element, unit.toNanos(timeout));
    }

    private boolean publish(E element, long nanos) throws InterruptedException {
        requireOwner();
        Objects.requireNonNull(element, "element");
        try {
            codec.encode(element, buffer.clear());
        } catch (BufferOverflowException e) {
            return publishLong(element, nanos);
        }
        buffer.flip();
        return engine.publishOwned(buffer) || engine.publish(buffer, handling, nanos);
    }

    private boolean publishLong(E element, long nanos) throws InterruptedException {
        Scratch scratch = Scratch.encode(codec, element, engine.name(), engine.mostBytes());
        try {
            return engine.publish(scratch.bytes(), handling, nanos);
        } finally {
            scratch.giveBack();
        }
    }

    private void requireOwner() {
        if (closed || Thread.currentThread() != owner) {
            throw new IllegalStateException("not the publisher: topic=" + engine.name() + ", "
                    + (closed ? "it is closed" : "it is that of thread " + owner.getName()));
        }
    }

    /**
     * Lets others publish. Idempotent.
     *
     * @throws IllegalStateException if it is another thread's
     */
    @Override
    public void close() {
        if (!closed) {
            requireOwner();
            closed = true;
            engine.leaveOff();
        }
    }
}
