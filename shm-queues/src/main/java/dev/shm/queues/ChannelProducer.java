package dev.shm.queues;

import dev.shm.memory.Window;
import dev.shm.queues.SharedChannel.Producers;
import dev.shm.robust.Handling;
import dev.shm.robust.OwnerDeath;
import dev.shm.robust.RobustLock;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Puts messages into a {@link SharedChannel}, for the thread that asked for it. Of a channel with one producer it has the role
 * until it is closed; of one with many it has a lock from each claim to its end, and others wait for that.
 *
 * <p>Threads: the one that made it. Processes: any. Progress: blocking while there is no room; with one producer else wait-free.
 * Peer crash: the next producer goes on. Allocation: none but to wait.
 */
public final class ChannelProducer implements AutoCloseable {
    private final RobustChannel channel;
    private final RobustLock lock;
    private final boolean alone;
    private final Handling handling;
    private final Window ring;
    private final int capacity;
    private final Claim claim;
    private final BooleanSupplier mayGoOn = this::mayGoOn;
    private final Thread owner = Thread.currentThread();
    private OwnerDeath predecessor;
    private boolean closed;

    private long tail; // where the next record begins; of many producers only while it has the lock
    private long head; // as last seen
    private long next; // where tail is once the claim is committed

    private ChannelProducer(RobustChannel channel, Handling handling) {
        this.channel = channel;
        this.lock = channel.producerLock();
        this.alone = channel.producers() == Producers.ONE;
        this.handling = handling;
        this.ring = channel.ring();
        this.capacity = channel.capacity();
        this.claim = new Claim(this, channel);
    }

    /** One with the role, if there is to be one only. */
    static ChannelProducer open(RobustChannel channel, Handling handling, long nanos) throws InterruptedException {
        ChannelProducer producer = new ChannelProducer(channel, handling);
        producer.refuseIfClosed();
        if (producer.alone) {
            producer.predecessor = Role.take(producer.lock, "producer", nanos);
            long found = channel.tail();
            producer.tail = found + Long.BYTES - 1 & -Long.BYTES;
            if (producer.tail != found) {
                channel.publish(producer.tail); // something else has written there
            }
        }
        producer.head = producer.tail - channel.capacity(); // so that it looks before it claims
        return producer;
    }

    // ---- claiming ----

    /**
     * Claims room for a message, and waits until there is some. Blocking.
     *
     * @param lengthBytes of the message, 0 to {@link SharedChannel#mostBytes}
     * @return the room, the same object at each call; to be committed or aborted before the next one
     * @throws InterruptedException if the thread is interrupted before or while waiting; nothing is claimed
     * @throws QueueClosedException if the channel is closed
     * @throws IllegalArgumentException if the message is longer than that, or negative
     * @throws IllegalStateException if there is a claim, or this producer is closed
     * @throws IllegalMonitorStateException if another thread has made this producer
     */
    public Claim claim(int lengthBytes) throws InterruptedException {
        return claim(lengthBytes, Long.MAX_VALUE);
    }

    /**
     * Claims room for a message, and waits until there is some or the time is over. Blocking.
     *
     * @param lengthBytes of the message, 0 to {@link SharedChannel#mostBytes}
     * @param timeout how long to wait at most; if not positive not at all
     * @param unit of the time
     * @return the room, the same object at each call; null if the time is over
     * @throws InterruptedException if the thread is interrupted before or while waiting; nothing is claimed
     * @throws QueueClosedException if the channel is closed
     * @throws IllegalArgumentException if the message is longer than that, or negative
     * @throws IllegalStateException if there is a claim, or this producer is closed
     * @throws IllegalMonitorStateException if another thread has made this producer
     */
    public Claim claim(int lengthBytes, long timeout, TimeUnit unit) throws InterruptedException {
        return claim(lengthBytes, Math.max(0, unit.toNanos(timeout)));
    }

