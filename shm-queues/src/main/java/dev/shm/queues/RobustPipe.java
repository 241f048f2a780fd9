package dev.shm.queues;

import dev.shm.memory.RegionDamagedException;
import dev.shm.memory.Words;
import dev.shm.process.Incarnation;
import dev.shm.robust.Engine;
import dev.shm.robust.LockSite;
import dev.shm.robust.Mourned;
import dev.shm.robust.Mourner;
import dev.shm.robust.Tenure;

/**
 * The engine of a pipe: a queue for each way, and who has the ends of it.
 *
 * <p>Threads: any. Processes: any. Progress: blocking. Peer crash: its end is closed. Allocation: to wait.
 */
final class RobustPipe implements Engine, Mourned {
    /*
     * Invariants
     *
     *  1. An end is nobody's, then some process's, then over, and never goes back.
     *  2. An end comes to be over before the ways are closed, and once it is over they will be, as long as somebody is there who has,
     *     or had, an end: its mourner looks after it, closes what it finds open, and comes again where a thread is just putting.
     *
     * So who waits for an element, or for room, waits as at any queue, and is told that it is closed: nobody waits for an end.
     */
    static final int FIRST = 0;
    static final int SECOND = 1;

    private final String name;
    private final PipeGeometry geometry;
    private final Tenure[] ends;
    private final RobustQueue[] ways; // by the end that they go to
    /* In the heap, for those who come when the memory is just closed. */
    private volatile boolean watched;
    private volatile boolean gone;

    RobustPipe(Words words, long base, Incarnation self, LockSite site, PipeGeometry geometry) {
        this.name = site.name();
        this.geometry = geometry;
        this.ends = new Tenure[] {
            new Tenure(words, base + PipeLayout.FIRST_OFFSET, self, site),
            new Tenure(words, base + PipeLayout.SECOND_OFFSET, self, site)
        };
        this.ways = new RobustQueue[geometry.ways()];
        for (int end = 0; end < ways.length; end++) {
            ways[end] = new RobustQueue(words, base + geometry.wayOffset(end), self, site, geometry.way());
        }
    }

    String name() {
        return name;
    }

    PipeGeometry geometry() {
        return geometry;
    }

    static int other(int end) {
        return 1 - end;
    }

    static String nameOf(int end) {
        return end == FIRST ? "first" : "second";
    }

    /** What goes to an end; null if nothing does. */
    RobustQueue wayTo(int end) {
        return end < ways.length ? ways[end] : null;
    }

    // ---- the ends ----

    /**
     * Takes an end for this process; it may have it already.
     *
     * @throws IllegalStateException if another process has it, or it is over
     */
    void take(int end) {
        if (ends[end].isOver() || !ends[end].take()) {
            throw new IllegalStateException(
                    "taken: pipe=" + name + ", end=" + nameOf(end) + ", because " + ends[end].describe()
                            + "; an end is one process's, once: take the other one, or make another pipe");
        }
        watched = true;
    }

    boolean isMine(int end) {
        return ends[end].isMine();
    }

    /** Whether an end is known to be over. */
    boolean isOver(int end) {
        return ends[end].isKnownOver();
    }

    /** Who has an end, or had it, for people. */
    String describe(int end) {
        return ends[end].describe();
    }

    /** Closes an end, if this process has it, and has not left the space: it is closed then. Doesn't wait. */
    void closeEnd(int end) {
        if (!gone) {
            ends[end].giveUp();
            closeWaysIfOver();
        }
    }

    /** Whether an end is over, and the ways are closed. Doesn't wait: where one is just putting, a way stays open. */
    private boolean closeWaysIfOver() {
        if (!(isOver(FIRST) || isOver(SECOND))) {
            return false;
        }
        boolean closed = true;
        for (RobustQueue way : ways) {
            closed &= way.isClosed() || way.tryClose();
        }
        return closed;
    }

    // ---- for the mourner ----

    @Override
    public boolean isOwnedHere() {
        return watched;
    }

    @Override
    public boolean isAwaited() {
        return watched && (ways[0].isAwaited() || ways[ways.length - 1].isAwaited());
    }

    @Override
    public void visit() {
        if ((ends[FIRST].isOver() | ends[SECOND].isOver()) && closeWaysIfOver()) {
            watched = false;
        }
    }

    @Override
    public void wakeLocal() {
        // Who waits does so at the ways.
    }

    // ---- opening and closing the space ----

    @Override
    public void open() {
        for (RobustQueue way : ways) {
            way.open();
        }
        Mourner.get().add(this);
    }

    @Override
    public void giveBack() {
        ends[FIRST].giveUp();
        ends[SECOND].giveUp();
        closeWaysIfOver();
    }

    @Override
    public void close() {
        watched = false;
        gone = true;
        Mourner.get().dismiss(this);
        for (RobustQueue way : ways) {
            way.close();
        }
    }

    /** {@return what it is, for people; it does not fail even if it is closed} */
    @Override
    public String toString() {
        try {
            StringBuilder text = new StringBuilder(geometry.mode().name());
            for (int end = FIRST; end <= SECOND; end++) {
                text.append(", ").append(nameOf(end)).append(" end: ").append(describe(end));
                if (end < ways.length) {
                    text.append(", to it ").append(ways[end].size()).append(" of ");
                    text.append(geometry.way().capacity()).append(" elements");
                }
            }
            return text.toString();
        } catch (IllegalStateException | RegionDamagedException e) {
            return "its space is closed";
        }
    }
}
