package dev.shm.sync;

import static dev.shm.robust.Simulations.assertCaught;
import static dev.shm.robust.Simulations.exhaust;
import static dev.shm.robust.Simulations.sample;
import static dev.shm.robust.Simulations.without;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.robust.SimOperation.Kind;
import dev.shm.robust.SimSearch.Extent;
import dev.shm.robust.Simulations;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The shipped semaphore, with deaths between any two steps: never are more permits in use by the living than there are, nobody
 * waits for ever, and at the end they are all there. Two processes in every interleaving, three in some runs by chance.
 */
class SemaphoreSimulationTest {
    private static final int RUNS = 60;

    @Test
    void acquire_twoProcessesOneDeath_permitsAreExactInEveryInterleaving() {
        exhaust("semaphore, 1 permit", new SemaphoreProgram(2, 1, 1, 1).deaths(1));
        exhaust("semaphore, 2 permits", new SemaphoreProgram(2, 2, 1, 1).deaths(1));
    }

    /** One of them has come so often that it takes and gives back by itself. */
    @Test
    void acquire_openShare_permitsAreExactInEveryInterleaving() {
        exhaust("semaphore, open share", new SemaphoreProgram(2, 1, 1, SemaphoreProgram.OPEN).deaths(1));
    }

    @Test
    void acquire_nobodyDies_needsNoMourner() {
        exhaust("semaphore, no mourner", new SemaphoreProgram(2, 1, 1, 1).withoutMourner());
        exhaust(
                "semaphore, open share, no mourner",
                new SemaphoreProgram(2, 1, 1, SemaphoreProgram.OPEN).withoutMourner());
    }

    @Test
    void acquire_moreProcessesAndDeaths_permitsAreExactInSomeRuns() {
        sample(RUNS, new SemaphoreProgram(3, 1, 2, 1).deaths(2));
        sample(RUNS, new SemaphoreProgram(3, 2, 2, SemaphoreProgram.OPEN).deaths(2));
    }

    /** It looks for itself again and again while it stands in line, and passes one that has not come yet. */
    @Test
    void acquire_oneIsImpatient_permitsAreExactInSomeRuns() {
        sample(3 * RUNS, new SemaphoreProgram(3, 1, 2, 1).impatient().deaths(1));
        sample(
                3 * RUNS,
                new SemaphoreProgram(3, 2, 2, SemaphoreProgram.OPEN).impatient().deaths(2));
    }

    @Test
    @Tag("long")
    void acquire_moreProcessesAndDeaths_permitsAreExactInManyRuns() {
        sample(30 * RUNS, new SemaphoreProgram(3, 1, 2, 1).deaths(2));
        sample(30 * RUNS, new SemaphoreProgram(4, 2, 3, SemaphoreProgram.OPEN).deaths(3));
        exhaust("semaphore, both die", new SemaphoreProgram(2, 1, 1, 1).deaths(2));
    }

    @Test
    @Tag("long")
    void search_placesMergedOrNot_findsTheSameEnds() {
        Extent merged = exhaust("semaphore, merged", new SemaphoreProgram(2, 1, 1, 1).deaths(1));
        Extent unmerged = exhaust(
                "semaphore, not merged",
                new SemaphoreProgram(2, 1, 1, 1).deaths(1).eachRunForItself());

        assertEquals(unmerged.ends(), merged.ends());
        assertTrue(unmerged.states() > merged.states(), () -> unmerged + " and " + merged);
    }

    // ---- does the simulator notice? ----

    @Test
    void dead_takenForAlive_isCaught() {
        assertCaught(Simulations::nobodyDead, "hang", () -> new SemaphoreProgram(2, 1, 1, 1).deaths(1));
    }

    /** Two words are changed one after the other, and nothing says so. */
    @Test
    void journal_notCommitted_isCaught() {
        assertCaught(
                without(step -> step.is(Kind.SET, SemaphoreLayout.JOURNAL_OFFSET) && step.value() != 0),
                "afterwards: java.lang.AssertionError: permits",
                () -> new SemaphoreProgram(2, 1, 1, 1).deaths(1));
    }

    @Test
    void release_wakesNobody_isCaught() {
        assertCaught(
                world -> step -> step.is(Kind.WAKE, SemaphoreLayout.EVENTS_OFFSET) ? 0 : world.perform(step),
                "hang",
                () -> new SemaphoreProgram(2, 1, 1, 1).withoutMourner());
    }

    /** Who waits takes the permits at hand of another one for its own, and leaves its share open. */
    @Test
    void acquire_sharesOfOthersNotClosed_isCaught() {
        assertCaught(
                without(step -> step.kind() == Kind.COMPARE_AND_SET
                        && PermitShare.isOpen(step.expected())
                        && step.value() == PermitShare.closed(step.expected())),
                "permits: more are in use",
                () -> new SemaphoreProgram(2, 1, 1, SemaphoreProgram.OPEN));
    }
}