    private Claim claim(int lengthBytes, long nanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        check(lengthBytes);
        refuseIfClosed();
        long deadline = nanos == Long.MAX_VALUE ? 0 : System.nanoTime() + nanos;
        int room = RecordHeader.room(lengthBytes);
        if (alone) {
            return awaitRoom(room, nanos, deadline) ? open(lengthBytes, room) : null;
        }
        if (nanos > 0 ? !lock.lockInterruptibly(handling, nanos) : !lock.tryLock(handling)) {
            return null;
        }
        try {
            refuseIfClosed();
            tail = channel.tail();
            return awaitRoom(room, nanos, deadline) ? open(lengthBytes, room) : null;
        } finally {
            unlockUnlessClaimed();
        }
    }

    private boolean awaitRoom(int room, long nanos, long deadline) throws InterruptedException {
        while (!fits(room)) {
            long left = nanos == Long.MAX_VALUE ? nanos : deadline - System.nanoTime();
            if (!channel.notFull().await(mayGoOn, handling, left, true)) {
                return false;
            }
            refuseIfClosed();
            reassert();
        }
        return true;
    }

    /**
     * Claims room for a message if there is some, and no other producer has a claim. Doesn't wait.
     *
     * @param lengthBytes of the message, 0 to {@link SharedChannel#mostBytes}
     * @return the room, the same object at each call; null if there is none now
     * @throws QueueClosedException if the channel is closed
     * @throws IllegalArgumentException if the message is longer than that, or negative
     * @throws IllegalStateException if there is a claim, or this producer is closed
     * @throws IllegalMonitorStateException if another thread has made this producer
     */
    public Claim tryClaim(int lengthBytes) {
        check(lengthBytes);
        refuseIfClosed();
        int room = RecordHeader.room(lengthBytes);
        if (alone) {
            return fits(room) ? open(lengthBytes, room) : null;
        }
        if (!lock.tryLock(handling)) {
            return null;
        }
        try {
            refuseIfClosed();
            tail = channel.tail();
            return fits(room) ? open(lengthBytes, room) : null;
        } finally {
            unlockUnlessClaimed();
        }
    }

    /**
     * Puts a copy of bytes if there is room, and no other producer has a claim. Doesn't wait.
     *
     * @param message its bytes from its position to its limit; the position moves if it is put
     * @return whether it was put
     * @throws QueueClosedException if the channel is closed
     * @throws IllegalArgumentException if it is longer than {@link SharedChannel#mostBytes}
     * @throws IllegalStateException if there is a claim, or this producer is closed
     * @throws IllegalMonitorStateException if another thread has made this producer
     */
    public boolean offer(ByteBuffer message) {
        return put(message, tryClaim(message.remaining()));
    }

    /**
     * Puts a copy of bytes, and waits until there is room. Blocking.
     *
     * @param message its bytes from its position to its limit; the position moves if it is put
     * @throws InterruptedException if the thread is interrupted before or while waiting; nothing is put
     * @throws QueueClosedException if the channel is closed
     * @throws IllegalArgumentException if it is longer than {@link SharedChannel#mostBytes}
     * @throws IllegalStateException if there is a claim, or this producer is closed
     * @throws IllegalMonitorStateException if another thread has made this producer
     */
    public void put(ByteBuffer message) throws InterruptedException {
        put(message, claim(message.remaining()));
    }

    private static boolean put(ByteBuffer message, Claim room) {
        if (room == null) {
            return false;
        }
        try (room) {
            room.putBytes(0, message);
            room.commit();
        }
        return true;
    }

    // ---- steps of a claim ----

    private void check(int lengthBytes) {
        requireOwner();
        if (claim.isOpen() || !alone && lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("claimed already: channel=" + channel.name()
                    + ", by=this thread; commit or abort that before the next one");
        }
        if (lengthBytes < 0 || lengthBytes > channel.mostBytes()) {
            throw new IllegalArgumentException("length=" + lengthBytes + ", channel=" + channel.name() + "; take 0 to "
                    + channel.mostBytes() + ", or make it with more bytes");
        }
    }

