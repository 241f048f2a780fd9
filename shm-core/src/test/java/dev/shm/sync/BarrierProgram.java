package dev.shm.sync;

import dev.shm.robust.Handling;
import dev.shm.robust.SimHost;
import dev.shm.robust.SimMemory;
import dev.shm.robust.SimNotes;
import dev.shm.robust.SimObserver;
import dev.shm.robust.SimProgram;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** Processes meet at a barrier, as often as it goes well. All are parties from the beginning. */
final class BarrierProgram extends SimProgram {
    /** Rounds that it has come to. */
    private static final int COMES = 0;
    /** Rounds that it has gone through. */
    private static final int PASSES = 1;
    /** The round of which it heard that it is broken. */
    private static final int BREAKS = 2;

    /** In which generation and behind how many breaks it waits is the same whenever a process comes to the same round. */
    private static final Set<String> FORGETFUL = Set.of(
            "COMPARE_AND_SET lock: tryFast lock enter await",
            "SLEEP: sleep await lock enter await",
            "SLEEP: sleep await await awaitEnd await",
            "COMPARE_AND_SET lock: tryFast lock enter settleOrBreak awaitEnd await",
            "COMPARE_AND_SET lock: tryFast lock enter throwIfBroken awaitEnd await",
            "SLEEP: sleep await lock enter settleOrBreak awaitEnd await",
            "SLEEP: sleep await lock enter throwIfBroken awaitEnd await",
            "COMPARE_AND_SET lock: release unlock exit settleOrBreak awaitEnd await");

    private final SimMemory memory;
    private final int rounds;

    BarrierProgram(int processes, int rounds) {
        super(processes);
        this.rounds = rounds;
        long lock = BarrierLayout.LOCK_OFFSET;
        this.memory = new SimMemory()
                .section("lock", lock, BarrierLayout.JOURNAL_OFFSET, 3)
                .written(lock, "state", BarrierLayout.STATE_OFFSET)
                .written(lock, "breaks", BarrierLayout.BREAKS_OFFSET)
                .written(lock, "arrived", BarrierLayout.ARRIVED_OFFSET)
                .word("events", BarrierLayout.EVENTS_OFFSET)
                .shares(lock, BarrierLayout.SHARES_OFFSET, processes);
        for (int i = 0; i < BarrierLayout.BREACHES; i++) {
            long breach = BarrierLayout.BREACHES_OFFSET + (long) i * BreachLayout.LENGTH;
            memory.guarded(lock, "breach " + i, breach + BreachLayout.GENERATION_OFFSET);
        }
    }

    @Override
    public SimMemory memory() {
        return memory;
    }

    private RobustBarrier make(SimHost host) {
        RobustBarrier barrier = new RobustBarrier(host.words(), 0, host.self(), host.site(0), processes());
        host.lookAfter(barrier);
        barrier.noteDead();
        return barrier;
    }

    @Override
    protected void live(SimHost host) throws InterruptedException, TimeoutException {
        RobustBarrier barrier = make(host);
        becomeParty(barrier);
        host.ready();
        for (int round = 1; round <= rounds; round++) {
            barrier.generation(); // a step: one may die before it comes
            host.tell(COMES, round);
            try {
                barrier.await(Handling.DEFAULT, Long.MAX_VALUE, null);
            } catch (BreachedBarrierException e) {
                host.tell(BREAKS, round);
                return;
            }
            host.tell(PASSES, round);
        }
    }

    /** One that comes to a broken barrier is a party too. */
    private static void becomeParty(RobustBarrier barrier) throws InterruptedException, TimeoutException {
        barrier.abort();
        try {
            barrier.await(Handling.DEFAULT, Long.MAX_VALUE, null);
        } catch (BreachedBarrierException e) {
            barrier.reset();
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
                for (int p = 1; p <= processes(); p++) {
                    anyDead |= isDead(p);
                    require(
                            of(p, COMES) >= of(process, PASSES),
                            "early: P" + process + " goes on, and P" + p + " has not come");
                    for (int q = 1; q <= processes(); q++) {
                        require(
                                of(q, BREAKS) == 0 || of(p, PASSES) < of(q, BREAKS),
                                "rounds: P" + p + " went through one that is broken for P" + q);
                    }
                }
                require(what != BREAKS || anyDead, "broken: nobody has died");
            }
        };
    }

    /** Afterwards it can be mended. */
    @Override
    protected void audit(SimHost host, int dead) {
        RobustBarrier barrier = make(host);
        barrier.reset();
        if (barrier.isBroken() || barrier.waiting() != 0) {
            throw new AssertionError("not mended: " + barrier);
        }
    }
}
