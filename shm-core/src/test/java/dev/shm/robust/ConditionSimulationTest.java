package dev.shm.robust;

import static dev.shm.robust.Simulations.assertCaught;
import static dev.shm.robust.Simulations.assertViolates;
import static dev.shm.robust.Simulations.exhaust;
import static dev.shm.robust.Simulations.sample;
import static dev.shm.robust.Simulations.without;

import dev.shm.robust.SimOperation.Kind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The shipped condition of the shipped lock, with deaths between any two steps: nobody waits for ever while there is an item that
 * somebody signalled, or died before it could. Two processes in every interleaving, three in some runs by chance, and in every
 * one with the tag "long". Time passes while nobody can do anything: then a signal that nobody comes for is let go.
 */
class ConditionSimulationTest {
    private static final int RUNS = 300;

    @Test
    void await_twoProcessesOneDeath_noSignalIsLostInAnyInterleaving() {
        exhaust("condition", new ConditionProgram(1, 1, 1, false).deaths(1));
        exhaust("condition, two signals", new ConditionProgram(1, 2, 1, false).deaths(1));
        exhaust("condition, signalAll", new ConditionProgram(1, 1, 1, true).deaths(1));
    }

    @Test
    void await_nobodyDies_needsNoMourner() {
        exhaust("condition, no mourner", new ConditionProgram(1, 2, 1, false).withoutMourner());
        exhaust("condition, signalAll, no mourner", new ConditionProgram(1, 2, 1, true).withoutMourner());
        sample(RUNS, new ConditionProgram(1, 2, 2, false).withoutMourner());
    }

    @Test
    void await_moreProcessesAndDeaths_noSignalIsLostInSomeRuns() {
        sample(RUNS, new ConditionProgram(1, 1, 2, false).deaths(2));
        sample(RUNS, new ConditionProgram(1, 2, 2, false).deaths(1));
        sample(RUNS, new ConditionProgram(2, 1, 2, false).deaths(2));
        sample(RUNS, new ConditionProgram(1, 2, 2, true).deaths(2));
    }

    @Test
    @Tag("long")
    void await_threeProcesses_noSignalIsLostInAnyInterleaving() {
        exhaust("condition, 2 wait", new ConditionProgram(1, 1, 2, false));
        exhaust("condition, 2 wait, 1 death", new ConditionProgram(1, 1, 2, false).deaths(1));
    }

    // ---- does the simulator notice? ----

    /** One signal for each of two that wait is for both. */
    @Test
    void signal_notOwed_isCaughtInSomeRun() {
        Simulations.assertCaughtInSomeRun(
                world -> step -> world.perform(
                        isSignal(step)
                                ? SimOperation.compareAndSet(
                                        step.offset(), step.expected(), step.value() & ~(0xFFFFL << 48))
                                : step),
                "hang",
                60 * RUNS,
                () -> new ConditionProgram(1, 1, 2, false).deaths(1));
    }

    @Test
    void letGo_leftOut_isCaught() {
        assertCaught(
                without(ConditionSimulationTest::isLetGo),
                "livelock",
                () -> new ConditionProgram(1, 1, 1, false).deaths(1));
    }

    @Test
    void signal_wakesNobody_isCaught() {
        assertCaught(
                world -> step -> step.is(Kind.WAKE, ConditionProgram.conditionOffset()) ? 0 : world.perform(step),
                "hang",
                () -> new ConditionProgram(1, 1, 1, false).withoutMourner());
    }

    @Test
    void owner_deadTakenForAlive_isCaught() {
        assertViolates("hang", new ConditionProgram(1, 1, 1, false).deaths(1).mutant(Simulations::nobodyDead));
    }

    private static boolean isSignal(SimOperation step) {
        return step.is(Kind.COMPARE_AND_SET, ConditionProgram.conditionOffset())
                && ConditionWord.owed(step.value()) > ConditionWord.owed(step.expected());
    }

    private static boolean isLetGo(SimOperation step) {
        return step.is(Kind.COMPARE_AND_SET, ConditionProgram.conditionOffset())
                && ConditionWord.epoch(ConditionWord.half(step.value()))
                        != ConditionWord.epoch(ConditionWord.half(step.expected()));
    }
}
