package dev.shm.sync;

import dev.shm.memory.Words;
import dev.shm.process.Incarnation;
import dev.shm.process.ProcessInfo;
import dev.shm.robust.Engine;
import dev.shm.robust.EventCount;
import dev.shm.robust.Handling;
import dev.shm.robust.LockSite;
import dev.shm.robust.Section;
import dev.shm.robust.Shares;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The engine of a barrier: so many threads wait until so many have come, again and again.
 *
 * <pre>
 *                the last one comes, and its action is over
 *        ┌──────────────────────────────────────────────────┐
 *        ▼                                                  │
 *   generation g ─────────────────────────────────▶ generation g + 1
 *        │                                                  ▲
 *        │ one dies, is interrupted, waits too long,        │ reset; or no party lives any more
 *        │ has an action that throws, aborts, resets        │
 *        └──────────────▶ generation g, broken ─────────────┘
 * </pre>
 *
 * <p>Threads: any. Processes: any. Progress: blocking. Peer crash: a party that dies breaks it. Allocation: little.
 */
public final class RobustBarrier implements Engine {
    /*
     * Invariants
     *
     *  1. Whoever has waited is a party, and has a share, until it leaves or dies: the others count on it between the rounds too.
     *  2. A dead party breaks the generation in which it is found out, for all who lived with it: other parties, and those who
     *     had opened the barrier. Its share stays until the barrier is reset.
     *  3. How a generation ended never changes: it was broken if and only if it is among the breaches, which grow in the commit
     *     that breaks it, before the state changes. So who sees another state sees the breach as well.
     *  4. If all parties had died before a process opened it, nobody waits: it begins a new generation, broken or not.
     */
    private final Incarnation self;
    private final LockSite site;
    private final int parties;
    private final Section section;
    private final Members members;
    private final Parties processes;
    private final BarrierState state;
    private final EventCount events;
    private final AtomicInteger waitingHere = new AtomicInteger();

    /**
     * The engine of one barrier.
     *
     * @param words the memory
     * @param base where its {@link #lengthBytes} begin
     * @param self this process
     * @param site what surrounds it
     * @param parties how many threads it takes, 1 or more
     */
    public RobustBarrier(Words words, long base, Incarnation self, LockSite site, int parties) {
        this.self = self;
        this.site = site;
        this.parties = parties;
        this.section =
                new Section(words, base + BarrierLayout.LOCK_OFFSET, base + BarrierLayout.JOURNAL_OFFSET, self, site);
        Shares shares = new Shares(words, base + BarrierLayout.SHARES_OFFSET, self, site);
        this.members = new Members(site, section, shares);
        this.processes = new Parties(section, shares, members);
        this.state = new BarrierState(words, base, section);
        long eventsAt = base + BarrierLayout.EVENTS_OFFSET;
        this.events = new EventCount(words, eventsAt, site.neighbour(eventsAt), members::isAnyDead);
    }

    /** {@return how many bytes of shared memory it takes} */
    public static int lengthBytes() {
        return BarrierLayout.LENGTH;
    }

    /** Notes who is dead already, and is none of this process's business. To be called when it is opened. */
    public void noteDead() {
        processes.noteDead();
    }

    // ---- waiting ----

    /**
     * Comes, and waits until all have come.
     *
     * @param handling how to wait
     * @param nanos how long at most
     * @param action run by the one that comes last, before any goes on; null if there is none
     * @return how many were missing when it came: 0 for the last
     * @throws InterruptedException if interrupted before or while waiting: the barrier is broken
     * @throws TimeoutException if the time is over: the barrier is broken
     * @throws BreachedBarrierException if it is broken, or breaks meanwhile
     */
    public int await(Handling handling, long nanos, Runnable action)
            throws InterruptedException, BreachedBarrierException, TimeoutException {
        long generation;
        long breaksBefore;
        int missing;
        section.enter();
        try {
            settleDead(!processes.isOne() || members.isLookDue());
            processes.join();
            refuseIfBroken();
            if (Thread.interrupted()) {
                breakBySelf(Breach.Cause.INTERRUPTED);
                throw new InterruptedException();
            }
            generation = state.generation();
            breaksBefore = state.breaches().count();
            missing = parties - 1 - state.arrived();
            if (missing == 0) {
                trip(generation, action);
            } else {
                state.arrive();
                waitingHere.incrementAndGet();
            }
        } finally {
            section.exit();
            events.advance();
        }
        if (missing > 0) {
            try {
                awaitEnd(generation, breaksBefore, handling, nanos);
            } finally {
                waitingHere.decrementAndGet();
            }
        }
        return missing;
    }

    private void trip(long generation, Runnable action) {
        boolean ran = false;
        try {
            if (action != null) {
                action.run();
            }
            ran = true;
        } finally {
            if (!ran) {
                breakBySelf(Breach.Cause.ACTION_THREW);
            }
        }
        if (!state.isOver(generation)) { // unless the action itself has reset it
            state.beginNext();
        }
    }

