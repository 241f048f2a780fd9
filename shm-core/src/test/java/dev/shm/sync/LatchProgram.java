package dev.shm.sync;

import dev.shm.robust.Handling;
import dev.shm.robust.SimHost;
import dev.shm.robust.SimMemory;
import dev.shm.robust.SimNotes;
import dev.shm.robust.SimObserver;
import dev.shm.robust.SimProgram;
import dev.shm.robust.SimState;
import java.util.Set;

/**
 * Processes owe count-downs and do one each; either they begin to owe two, or they owe one from the beginning and wait for the others.
 * Afterwards one more asks how many are left: each that somebody did counts, and each that a dead one owed, once.
 */
final class LatchProgram extends SimProgram {
    private static final int OWES = 0;
    private static final int COUNTS = 1;
    /** 1: as it should, 2: the latch is broken. */
    private static final int ENDED = 2;

    private static final Set<String> FORGETFUL = Set.of(
            "COMPARE_AND_SET lock: tryFast lock enter participate",
            "COMPARE_AND_SET lock: tryFast lock enter countDown",
            "COMPARE_AND_SET lock: tryFast lock enter settle await",
            "COMPARE_AND_SET lock: release unlock exit participate",
            "COMPARE_AND_SET lock: release unlock exit settle await",
            "SLEEP: sleep await lock enter participate",
            "SLEEP: sleep await lock enter countDown",
            "SLEEP: sleep await lock enter settle await",
            "SLEEP: sleep await await await");

    private final SimMemory memory;
    private final boolean waits;
    private final boolean breaks;
    private final int debt;
    private final int spare;

    LatchProgram(int processes, boolean waits, boolean breaks) {
        super(processes);
        this.waits = waits;
        this.breaks = breaks;
        this.debt = waits ? 1 : 2;
        this.spare = waits ? 0 : 1;
        this.memory = new SimMemory()
                .section("lock", LatchLayout.LOCK_OFFSET, LatchLayout.JOURNAL_OFFSET, 2)
                .written(LatchLayout.LOCK_OFFSET, "state", LatchLayout.STATE_OFFSET)
                .word("events", LatchLayout.EVENTS_OFFSET)
                .shares(LatchLayout.LOCK_OFFSET, LatchLayout.SHARES_OFFSET, processes)
                .set(LatchLayout.STATE_OFFSET, debt * processes + spare);
    }

    @Override
    public SimMemory memory() {
        return memory;
    }

    private RobustLatch make(SimHost host) {
        RobustLatch latch = new RobustLatch(host.words(), 0, host.self(), host.site(0), breaks);
        host.lookAfter(latch);
        return latch;
    }

    @Override
    protected void live(SimHost host) throws InterruptedException {
        RobustLatch latch = make(host);
        latch.participate(waits ? debt : 0);
        host.ready();
        try {
            if (!waits) {
                host.tell(OWES, 1);
                latch.participate(debt);
            }
            host.tell(COUNTS, 1);
            latch.countDown();
            if (waits) {
                latch.await(Handling.DEFAULT, Long.MAX_VALUE);
            }
            host.tell(ENDED, 1);
        } catch (BrokenLatchException e) {
            host.tell(ENDED, 2);
        }
    }

    @Override
    protected Set<String> forgetful() {
        return FORGETFUL;
    }

    @Override
    public SimObserver observer() {
        return new SimNotes(processes(), 3) {
            @Override
            protected void compare(int process, int what) {
                boolean anyDead = false;
                boolean allCount = true;
                for (int p = 1; p <= processes(); p++) {
                    anyDead |= isDead(p);
                    allCount &= isDead(p) || of(p, COUNTS) == 1;
                }
                if (what == ENDED) {
                    require(of(process, ENDED) == 1 || breaks && anyDead, "broken: nobody has died");
                    require(of(process, ENDED) == 2 || !waits || allCount, "early: not all have counted down");
                }
            }

            @Override
            public void ended(SimState state) {
                for (int p = 1; p <= processes(); p++) {
                    require(isDead(p) || of(p, ENDED) > 0, "hang: P" + p + " has not come to its end");
                }
            }
        };
    }

    /** Each that lives has taken one; of the dead each all that it owed, or nothing if it died before it owed anything. */
    private boolean isPossible(long taken, int alive, int dead) {
        for (int owing = 0; owing <= dead; owing++) {
            if (taken == alive + (long) debt * owing) {
                return true;
            }
        }
        return false;
    }

    @Override
    protected void audit(SimHost host, int dead) {
        RobustLatch latch = make(host);
        int count = latch.count();
        int alive = processes() - dead;
        int taken = debt * processes() + spare - count;
        boolean right = breaks && dead > 0 || isPossible(taken, alive, dead);
        if (!right) {
            throw new AssertionError("count: " + count + " left, " + dead + " dead");
        }
        if (waits && !breaks && count != 0) {
            throw new AssertionError("count: " + count + " left, though all have counted down or died");
        }
        if (!breaks && latch.brokenBy() != null) {
            throw new AssertionError("broken");
        }
    }
}
