package dev.shm.queues;

import dev.shm.memory.MappedWords;
import dev.shm.memory.RegionDamagedException;
import dev.shm.memory.Window;
import dev.shm.memory.Words;
import dev.shm.process.Incarnation;
import dev.shm.queues.SharedChannel.Producers;
import dev.shm.robust.Engine;
import dev.shm.robust.EventCount;
import dev.shm.robust.LockSite;
import dev.shm.robust.RobustLock;

/**
 * The engine of a channel: what producers and the consumer agree on. How each of them goes along is in {@link ChannelProducer}
 * and {@link ChannelConsumer}.
 */
final class RobustChannel implements Engine {
    /*
     * Invariants
     *
     *  1. Between head and tail there are whole records. A producer writes only outside of that, and then moves tail, by one
     *     store: so whoever is killed before has published nothing, and the next one writes over it.
     *  2. tail is moved by who has the producer's role, or lock; head by who has the consumer's role. Both only grow.
     *  3. When the consumer has found the channel closed and empty it says in `over` where that was, and then looks at tail again:
     *     if that has moved it takes it back. A producer that finds the channel closed when it has just published, and `over` said,
     *     makes that final, and the message counts as not put. Both do so by a CAS from what the consumer has said: one wins.
     *
     * A full fence behind each tail and each head, lest the look at an event count be ahead of it, would cost more than all the
     * rest. Instead whoever is about to sleep, or to believe that nothing comes any more, looks for longer than a store takes to
     * become visible. If even that is too short, the mourner of a sleeper looks 8 ms later.
     *
     * Source: L. Lamport, "Specifying Concurrent Program Modules" (1983).
     */
    private static final int LOOKS_BEFORE_SLEEP = 32;
    private static final int LOOKS_AT_THE_END = 1000;
    /* What a position can't be. */
    private static final long SAID = 1;
    private static final long FINAL = 2;

    private final Words words;
    private final long base;
    private final String name;
    private final int capacity;
    private final Producers producers;
    private final Window ring;
    private final RobustLock producer;
    private final RobustLock consumer;
    private final EventCount notEmpty;
    private final EventCount notFull;

    RobustChannel(Words words, long base, Incarnation self, LockSite site, int capacity, Producers producers) {
        this.words = words;
        this.base = base;
        this.name = site.name();
        this.capacity = capacity;
        this.producers = producers;
        MappedWords mapped = words.elements();
        this.ring = new Window(mapped, base + ChannelLayout.LENGTH, capacity);
        this.producer = lock(ChannelLayout.PRODUCER_OFFSET, "producer", self, site);
        this.consumer = lock(ChannelLayout.CONSUMER_OFFSET, "consumer", self, site);
        this.notEmpty = count(ChannelLayout.NOT_EMPTY_OFFSET, site);
        this.notFull = count(ChannelLayout.NOT_FULL_OFFSET, site);
    }

    private RobustLock lock(int offset, String role, Incarnation self, LockSite site) {
        return new RobustLock(words, base + offset, self, site.oneOfMany(base + offset, name + " " + role));
    }

    private EventCount count(int offset, LockSite site) {
        return new EventCount(words, base + offset, site.neighbour(base + offset), () -> false);
    }

    // ---- the ring ----

    String name() {
        return name;
    }

    Producers producers() {
        return producers;
    }

    Window ring() {
        return ring;
    }

    int capacity() {
        return capacity;
    }

    /** The longest message: it fits into an empty ring wherever it has to begin. */
    int mostBytes() {
        return capacity / 2 - RecordHeader.BYTES;
    }

    int index(long position) {
        return (int) position & capacity - 1;
    }

    long tail() {
        return words.getVolatile(base + ChannelLayout.TAIL_OFFSET); // SYNC record-published
    }

    void publish(long tail) {
        words.setRelease(base + ChannelLayout.TAIL_OFFSET, tail); // SYNC record-published: pairs with tail()
    }

    long head() {
        return words.getVolatile(base + ChannelLayout.HEAD_OFFSET); // SYNC record-consumed
    }

    void consumed(long head) {
        words.setRelease(base + ChannelLayout.HEAD_OFFSET, head); // SYNC record-consumed: pairs with head()
    }

    /** Whether positions can be those of this ring: if not, somebody else has written there. */
    boolean areSound(long head, long tail) {
        return tail - head >= 0 && tail - head <= capacity && ((tail | head) & Long.BYTES - 1) == 0;
    }

