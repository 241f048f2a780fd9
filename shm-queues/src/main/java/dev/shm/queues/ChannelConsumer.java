package dev.shm.queues;

import dev.shm.memory.Window;
import dev.shm.robust.Handling;
import dev.shm.robust.OwnerDeath;
import dev.shm.robust.RobustLock;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Gets the messages of a {@link SharedChannel} where they lie, for the thread that asked for it. It has the consumer's role until
 * it is closed; of one that died before it, it inherits the message that that one was about, if any.
 *
 * <p>Threads: the one that made it. Processes: any. Progress: blocking while waiting, else wait-free. Peer crash: the next consumer
 * goes on. Allocation: none but to wait.
 */
public final class ChannelConsumer implements AutoCloseable {
    private final RobustChannel channel;
    private final RobustLock lock;
    private final Handling handling;
    private final Window ring;
    private final Message message;
    private final BooleanSupplier mayGoOn = this::mayGoOn;
    private final Thread owner = Thread.currentThread();
    private OwnerDeath predecessor;
    private boolean handles;
    private boolean closed;

    private long head; // where the next record begins
    private long tail; // as last seen
    private long end; // where the message in hand ends

    private ChannelConsumer(RobustChannel channel, Handling handling) {
        this.channel = channel;
        this.lock = channel.consumerLock();
        this.handling = handling;
        this.ring = channel.ring();
        this.message = new Message(channel);
    }

    /** One with the role. */
    static ChannelConsumer open(RobustChannel channel, Handling handling, long nanos) throws InterruptedException {
        ChannelConsumer consumer = new ChannelConsumer(channel, handling);
        consumer.predecessor = Role.take(consumer.lock, "consumer", nanos);
        consumer.head = channel.head() & -Long.BYTES;
        consumer.tail = consumer.head;
        return consumer;
    }

    // ---- messages ----

    /**
     * Hands over messages that are there at the call, one after the other. Doesn't wait. Each is consumed, and its room free, when the handler
     * returns from it, or throws; what it throws is thrown here, and the messages behind stay. If this process is killed in the
     * handler, that message is handed to the next consumer again.
     *
     * @param handler gets each message
     * @param limit how many at most
     * @return how many there were
     * @throws QueueClosedException if the channel is closed, and there is no message any more
     * @throws IllegalStateException if it is called by the handler, or this consumer is closed
     * @throws IllegalMonitorStateException if another thread has made this consumer
     * @throws dev.shm.memory.RegionDamagedException if something else has written to the file; what was in the channel is skipped
     */
    public int poll(MessageHandler handler, int limit) {
        Objects.requireNonNull(handler, "handler");
        requireIdle();
        int count = 0;
        boolean thrown = true;
        handles = true;
        try {
            look(); // once: to look for each message would fetch tail away from the producer again and again
            while (count < limit && head != tail && next()) {
                count++;
                handler.onMessage(message);
                moveHead(end);
            }
            thrown = false;
        } finally {
            handles = false;
            if (thrown && message.isOpen()) {
                moveHead(end);
            }
            message.close();
            channel.notFull().advance();
        }
        if (count == 0 && limit > 0) {
            refuseIfOver();
        }
        return count;
    }

    /**
     * Hands over messages as {@link #poll} does, and waits until there is at least one. Blocking.
     *
     * @param handler gets each message
     * @param limit how many at most, 1 or more
     * @return how many there were
     * @throws InterruptedException if the thread is interrupted before or while waiting; no message is consumed
     * @throws QueueClosedException if the channel is closed, and there is no message any more
     */
    public int take(MessageHandler handler, int limit) throws InterruptedException {
        await();
        return poll(handler, limit);
    }

    /**
     * {@return the next message, which stays until it is {@linkplain #remove removed}; null if there is none}
     *
     * @throws QueueClosedException if the channel is closed, and there is no message any more
     */
    public Message peek() {
        requireIdle();
        if (next()) {
            return message;
        }
        refuseIfOver();
        return null;
    }

    /**
     * Consumes the message that {@link #peek} has shown.
     *
     * @throws IllegalStateException if it has shown none, or that is consumed
     */
    public void remove() {
        requireIdle();
        if (!message.isOpen()) {
            throw new IllegalStateException("no message in hand: channel=" + channel.name() + "; peek first");
        }
        done(end);
    }