    private void awaitEnd(long generation, long breaksBefore, Handling handling, long nanos)
            throws InterruptedException, BreachedBarrierException, TimeoutException {
        long deadline = site.deadline(nanos);
        boolean interrupted = false;
        while (!state.isOver(generation)) {
            long left = site.left(deadline, nanos);
            boolean inTime = true;
            try {
                inTime = events.await(
                        () -> state.isOver(generation) || members.isAnyKnownDead(), handling, left, !interrupted);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            if (!state.isOver(generation)) {
                settleOrBreak(generation, interrupted, inTime);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (state.breaches().count() != breaksBefore) {
            throwIfBroken(generation, breaksBefore);
        }
    }

    private void settleOrBreak(long generation, boolean interrupted, boolean inTime)
            throws InterruptedException, TimeoutException {
        section.enter();
        try {
            settleDead(true);
            if (state.isOver(generation)) {
                return;
            }
            if (interrupted) {
                breakBySelf(Breach.Cause.INTERRUPTED);
                throw new InterruptedException();
            }
            if (!inTime) {
                breakBySelf(Breach.Cause.TIMED_OUT);
                throw new TimeoutException("barrier=" + site.name() + ", parties=" + parties);
            }
        } finally {
            section.exit();
            events.advance();
        }
    }

    private void throwIfBroken(long generation, long breaksBefore) throws BreachedBarrierException {
        section.enter();
        try {
            Breach breach = state.breaches().find(generation, breaksBefore);
            if (breach != null || state.breaches().mayHaveForgotten(generation, breaksBefore)) {
                throw new BreachedBarrierException(site.name(), breach);
            }
        } finally {
            section.exit();
        }
    }

    private void refuseIfBroken() throws BreachedBarrierException {
        if (state.isBroken()) {
            throw new BreachedBarrierException(site.name(), state.breaches().last());
        }
    }

    // ---- breaking and mending ----

    /** Breaks it, if it is not broken. */
    public void abort() {
        change(Breach.Cause.ABORTED, false);
    }

    /** Breaks it if threads wait, and begins the next generation. */
    public void reset() {
        change(Breach.Cause.RESET, true);
    }

    private void change(Breach.Cause cause, boolean begins) {
        section.enter();
        try {
            settleDead(true);
            if (!state.isBroken() && (!begins || state.arrived() > 0)) {
                breakBySelf(cause);
            }
            if (begins) {
                processes.forgetDead(); // first: killed behind it, it is as broken as before
                state.beginNext();
            }
        } finally {
            section.exit();
            events.advance();
        }
    }

    /**
     * This process is no party any more: that it ends breaks nothing.
     *
     * @throws IllegalStateException if a thread of it waits
     */
    public void leave() {
        section.enter();
        try {
            if (waitingHere.get() > 0) {
                throw new IllegalStateException("threads of this process wait: barrier=" + site.name() + ", threads="
                        + waitingHere + "; leave when they are back");
            }
            processes.leave();
        } finally {
            section.exit();
        }
    }

    // ---- in the section ----

    /** Breaks it, or begins anew, if a party is dead. Asks who is, or goes by what is known. */
    private void settleDead(boolean mayAsk) {
        if (!processes.isAnyDead(mayAsk)) {
            return;
        }
        if (processes.areAllOfThePast()) {
            state.beginNext(); // first: killed behind it, the next one does it again, and nobody minds
            processes.forgetDead();
        } else if (!state.isBroken()) {
            breakBy(Breach.Cause.DIED, processes.dead());
        }
    }

    private void breakBy(Breach.Cause cause, ProcessInfo process) {
        state.breakBy(Breach.of(cause, process));
        section.journal().commit();
    }

    private void breakBySelf(Breach.Cause cause) {
        breakBy(cause, site.info(self.slot(), self.number()));
    }

    // ---- for those who want to know ----

    private void settleIfAnyDied() {
        if (!state.isBroken() && members.isAnyDeadByNow()) {
            section.enter();
            try {
                settleDead(true);
            } finally {
                section.exit();
                events.advance();
            }
        }
    }

    /** {@return how many threads it takes} */
    public int parties() {
        return parties;
    }

    /** {@return how many threads of all processes wait; over as soon as it is said} */
    public int waiting() {
        settleIfAnyDied();
        return state.arrived();
    }

    /** {@return whether it is broken} */
    public boolean isBroken() {
        settleIfAnyDied();
        return state.isBroken();
    }

    /** {@return which generation it is, from 0} */
    public long generation() {
        return state.generation();
    }

    /** {@return whether this process has waited, and has not left} */
    public boolean isParty() {
        return processes.isOne();
    }

    /** {@return who broke it; null if it is not broken} */
    public Breach brokenBy() {
        settleIfAnyDied();
        if (!state.isBroken()) {
            return null;
        }
        section.enter();
        try {
            return state.isBroken() ? state.breaches().last() : null;
        } finally {
            section.exit();
        }
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
            return "parties=" + parties + ", "
                    + (by == null ? "waiting=" + waiting() + ", generation=" + generation() : "broken by " + by);
        } catch (IllegalStateException e) {
            return "closed";
        }
    }
}
