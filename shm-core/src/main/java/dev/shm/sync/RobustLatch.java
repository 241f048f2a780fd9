package dev.shm.sync;

import dev.shm.memory.Words;
import dev.shm.process.Incarnation;
import dev.shm.robust.Awaited;
import dev.shm.robust.Engine;
import dev.shm.robust.EventCount;
import dev.shm.robust.Handling;
import dev.shm.robust.LockSite;
import dev.shm.robust.Section;
import dev.shm.robust.Shares;

/**
 * The engine of a latch: a count that goes down to 0, and of which processes owe parts.
 *
 * <p>Threads: any. Processes: any. Progress: blocking. Peer crash: what it owed counts as done, or breaks the latch, once.
 * Allocation: little.
 */
public final class RobustLatch implements Engine, Awaited {
    /*
     * Invariants
     *
     *  1. The count is what nobody in particular owes and the sum of all shares. A count-down of one that owes takes 1 off both
     *     its share and the count, in one commit.
     *  2. A share of a dead one becomes 0 in the same commit in which the count goes down by it, or the latch breaks: once.
     *  3. Once broken, or 0, the state changes no more, nor does the breach: so they are read without the lock.
     */
    private static final long BROKEN = Long.MIN_VALUE;
    private static final long COUNT_MASK = Integer.MAX_VALUE;

    private final Words words;
    private final long state;
    private final long breach;
    private final LockSite site;
    private final boolean breaks;
    private final Section section;
    private final Shares shares;
    private final Members members;
    private final EventCount events;

    /**
     * The engine of one latch.
     *
     * @param words the memory
     * @param base where its {@link #lengthBytes} begin, with the count in the first word of a new one
     * @param self this process
     * @param site what surrounds it
     * @param breaks whether one that dies owing breaks it; else what it owed counts as done
     */
    public RobustLatch(Words words, long base, Incarnation self, LockSite site, boolean breaks) {
        this.words = words;
        this.state = base + LatchLayout.STATE_OFFSET;
        this.breach = base + LatchLayout.BREACH_OFFSET;
        this.site = site;
        this.breaks = breaks;
        this.section =
                new Section(words, base + LatchLayout.LOCK_OFFSET, base + LatchLayout.JOURNAL_OFFSET, self, site);
        this.shares = new Shares(words, base + LatchLayout.SHARES_OFFSET, self, site);
        this.members = new Members(site, section, shares);
        long eventsAt = base + LatchLayout.EVENTS_OFFSET;
        this.events = new EventCount(words, eventsAt, site.neighbour(eventsAt), members::isAnyDead);
    }

    /** {@return how many bytes of shared memory it takes} */
    public static int lengthBytes() {
        return LatchLayout.LENGTH;
    }

    // ---- waiting ----

    /**
     * Waits until the count is 0.
     *
     * @param handling how
     * @param nanos how long at most
     * @return whether it is 0; false if the time is over
     * @throws InterruptedException if interrupted before or while waiting
     * @throws BrokenLatchException if it is broken
     */
    public boolean await(Handling handling, long nanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        long deadline = site.deadline(nanos);
        while (!isOver()) {
            long left = site.left(deadline, nanos);
            if (!events.await(this::mayBeReady, handling, left, true)) {
                return false;
            }
            if (!isOver()) {
                settle();
            }
        }
        return true;
    }

    @Override
    public EventCount eventCount() {
        return events;
    }

    /** {@return whether it is over, broken or not} */
    @Override
    public boolean isReady() {
        if (mayBeReady() && words.getVolatile(state) > 0) {
            settle();
        }
        return words.getVolatile(state) <= 0;
    }

    @Override
    public boolean mayBeReady() {
        long seen = words.getVolatile(state);
        return seen <= 0 || members.isAnyKnownDead();
    }

    private boolean isOver() {
        long seen = words.getVolatile(state);
        if (seen < 0) {
            throw new BrokenLatchException(site.name(), Breach.read(words, breach));
        }
        return seen == 0;
    }

