package dev.shm.sync;

import static dev.shm.robust.Simulations.assertCaught;
import static dev.shm.robust.Simulations.assertViolates;
import static dev.shm.robust.Simulations.exhaust;
import static dev.shm.robust.Simulations.without;

import dev.shm.robust.SimOperation;
import dev.shm.robust.SimOperation.Kind;
import org.junit.jupiter.api.Test;

/**
 * The shipped event, and so the event count, in every interleaving, with deaths between any two steps: whoever waited when it was
 * set goes on, also if it was cleared at once, and if the one that set it died before it woke anybody.
 */
class EventSimulationTest {
    @Test
    void await_anyInterleaving_hearsOfASet() {
        exhaust("event, 1 death", new EventProgram(1, 1, true).deaths(1));
        exhaust("event, two wait, 2 deaths", new EventProgram(1, 2, true).deaths(2));
        exhaust("event, two set, 2 deaths", new EventProgram(2, 1, false).deaths(2));
    }

    @Test
    void await_nobodyDies_needsNoMourner() {
        exhaust("event, no mourner", new EventProgram(1, 2, true).withoutMourner());
        exhaust("event, no mourner", new EventProgram(2, 1, true).withoutMourner());
    }

    /** Without a mourner one death is enough. */
    @Test
    void await_wakeUpOwedByTheDead_isMadeUpForByTheMourner() {
        assertViolates("hang", new EventProgram(1, 1, false).withoutMourner().deaths(1));
    }

    // ---- does the simulator notice? ----

    @Test
    void set_withoutAdvance_isCaught() {
        assertCaught(
                without(step ->
                        step.is(Kind.COMPARE_AND_SET, EventLayout.EVENTS_OFFSET) && step.value() < step.expected()),
                "hang",
                () -> new EventProgram(1, 1, false).withoutMourner());
    }

    @Test
    void await_doesNotSayThatItSleeps_isCaught() {
        assertCaught(
                without(step -> step.is(Kind.COMPARE_AND_SET, EventLayout.EVENTS_OFFSET)
                        && step.value() == (step.expected() | 1L << 31)),
                "livelock",
                () -> new EventProgram(1, 1, false));
    }

    @Test
    void clear_withoutTrace_isCaught() {
        assertCaught(
                right -> step -> step.is(Kind.COMPARE_AND_SET, EventLayout.STATE_OFFSET) && step.expected() % 2 != 0
                        ? right.perform(SimOperation.compareAndSet(step.offset(), step.expected(), step.expected() - 1))
                        : right.perform(step),
                "hang",
                () -> new EventProgram(1, 1, true));
    }
}