    private void unlockUnlessClaimed() {
        if (!claim.isOpen()) {
            lock.unlock();
        }
    }

    private boolean fits(int room) {
        long end = end(room);
        if (end - head <= capacity && (alone || channel.areSound(head, tail))) {
            return true;
        }
        long seen = channel.head();
        if (!channel.areSound(seen, tail)) {
            throw damaged(seen);
        }
        head = seen;
        return end - head <= capacity;
    }

    /** Where tail is behind a record, and the padding before it that it may need. */
    private long end(int room) {
        int left = capacity - channel.index(tail);
        return tail + room + (room > left ? left : 0);
    }

    /** Where this producer's own tail is right it is the head that something else has written to; the consumer mends both. */
    private RuntimeException damaged(long seen) {
        if (alone) {
            return channel.damaged(ChannelLayout.HEAD_OFFSET, seen);
        }
        channel.publish(tail + Long.BYTES - 1 & -Long.BYTES);
        return channel.damaged(ChannelLayout.TAIL_OFFSET, tail);
    }

    private Claim open(int lengthBytes, int room) {
        int index = channel.index(tail);
        int left = capacity - index;
        if (room > left) {
            ring.putLong(index, RecordHeader.ofPadding(left - RecordHeader.BYTES));
            index = 0;
            next = tail + left + room;
        } else {
            next = tail + room;
        }
        claim.open(index + RecordHeader.BYTES, lengthBytes);
        return claim;
    }

    /** Asked by the mourner, too, while this thread waits. */
    private boolean mayGoOn() {
        return channel.hasHeadMoved(head) || channel.isClosed() || channel.tail() != tail;
    }

    /** After a wait: nobody but this producer moves tail. If it is another one now, something else has written there. */
    private void reassert() {
        if (channel.tail() != tail) {
            if (alone) {
                channel.publish(tail);
                channel.notEmpty().advance();
            } else {
                tail = channel.tail();
            }
        }
    }

    /** The record and, if need be, the padding before it are published by one store. */
    void commit(int index, int lengthBytes) {
        ring.putLong(index, RecordHeader.ofMessage(lengthBytes));
        channel.publish(next);
        tail = next;
        boolean closed = channel.isClosedPlain();
        boolean tooLate = closed && channel.isTooLate(tail);
        release();
        if (channel.notEmpty().isAnnouncedPlain()) {
            channel.notEmpty().advance();
        }
        if (tooLate) {
            throw closed();
        }
    }

    void release() {
        if (!alone) {
            lock.unlock();
        }
    }

    void requireOwner() {
        if (owner != Thread.currentThread()) {
            throw new IllegalMonitorStateException("not its thread: channel=" + channel.name() + ", thread="
                    + Thread.currentThread().getName() + ", producer of=" + owner.getName()
                    + "; each thread needs a producer of its own");
        }
        if (closed) {
            throw new IllegalStateException("closed: producer of channel=" + channel.name());
        }
    }

    private void refuseIfClosed() {
        if (channel.isClosedPlain()) {
            throw closed();
        }
    }

    private QueueClosedException closed() {
        return new QueueClosedException("closed: channel=" + channel.name() + "; nothing is put any more");
    }

    // ---- the role ----

    /** {@return whose role this is now, if the producer before this one died with it; empty if the channel has many} */
    public Optional<OwnerDeath> predecessor() {
        return Optional.ofNullable(predecessor);
    }

    /**
     * Gives the role back, and aborts a claim. Idempotent.
     *
     * @throws IllegalMonitorStateException if another thread has made this producer
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        requireOwner();
        claim.close();
        closed = true;
        if (alone) {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "ChannelProducer of " + channel.name() + (closed ? ", closed" : "");
    }
}
