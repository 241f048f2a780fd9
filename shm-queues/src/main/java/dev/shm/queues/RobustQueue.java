package dev.shm.queues;

import dev.shm.memory.RegionDamagedException;
import dev.shm.memory.Words;
import dev.shm.process.Incarnation;
import dev.shm.robust.Awaited;
import dev.shm.robust.Engine;
import dev.shm.robust.EventCount;
import dev.shm.robust.Fairness;
import dev.shm.robust.Handling;
import dev.shm.robust.LockSite;
import dev.shm.robust.Mourner;
import dev.shm.robust.RobustLock;
import dev.shm.robust.Turnstile;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The engine of every queue: elements of bytes, put under one lock and taken under another one, so that producers and consumers
 * do not wait for each other but for elements and for room.
 *
 * <p>Threads: any. Processes: any. Progress: blocking. Peer crash: an element is put or not, taken or not; the next one goes on.
 * Allocation: to wait.
 */
final class RobustQueue implements Engine, Awaited {
    private final String name;
    private final LockSite site;
    private final QueueGeometry geometry;
    private final Consumers consumers;
    private final Producers producers;
    private final Browse browse;
    private final Turnstile takers;
    private final Turnstile putters;
    private final Outlet outlet;
    private final EventCount allDone;
    private final QueueUpkeep upkeep;

    RobustQueue(Words words, long base, Incarnation self, LockSite site, QueueGeometry geometry) {
        this.name = site.name();
        this.site = site;
        this.geometry = geometry;
        ByteRing ring = new ByteRing(words, base + geometry.ringOffset(), geometry.ringBytes());
        Slots slots = new Slots(
                site.name(), words, base + QueueLayout.LENGTH, geometry.slots(), ring, geometry.capacityBytes());
        this.consumers = new Consumers(words, base, self, site, slots, geometry.capacity(), geometry.policy());
        this.browse = new Browse(words, base, slots, consumers);
        this.producers = new Producers(words, base, self, site, slots, consumers, geometry);
        this.takers = turnstile(
                words,
                base + QueueLayout.TAKERS_OFFSET,
                base + QueueLayout.NOT_EMPTY_OFFSET,
                self,
                consumers::isAnyDead);
        this.putters = turnstile(
                words,
                base + QueueLayout.PUTTERS_OFFSET,
                base + QueueLayout.NOT_FULL_OFFSET,
                self,
                consumers::isAnyDead);
        this.outlet = new Outlet(this, browse, takers);
        long doneAt = base + QueueLayout.ALL_DONE_OFFSET;
        this.allDone = new EventCount(words, doneAt, site.neighbour(doneAt), consumers::isAnyDebtorDead);
        this.upkeep = new QueueUpkeep(consumers, this::advanceAll);
    }

    private Turnstile turnstile(
            Words words, long lockAt, long eventsAt, Incarnation self, BooleanSupplier deathMatters) {
        return new Turnstile(
                new RobustLock(words, lockAt, self, site.companion(lockAt, Fairness.BARGING)),
                new EventCount(words, eventsAt, site.neighbour(eventsAt), deathMatters));
    }

    // ---- put ----

    /**
     * Puts an element, and waits until there is room.
     *
     * @param element a {@link Scratch} buffer
     * @param handling how
     * @param nanos how long to wait at most; if not positive not at all
     * @return whether it is put
     * @throws InterruptedException if interrupted while waiting; it is not put
     * @throws QueueClosedException if the queue is closed
     */
    boolean put(ByteBuffer element, Handling handling, long nanos) throws InterruptedException {
        Producers.Wish wish = producers.new Wish(element);
        boolean put = wish.getAsBoolean() || nanos > 0 && putters.await(wish, wish::mayBe, handling, nanos, true);
        if (put) {
            takers.events().advance();
        }
        return put;
    }

    // ---- take ----

    /**
     * Takes the next element, and waits until there is one. What this thread took by its last call is done.
     *
     * @param byHandle whether the caller says itself when it is done
     * @param handling how
     * @param nanos how long to wait at most; if not positive not at all
     * @return null if the time is over
     * @throws InterruptedException if interrupted while waiting; nothing is taken
     * @throws QueueClosedException if the queue is closed and nothing is left
     */
    Taken take(boolean byHandle, Handling handling, long nanos) throws InterruptedException {
        Taken taken = consumers.isReady() || consumers.hasInHand() ? takeOrPutDown(byHandle) : null;
        if (taken == null && nanos > 0) {
            Take attempt = new Take(byHandle);
            takers.await(attempt, consumers::isReady, handling, nanos, true);
            taken = attempt.taken;
        }
        if (taken != null) {
            putters.events().advance();
        }
        return taken;
    }

    /** What this thread had in hand is done also if there is nothing to be taken: who waits for that is woken. */
    private Taken takeOrPutDown(boolean byHandle) {
        Taken taken = null;
        try {
            taken = consumers.take(byHandle);
            return taken;
        } finally {
            if (taken == null) {
                advanceDone();
            }
        }
    }

    private final class Take implements BooleanSupplier {
        private final boolean byHandle;
        private Taken taken;