    RegionDamagedException damaged(int offset, long found) {
        return new RegionDamagedException(name, base + offset, found);
    }

    RegionDamagedException damagedRecord(long position, long found) {
        return new RegionDamagedException(name, base + ChannelLayout.LENGTH + index(position), found);
    }

    // ---- roles, waiting ----

    RobustLock producerLock() {
        return producer;
    }

    RobustLock consumerLock() {
        return consumer;
    }

    EventCount notEmpty() {
        return notEmpty;
    }

    EventCount notFull() {
        return notFull;
    }

    /** Whether a position that others move is another one than that; looks for longer if who asks is about to sleep. */
    boolean hasTailMoved(long from) {
        for (int i = notEmpty.isAnnounced() ? LOOKS_BEFORE_SLEEP : 1; i > 0; i--) {
            if (tail() != from) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    /** The same for the head. */
    boolean hasHeadMoved(long from) {
        for (int i = notFull.isAnnounced() ? LOOKS_BEFORE_SLEEP : 1; i > 0; i--) {
            if (head() != from) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    // ---- closing ----

    boolean isClosed() {
        return words.getVolatile(base + ChannelLayout.CLOSED_OFFSET) != 0;
    }

    void closeForAll() {
        words.setVolatile(base + ChannelLayout.CLOSED_OFFSET, 1);
        notEmpty.advance();
        notFull.advance();
    }

    boolean isClosedPlain() {
        return words.getPlain(base + ChannelLayout.CLOSED_OFFSET) != 0;
    }

    /** Whether nothing comes behind that position any more. For the consumer, who has found the channel closed and empty. */
    boolean isOver(long head) {
        for (int i = 0; i < LOOKS_AT_THE_END; i++) {
            if (tail() != head) {
                return isFinal();
            }
            Thread.onSpinWait();
        }
        words.compareAndSet(base + ChannelLayout.OVER_OFFSET, 0, head | SAID);
        return tail() == head || !words.compareAndSet(base + ChannelLayout.OVER_OFFSET, head | SAID, 0);
    }

    boolean isFinal() {
        return words.getVolatile(base + ChannelLayout.OVER_OFFSET) == FINAL;
    }

    /** Refuses an open channel that says it is over: something else has written that, and a consumer would wait for nothing. */
    void requireClosed() {
        if (!isClosed() && words.compareAndSet(base + ChannelLayout.OVER_OFFSET, FINAL, 0)) {
            throw damaged(ChannelLayout.OVER_OFFSET, FINAL);
        }
    }

    /**
     * Whether what a producer has just published, up to that position, comes too late. For one that has found the channel closed
     * behind that.
     */
    boolean isTooLate(long tail) {
        long said = words.compareAndExchange(base + ChannelLayout.OVER_OFFSET, 0, 0); // a full fence behind tail
        if (said == 0 || said == FINAL) {
            return said == FINAL;
        }
        boolean isBehind = tail - (said & ~SAID) > 0; // else the consumer has it already
        return isBehind && words.compareAndSet(base + ChannelLayout.OVER_OFFSET, said, FINAL);
    }

    // ---- for those who want to know ----

    /** What was published too late is not put. */
    long pendingBytes() {
        long head = head();
        return isFinal() ? 0 : Math.max(0, Math.min(tail() - head, capacity));
    }

    /** {@return what it is, for people; it does not fail even if it is closed} */
    @Override
    public String toString() {
        try {
            return pendingBytes() + " of " + capacity + " bytes" + (isClosed() ? ", closed" : "") + ", producer: "
                    + producer.report() + ", consumer: " + consumer.report();
        } catch (IllegalStateException e) {
            return "its space is closed";
        }
    }

    // ---- opening and closing the space ----

    @Override
    public void open() {
        producer.open();
        consumer.open();
        notEmpty.open();
        notFull.open();
    }

    @Override
    public void beginClose() {
        producer.beginClose();
        consumer.beginClose();
    }

    @Override
    public void cancelClose() {
        producer.cancelClose();
        consumer.cancelClose();
    }

    @Override
    public String held() {
        String held = producer.held();
        return held != null ? held : consumer.held();
    }

    @Override
    public void close() {
        notFull.close();
        notEmpty.close();
        consumer.close();
        producer.close();
    }
}
