package dev.shm.sync;

import dev.shm.memory.Words;
import dev.shm.process.Incarnation;
import dev.shm.robust.Awaited;
import dev.shm.robust.Engine;
import dev.shm.robust.EventCount;
import dev.shm.robust.Handling;
import dev.shm.robust.LockSite;

/**
 * The engine of an event: it is set or not, and threads of many processes wait until it is.
 *
 * <pre>
 *             set: CAS, then wake all who wait
 *   not set ────────────────────────────────────▶ set       each step by anybody, at any time
 *           ◀────────────────────────────────────
 *             clear: CAS
 * </pre>
 *
 * <p>There is no owner, so nobody's death matters; who sets it and is killed before it has woken anybody has set it, and the
 * sleepers' mourners find that out.
 *
 * <p>Threads: any. Processes: any. Progress: set, clear and isSet lock-free, await blocking. Peer crash: no effect.
 * Allocation: little.
 */
public final class RobustEvent implements Engine, Awaited {
    private static final long SET = 1;

    private final Words words;
    private final long state;
    private final EventCount events;

    /**
     * The engine of one event.
     *
     * @param words the memory
     * @param base where its {@link #lengthBytes} begin
     * @param self this process
     * @param site what surrounds it
     */
    public RobustEvent(Words words, long base, Incarnation self, LockSite site) {
        this.words = words;
        this.state = base + EventLayout.STATE_OFFSET;
        long offset = base + EventLayout.EVENTS_OFFSET;
        this.events = new EventCount(words, offset, site.neighbour(offset), () -> false);
    }

    /** {@return how many bytes of shared memory it takes} */
    public static int lengthBytes() {
        return EventLayout.LENGTH;
    }

    /** {@return whether it is set} */
    public boolean isSet() {
        return (words.getVolatile(state) & SET) != 0;
    }

    /** Sets it, and lets all go who wait by now, even if it is cleared at once. */
    public void set() {
        long seen = words.getVolatile(state);
        while ((seen & SET) == 0) {
            if (words.compareAndSet(state, seen, seen + SET)) {
                break;
            }
            seen = words.getVolatile(state);
        }
        events.advance(); // also if it was set: who set it may have died before this
    }

    /** Clears it: from here on one waits for it again. */
    public void clear() {
        long seen = words.getVolatile(state);
        // One up turns bit 0 off and counts: so whoever waits sees that it was set meanwhile.
        while ((seen & SET) != 0 && !words.compareAndSet(state, seen, seen + SET)) {
            seen = words.getVolatile(state);
        }
    }

    /**
     * Waits until it is set.
     *
     * @param handling how
     * @param nanos how long at most
     * @param interruptible whether an interrupt ends the wait
     * @return whether it is set, or was for a while since the call; false if the time is over
     * @throws InterruptedException if interrupted before or while waiting
     */
    public boolean await(Handling handling, long nanos, boolean interruptible) throws InterruptedException {
        if (interruptible && Thread.interrupted()) {
            throw new InterruptedException();
        }
        long before = words.getVolatile(state);
        if ((before & SET) != 0) {
            return true;
        }
        return events.await(() -> words.getVolatile(state) != before, handling, nanos, interruptible);
    }

    /** {@return how many threads of all live processes wait} */
    public int waiters() {
        return events.waiters();
    }

    /** {@return how often it was set while it was not} */
    public long sets() {
        return words.getVolatile(state) + 1 >>> 1;
    }

    // ---- together with others ----

    @Override
    public EventCount eventCount() {
        return events;
    }

    @Override
    public boolean mayBeReady() {
        return isSet();
    }

    @Override
    public boolean isReady() {
        return isSet();
    }

    // ---- opening and closing ----

    @Override
    public void open() {
        events.open();
    }

    @Override
    public void close() {
        events.close();
    }
}