        Take(boolean byHandle) {
            this.byHandle = byHandle;
        }

        @Override
        public boolean getAsBoolean() {
            taken = consumers.take(byHandle);
            return taken != null;
        }
    }

    /** {@return where elements are taken for good} */
    Outlet outlet() {
        return outlet;
    }

    /** What this thread took by its last call is done. */
    void putDown() {
        if (consumers.hasInHand()) {
            consumers.putDown();
            advanceAll();
        }
    }

    /** Takes elements as long as there are some, at most so many, to what this thread has in hand. */
    void takeMore(List<Taken> to, int most) {
        consumers.takeMore(to, most);
        putters.events().advance();
    }

    /** An element that was taken by handle is done. */
    void done(long position) {
        consumers.done(position);
        advanceDone();
    }

    /** One of the elements that this process took is done. */
    void taskDone() {
        consumers.taskDone();
        advanceDone();
    }

    /**
     * Waits until all elements that were put are done.
     *
     * @param nanos how long at most
     * @return whether they are; false if the time is over
     * @throws InterruptedException if interrupted while waiting
     */
    boolean join(Handling handling, long nanos) throws InterruptedException {
        return allDone.awaitDone(
                this::settleAndLook, () -> isAllDone() || consumers.isSettlementDue(), handling, nanos, true);
    }

    private boolean settleAndLook() {
        settleIfDue();
        return isAllDone();
    }

    private boolean isAllDone() {
        return consumers.done() >= consumers.inUse().put();
    }

    /** Nothing is put any more, by whatever process. */
    void closeForAll() {
        producers.closeForAll();
        advanceAll();
    }

    /** The same, unless one that lives is just putting; says whether it is closed. Doesn't wait. */
    boolean tryClose() {
        boolean closed = producers.tryClose();
        if (closed) {
            advanceAll();
        }
        return closed;
    }

    /** Fewer elements are there, or in hand: a closed queue may be over by that. */
    void advanceDone() {
        putters.events().advance();
        allDone.advance();
        if (consumers.isClosed()) {
            takers.events().advance();
        }
    }

    private void advanceAll() {
        takers.events().advance();
        putters.events().advance();
        allDone.advance();
    }

    // ---- without taking ----

    /** The element that would be taken next; null if there is none. */
    Taken peek() {
        return consumers.isReady() ? browse.peek() : null;
    }

    /** The first one, in the order of coming, that is not before a position; null if there is none. */
    Taken look(long position) {
        return browse.look(position);
    }

    /** Removes one that is to be taken; says whether it was still there. */
    boolean remove(long position) {
        boolean removed = browse.remove(position);
        advanceDone();
        return removed;
    }

    /** Removes all that are to be taken. */
    void clear() {
        browse.clear();
        advanceDone();
    }

    // ---- for those who want to know ----

    String name() {
        return name;
    }

    QueueGeometry geometry() {
        return geometry;
    }

    long size() {
        return consumers.inUse().size();
    }

    long remaining() {
        return producers.remaining();
    }

    long unfinished() {
        settleDead();
        return Math.max(0, consumers.inUse().put() - consumers.done());
    }

    boolean isClosed() {
        return consumers.isClosed();
    }

    /** Asks the system who has died, and settles what they had. */
    private void settleDead() {
        if (consumers.settleNow()) {
            advanceAll();
        }
    }

    long orphans() {
        settleDead();
        return consumers.orphans();
    }

    ConsumerDeath lastDeath() {
        settleDead();
        return consumers.lastDeath();
    }

    int waitingConsumers() {
        return takers.waiters();
    }

    int waitingProducers() {
        return putters.waiters();
    }

    // ---- waiting for it together with others ----

    @Override
    public EventCount eventCount() {
        return takers.events();
    }

    @Override
    public boolean mayBeReady() {
        return consumers.isReady();
    }

    /** {@return whether there is something to be taken, or nothing ever will be} */
    @Override
    public boolean isReady() {
        settleIfDue();
        return consumers.isReady();
    }

    private void settleIfDue() {
        if (consumers.isSettlementDue()) {
            consumers.settle();
        }
    }

    /** {@return whether a thread of this process waits for elements or for room; known in the heap} */
    boolean isAwaited() {
        return takers.events().isAwaited() || putters.events().isAwaited();
    }

    // ---- opening and closing ----

    @Override
    public void open() {
        consumers.open();
        producers.open();
        takers.open();
        putters.open();
        allDone.open();
        Mourner.get().add(upkeep);
    }

    @Override
    public void giveBack() {
        try {
            consumers.leave();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        advanceAll();
    }

    @Override
    public void close() {
        Mourner.get().dismiss(upkeep);
        allDone.close();
        putters.close();
        takers.close();
        producers.close();
        consumers.close();
    }

    /** {@return what it is, for people; it does not fail even if it is closed} */
    @Override
    public String toString() {
        try {
            return size() + " of " + geometry.capacity() + " elements" + (isClosed() ? ", closed" : "")
                    + ", waiting: consumers=" + waitingConsumers() + ", producers=" + waitingProducers();
        } catch (IllegalStateException | RegionDamagedException e) {
            return "closed";
        }
    }
}
