package dev.shm.queues;

import dev.shm.robust.Awaitable;
import dev.shm.robust.Awaited;
import dev.shm.robust.Handling;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One end of a {@link SharedPipe}, which this process has: Python's {@code Connection}.
 *
 * <p>What a thread did before it sent an element happens-before what is done by the one that receives it.
 *
 * <p>Threads: any. Processes: the one that took it. Progress: blocking. Peer crash: end of stream. Allocation: to encode and decode.
 *
 * @param <E> the type of the elements
 */
public final class PipeEnd<E> implements AutoCloseable, Awaitable {
    private final RobustPipe engine;
    private final int end;
    private final ElementReader<E> reader;
    private final Handling handling;

    private PipeEnd(RobustPipe engine, int end, Codec<E> codec, Handling handling) {
        this.engine = engine;
        this.end = end;
        this.reader = new ElementReader<>(codec, engine.name());
        this.handling = handling;
    }

    /** Takes it for this process. */
    static <E> PipeEnd<E> take(RobustPipe engine, int end, Codec<E> codec, Handling handling) {
        engine.take(end);
        return new PipeEnd<>(engine, end, codec, handling);
    }

    // ---- send ----

    /**
     * Sends an element, and waits until there is room. Blocking. Killed inside, the element is sent or not.
     *
     * @param element not null
     * @throws InterruptedException if the thread is interrupted before or while waiting; it is not sent
     * @throws BrokenPipeException if the other end was closed, or its process has died; it is not sent
     * @throws IllegalStateException if this end was closed
     * @throws IllegalArgumentException if the element is longer than the pipe, or can't be encoded
     * @throws UnsupportedOperationException if this end only receives
     */
    public void send(E element) throws InterruptedException {
        send(element, Long.MAX_VALUE);
    }

    /**
     * Sends an element if there is room before the time is over.
     *
     * @param element not null
     * @param timeout how long to wait at most; if not positive not at all
     * @param unit of the time
     * @return whether it is sent
     * @throws InterruptedException if the thread is interrupted before or while waiting; it is not sent
     * @throws BrokenPipeException if the other end was closed, or its process has died; it is not sent
     */
    public boolean send(E element, long timeout, TimeUnit unit) throws InterruptedException {
        return send(element, unit.toNanos(timeout));
    }

    /**
     * Sends an element if there is room. Waits only for others' steps.
     *
     * @param element not null
     * @return whether it is sent
     * @throws BrokenPipeException if the other end was closed, or its process is known to have died; it is not sent
     */
    public boolean trySend(E element) {
        try {
            return put(element, 0);
        } catch (InterruptedException e) {
            throw new AssertionError(e); // it does not wait
        }
    }

    private boolean send(E element, long nanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return put(element, nanos);
    }

    private boolean put(E element, long nanos) throws InterruptedException {
        RobustQueue way = way(RobustPipe.other(end), "receives");
        Scratch bytes = Scratch.encode(
                reader.codec(), element, engine.name(), engine.geometry().way().mostElementBytes());
        try {
            if (engine.isOver(RobustPipe.other(end))) {
                throw broken();
            }
            return way.put(bytes.bytes(), handling, nanos);
        } catch (QueueClosedException e) {
            refuseIfClosed();
            throw broken();
        } finally {
            bytes.giveBack();
        }
    }

    private BrokenPipeException broken() {
        return new BrokenPipeException(gone("broken") + "; nobody will receive what is sent");
    }

    // ---- receive ----

    /**
     * Receives the next element, and waits until there is one. Blocking. Killed inside, the element is still there, or gone with
     * this process.
     *
     * @return the element
     * @throws InterruptedException if the thread is interrupted before or while waiting
     * @throws EndOfStreamException if the other end was closed, or its process has died, and all that it sent was received
     * @throws UndecodableElementException if it can't be decoded; it is received
     * @throws IllegalStateException if this end was closed
     * @throws UnsupportedOperationException if this end only sends
     */
    public E receive() throws InterruptedException {
        return reader.decode(take(Long.MAX_VALUE));
    }

    /**
     * Receives the next element if there is one before the time is over.
     *
     * @param timeout how long to wait at most; if not positive not at all
     * @param unit of the time
     * @return the element; empty if there is none
     * @throws InterruptedException if the thread is interrupted before or while waiting
     * @throws EndOfStreamException if the other end was closed, or its process has died, and all that it sent was received
     * @throws UndecodableElementException if it can't be decoded; it is received
     */
    public Optional<E> receive(long timeout, TimeUnit unit) throws InterruptedException {
        return Optional.ofNullable(reader.decode(take(unit.toNanos(timeout))));
    }

    private Taken take(long nanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        RobustQueue way = way(end, "sends");
        try {
            return way.outlet().take(handling, nanos);
        } catch (QueueClosedException e) {
            refuseIfClosed();
            throw new EndOfStreamException(gone("end of stream") + "; all that it sent is received");
        }
    }

    /**
     * {@return whether {@link #receive()} has something to return, or to throw, at once} If several threads receive, it may be over
     * as soon as it is said. Python's {@code poll()}.
     */
    public boolean poll() {
        return way(end, "sends").isReady();
    }

    /**
     * Waits until {@link #receive()} has something to return, or to throw, at once. Python's {@code poll(timeout)}.
     *
     * @param timeout how long to wait at most; if not positive not at all
     * @param unit of the time
     * @return whether it has
     * @throws InterruptedException if the thread is interrupted before or while waiting
     */
    public boolean poll(long timeout, TimeUnit unit) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return way(end, "sends").outlet().awaitReady(handling, unit.toNanos(timeout));
    }

    // ---- the rest ----

    private RobustQueue way(int to, String does) {
        refuseIfClosed();
        RobustQueue way = engine.wayTo(to);
        if (way == null) {
            throw new UnsupportedOperationException(
                    "one way: pipe=" + engine.name() + "; its " + RobustPipe.nameOf(end) + " end only " + does);
        }
        return way;
    }

    private void refuseIfClosed() {
        if (!engine.isMine(end)) {
            throw new IllegalStateException(
                    "closed: pipe=" + engine.name() + ", end=" + RobustPipe.nameOf(end) + "; make another pipe");
        }
    }

    private String gone(String what) {
        int other = RobustPipe.other(end);
        return what + ": pipe=" + engine.name() + ", other end=" + RobustPipe.nameOf(other) + ", because "
                + engine.describe(other);
    }

    /** {@return what a {@code WaitSet} waits by: it is ready when {@link #poll()} says so} */
    @Override
    public Awaited awaited() {
        return way(end, "sends");
    }

    /**
     * Closes this end, for all threads and for ever. The other one receives what was sent, and then learns that this was all; what
     * was sent to this end and is not received is gone. Doesn't wait. Idempotent.
     */
    @Override
    public void close() {
        engine.closeEnd(end);
    }

    /** {@return which end of which pipe, and its state} */
    @Override
    public String toString() {
        return "the " + RobustPipe.nameOf(end) + " end of " + engine.name() + ", " + engine;
    }
}
