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
 * The shipped barrier, with deaths between any two steps: nobody goes on before all have come, nobody waits for the dead, all agree
 * on how a round ended, and it breaks only if one has died. Two processes in every interleaving, three in some runs by chance.
 */
class BarrierSimulationTest {
    private static final int RUNS = 60;

    @Test
    void await_twoProcessesOneDeath_roundsAgreeInEveryInterleaving() {
        exhaust("barrier", new BarrierProgram(2, 1).deaths(1));
    }

    @Test
    void await_nobodyDies_needsNoMourner() {
        exhaust("barrier, no mourner", new BarrierProgram(2, 2).withoutMourner());
    }

    @Test
    void await_moreProcessesAndDeaths_roundsAgreeInSomeRuns() {
        sample(RUNS, new BarrierProgram(2, 3).deaths(1));
        sample(RUNS, new BarrierProgram(3, 2).deaths(2));
    }

    @Test
    @Tag("long")
    void await_twoRoundsOneDeath_roundsAgreeInEveryInterleaving() {
        exhaust("barrier, 2 rounds", new BarrierProgram(2, 2).deaths(1));
        sample(30 * RUNS, new BarrierProgram(3, 3).deaths(2));
    }

    // ---- does the simulator notice? ----

    @Test
    void dead_takenForAlive_isCaught() {
        assertCaught(Simulations::nobodyDead, "hang", () -> new BarrierProgram(2, 1).deaths(1));
    }

    @Test
    void await_wakesNobody_isCaught() {
        assertCaught(
                world -> step -> step.is(Kind.WAKE, BarrierLayout.EVENTS_OFFSET) ? 0 : world.perform(step),
                "hang",
                () -> new BarrierProgram(2, 1).withoutMourner());
    }

    /** That it is broken is not counted: who waited takes the round for complete. */
    @Test
    void breach_notCounted_isCaught() {
        assertCaught(
                without(step -> step.is(Kind.SET, BarrierLayout.BREAKS_OFFSET)),
                "early",
                () -> new BarrierProgram(2, 1).deaths(1));
    }

    @Test
    void await_oneArrivalTooMany_isCaught() {
        assertCaught(
                world -> step -> world.perform(step) + (step.is(Kind.GET, BarrierLayout.ARRIVED_OFFSET) ? 1 : 0),
                "early",
                () -> new BarrierProgram(2, 1));
    }
}
