package dev.shm.queues;

import dev.shm.robust.Awaitable;
import dev.shm.robust.Awaited;
import dev.shm.robust.Handling;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * One subscriber of a {@link SharedTopic}, at its own place in it: it gets each element that is published from where it begins,
 * unless it is lapped. If so it is told how many it has missed, by a {@link MissedElementsException} or by the listener that it
 * was made with, and goes on with the oldest that is kept.
 *
 * <p>What a thread did before it published an element happens-before the return of that element here.
 *
 * <p>Ready, for a {@code WaitSet}, while there is something to be taken or the topic is closed.
 *
 * <p>Threads: one at a time. Processes: any, each with its own. Progress: blocking. Peer crash: no effect. Allocation: what the
 * codec allocates.
 *
 * @param <E> the type of the elements
 */
public final class Subscription<E> implements Awaitable, AutoCloseable {
    private final String name;
    private final Codec<E> codec;
    private final Handling handling;
    private final LongConsumer listener; // null: missed ones are an exception
    private final TopicReader reader;
    private volatile boolean closed;

    Subscription(String name, Codec<E> codec, Handling handling, LongConsumer listener, TopicReader reader) {
        this.name = name;
        this.codec = codec;
        this.handling = handling;
        this.listener = listener;
        this.reader = reader;
    }

    /**
     * Takes the next element, and waits until there is one. Blocking.
     *
     * @return the element
     * @throws InterruptedException if the thread is interrupted before or while waiting
     * @throws MissedElementsException if elements were missed and there is no listener; the next call goes on behind them
     * @throws UndecodableElementException if the codec can't read it; the next call goes on behind it
     * @throws TopicClosedException if all elements are taken and the topic is closed
     * @throws IllegalStateException if this or its space is closed
     */
    public E take() throws InterruptedException {
        return next(Long.MAX_VALUE);
    }

    /**
     * Takes the next element, if there is one. Doesn't wait.
     *
     * @return the element; null if there is none yet
     * @throws MissedElementsException if elements were missed and there is no listener; the next call goes on behind them
     * @throws UndecodableElementException if the codec can't read it; the next call goes on behind it
     * @throws TopicClosedException if all elements are taken and the topic is closed
     * @throws IllegalStateException if this or its space is closed
     */
    public E poll() {
        E element = takeNow();
        if (element == null) {
            refuseAtEnd();
        }
        return element;
    }

    /**
     * Takes the next element, and waits until there is one or the time is over. Blocking.
     *
     * @param timeout how long to wait at most; if not positive not at all
     * @param unit of the time
     * @return the element; null if the time is over
     * @throws InterruptedException if the thread is interrupted before or while waiting
     * @throws MissedElementsException if elements were missed and there is no listener; the next call goes on behind them
     * @throws UndecodableElementException if the codec can't read it; the next call goes on behind it
     * @throws TopicClosedException if all elements are taken and the topic is closed
     * @throws IllegalStateException if this or its space is closed
     */
    public E poll(long timeout, TimeUnit unit) throws InterruptedException {
        return next(unit.toNanos(timeout));
    }

    private E next(long nanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        E element = takeNow();
        return element != null ? element : awaitNext(nanos);
    }

    private E awaitNext(long nanos) throws InterruptedException {
        long begin = nanos == Long.MAX_VALUE ? 0 : System.nanoTime();
        while (true) {
            refuseAtEnd();
            reader.affirm();
            long left = nanos == Long.MAX_VALUE ? nanos : nanos - (System.nanoTime() - begin);
            boolean inTime = reader.eventCount().await(reader::isReady, handling, left, true);
            E element = takeNow();
            if (element != null || !inTime) {
                return element;
            }
        }
    }

    /** The next element; null if there is none yet. */
    private E takeNow() {
        while (true) {
            if (closed) {
                throw new IllegalStateException("closed: subscription of " + name);
            }
            long before = reader.missed();
            int length = reader.read();
            if (length >= 0) {
                return decode(length);
            }
            if (length == TopicReader.NOTHING) {
                return null;
            }
            long missed = reader.missed() - before;
            if (listener == null) {
                throw new MissedElementsException(name, missed, reader.sequence());
            }
            listener.accept(missed);
        }
    }

    private E decode(int length) {
        try {
            return Objects.requireNonNull(codec.decode(reader.element()), "element");
        } catch (RuntimeException | Error e) { // whatever a codec does: the element is taken
            throw new UndecodableElementException(name, reader.sequence() - 1, length, true, e);
        }
    }

    private void refuseAtEnd() {
        if (reader.isAtEnd()) {
            throw new TopicClosedException(name);
        }
    }

    /** {@return how many elements were published before the one that comes next here} */
    public long position() {
        return reader.sequence();
    }

    /** {@return how many elements were missed so far, since it was lapped} */
    public long missed() {
        return reader.missed();
    }

    @Override
    public Awaited awaited() {
        return reader;
    }

    /** Ends it: publishers are not held back by it any more. Idempotent. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            reader.leave();
        }
    }

    /** {@return the topic, and where it is} */
    @Override
    public String toString() {
        return "Subscription of " + name + ", position=" + position() + ", missed=" + missed()
                + (closed ? ", closed" : "");
    }
}