    /**
     * Waits until there is a message. Blocking.
     *
     * @throws InterruptedException if the thread is interrupted before or while waiting
     * @throws QueueClosedException if the channel is closed, and there is no message any more
     */
    public void await() throws InterruptedException {
        await(Long.MAX_VALUE);
    }

    /**
     * Waits until there is a message or the time is over. Blocking.
     *
     * @param timeout how long to wait at most; if not positive not at all
     * @param unit of the time
     * @return whether there is one
     * @throws InterruptedException if the thread is interrupted before or while waiting
     * @throws QueueClosedException if the channel is closed, and there is no message any more
     */
    public boolean await(long timeout, TimeUnit unit) throws InterruptedException {
        return await(Math.max(0, unit.toNanos(timeout)));
    }

    private boolean await(long nanos) throws InterruptedException {
        requireIdle();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        long deadline = nanos == Long.MAX_VALUE ? 0 : System.nanoTime() + nanos;
        while (!next()) {
            refuseIfOver();
            long left = nanos == Long.MAX_VALUE ? nanos : deadline - System.nanoTime();
            if (!channel.notEmpty().await(mayGoOn, handling, left, true)) {
                return false;
            }
        }
        return true;
    }

    // ---- steps ----

    /** Whether there is a message at the head; then that is in hand. */
    private boolean next() {
        while (head != tail || look()) {
            int index = channel.index(head);
            long header = ring.getLong(index);
            int length = RecordHeader.lengthBytes(header);
            if (length < 0 || length > channel.capacity() - index - RecordHeader.BYTES) {
                throw lost(header);
            }
            long behind = head + RecordHeader.room(length);
            if (behind - tail > 0) {
                throw lost(header);
            }
            if (RecordHeader.isMessage(header)) {
                end = behind;
                message.open(index + RecordHeader.BYTES, length);
                return true;
            }
            if (!RecordHeader.isPadding(header)) {
                throw lost(header);
            }
            done(behind);
        }
        message.close();
        return false;
    }

    private boolean look() {
        tail = channel.tail();
        if (tail == head) {
            if (channel.head() != head) {
                done(head); // something else has written there
            }
            return false;
        }
        if (channel.isFinal()) {
            tail = head; // what was put too late
            channel.requireClosed();
            return false;
        }
        if (!channel.areSound(head, tail)) {
            long found = tail;
            tail &= -Long.BYTES;
            done(tail);
            throw channel.damaged(ChannelLayout.TAIL_OFFSET, found);
        }
        return true;
    }

    /** A record that nobody has written: where the next one begins, nobody knows. What was published so far is skipped. */
    private RuntimeException lost(long header) {
        long at = head;
        done(tail);
        return channel.damagedRecord(at, header);
    }

    private void done(long position) {
        message.close();
        moveHead(position);
        channel.notFull().advance();
    }

    private void moveHead(long position) {
        head = position;
        channel.consumed(position);
    }

    /** Asked by the mourner, too, while this thread waits. */
    private boolean mayGoOn() {
        return channel.hasTailMoved(head) || channel.isClosed() || channel.head() != head;
    }

    private void refuseIfOver() {
        if (channel.isClosed() && channel.isOver(head)) {
            throw new QueueClosedException(
                    "closed: channel=" + channel.name() + "; all messages that were put have been consumed");
        }
    }

    private void requireIdle() {
        if (owner != Thread.currentThread()) {
            throw new IllegalMonitorStateException("not its thread: channel=" + channel.name() + ", thread="
                    + Thread.currentThread().getName() + ", consumer of=" + owner.getName()
                    + "; a channel has one consumer at a time");
        }
        if (closed || handles) {
            throw new IllegalStateException(
                    (closed ? "closed" : "it hands over a message") + ": consumer of channel=" + channel.name());
        }
    }

    // ---- the role ----

    /**
     * {@return whose role this is now, if the consumer before this one died with it: the first message may have reached that one
     * too}
     */
    public Optional<OwnerDeath> predecessor() {
        return Optional.ofNullable(predecessor);
    }

    /**
     * Gives the role back; a message that was shown and not removed stays. Idempotent.
     *
     * @throws IllegalStateException if it is called by the handler
     * @throws IllegalMonitorStateException if another thread has made this consumer
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        requireIdle();
        message.close();
        closed = true;
        lock.unlock();
    }

    @Override
    public String toString() {
        return "ChannelConsumer of " + channel.name() + (closed ? ", closed" : "");
    }
}
