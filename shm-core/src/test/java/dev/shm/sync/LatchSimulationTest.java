package dev.shm.sync;

import static dev.shm.robust.Simulations.assertCaught;
import static dev.shm.robust.Simulations.exhaust;
import static dev.shm.robust.Simulations.sample;
import static dev.shm.robust.Simulations.without;

import dev.shm.robust.SimOperation.Kind;
import dev.shm.robust.Simulations;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The shipped latch, with deaths between any two steps: what a dead one owed counts once, or breaks the latch, nobody waits for
 * ever, and nobody goes on too early. Two processes in every interleaving, three in some runs by chance.
 */
class LatchSimulationTest {
    private static final int RUNS = 40;

    @Test
    void countDown_twoProcessesOneDeath_debtCountsOnceInEveryInterleaving() {
        exhaust("latch", new LatchProgram(2, false, false).deaths(1));
        exhaust("latch that breaks", new LatchProgram(2, false, true).deaths(1));
    }

    @Test
    void await_twoProcessesOneDeath_goesOnInEveryInterleaving() {
        exhaust("latch, all wait", new LatchProgram(2, true, false).deaths(1));
        exhaust("latch that breaks, all wait", new LatchProgram(2, true, true).deaths(1));
    }

    @Test
    void await_nobodyDies_needsNoMourner() {
        exhaust("latch, no mourner", new LatchProgram(2, true, false).withoutMourner());
        exhaust("latch that breaks, no mourner", new LatchProgram(2, true, true).withoutMourner());
    }

    @Test
    void latch_moreProcessesAndDeaths_holdsInSomeRuns() {
        sample(RUNS, new LatchProgram(3, false, false).deaths(2));
        sample(RUNS, new LatchProgram(3, true, false).deaths(2));
        sample(RUNS, new LatchProgram(3, true, true).deaths(2));
    }

    @Test
    @Tag("long")
    void latch_moreProcessesAndDeaths_holdsInManyRuns() {
        sample(30 * RUNS, new LatchProgram(4, false, false).deaths(3));
        sample(30 * RUNS, new LatchProgram(4, true, false).deaths(3));
        sample(30 * RUNS, new LatchProgram(4, true, true).deaths(3));
        exhaust("latch, both die", new LatchProgram(2, true, false).deaths(2));
    }

    // ---- does the simulator notice? ----

    @Test
    void dead_takenForAlive_isCaught() {
        assertCaught(Simulations::nobodyDead, "hang", () -> new LatchProgram(2, true, false).deaths(1));
    }

    /** Count and debt go down one after the other, and nothing says so. */
    @Test
    void journal_notCommitted_isCaught() {
        assertCaught(
                without(step -> step.is(Kind.SET, LatchLayout.JOURNAL_OFFSET) && step.value() != 0),
                "afterwards: java.lang.AssertionError: count",
                () -> new LatchProgram(2, false, false).deaths(1));
    }

    @Test
    void countDown_wakesNobody_isCaught() {
        assertCaught(
                world -> step -> step.is(Kind.WAKE, LatchLayout.EVENTS_OFFSET) ? 0 : world.perform(step),
                "hang",
                () -> new LatchProgram(2, true, false).withoutMourner());
    }
}