    // ---- counting ----

    /** Counts down by one of those that this process owes; if it owes none by one that nobody in particular owes, if any. */
    public void countDown() {
        if (words.getVolatile(state) <= 0) {
            return;
        }
        boolean over;
        section.enter();
        try {
            settleDead(false);
            long seen = words.getVolatile(state);
            long own = owed();
            if (seen > 0 && (own > 0 || free(seen) > 0)) {
                section.journal().set(state, seen - 1);
                if (own > 0) {
                    section.journal().set(shares.own(), own - 1);
                }
                section.journal().commit();
            }
            over = words.getVolatile(state) <= 0;
        } finally {
            section.exit();
        }
        if (over) {
            events.advance();
        }
    }

    /**
     * This process owes so many count-downs from here on, of those that nobody in particular owes.
     *
     * @param countDowns how many, not negative
     * @throws IllegalStateException if there are not so many
     * @throws BrokenLatchException if it is broken
     */
    public void participate(int countDowns) {
        section.enter();
        try {
            settleDead(true);
            isOver();
            shares.join();
            long free = free(words.getVolatile(state));
            if (free < countDowns) {
                throw new IllegalStateException("too many: latch=" + site.name() + ", count-downs=" + countDowns
                        + ", left and owed by nobody=" + free);
            }
            section.journal().set(shares.own(), shares.of(shares.ownSlot()) + countDowns);
            section.journal().commit();
        } finally {
            section.exit();
            events.advance();
        }
    }

    private long free(long seen) {
        long free = seen;
        for (int slot = shares.highestSlot(); slot > 0; slot--) {
            free -= shares.of(slot);
        }
        return free;
    }

    // ---- the dead ----

    private void settle() {
        section.enter();
        try {
            settleDead(true);
        } finally {
            section.exit();
        }
        events.advance();
    }

    private void settleDead(boolean mayAsk) {
        for (int slot = members.nextDead(mayAsk); slot > 0; slot = members.nextDead(mayAsk)) {
            long seen = words.getVolatile(state);
            long owed = shares.of(slot);
            shares.recordDeath(
                    slot,
                    section.lock(),
                    (breaks ? "latch broken: latch=" : "counted down for one that owed: latch=") + site.name()
                            + ", count-downs=" + owed);
            if (seen > 0 && breaks) {
                Breach.of(Breach.Cause.DIED, shares.info(slot)).write(words, breach, 0);
                section.journal().set(state, seen | BROKEN);
            } else if (seen > 0) {
                section.journal().set(state, Math.max(0, seen - owed));
            }
            section.journal().set(shares.offset(slot), 0);
            section.journal().commit();
        }
    }

    // ---- for those who want to know ----

    /** {@return how many count-downs are left; over as soon as it is said} */
    public int count() {
        if (words.getVolatile(state) > 0 && members.isAnyDeadByNow()) {
            settle();
        }
        return (int) (words.getVolatile(state) & COUNT_MASK);
    }

    /** {@return how many of them this process owes} */
    public int owed() {
        return shares.isJoined() ? (int) shares.of(shares.ownSlot()) : 0;
    }

    /** {@return who broke it; null if it is not broken} */
    public Breach brokenBy() {
        count();
        return words.getVolatile(state) < 0 ? Breach.read(words, breach) : null;
    }

    /** {@return how many threads of all live processes wait} */
    public int waiters() {
        return events.waiters();
    }

    // ---- opening and closing ----

    @Override
    public void open() {
        section.open();
        events.open();
    }

    @Override
    public void close() {
        events.close();
        section.close();
    }

    /** {@return what it is, for people; it does not fail even if it is closed} */
    @Override
    public String toString() {
        try {
            Breach by = brokenBy();
            return "count: " + count() + (by == null ? "" : ", broken: " + by);
        } catch (IllegalStateException e) {
            return "closed";
        }
    }
}
