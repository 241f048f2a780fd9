package dev.shm.robust;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.robust.SimScenario.Attention;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.Seeds;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The shipped fair lock in every interleaving, with deaths between any two steps: all that {@link RobustLockSimulationTest}
 * demands, and that nobody is served before one that slept in line when it came. There are 4 places in line, so that they
 * come round, and can all be taken.
 */
class FairLockSimulationTest {
    private static final int RUNS = 1_000;
    private static final Set<Attention> NOTHING = EnumSet.noneOf(Attention.class);

    @Test
    void lock_bothProcessesMayDie_holdsInEveryInterleaving() {
        exhaust("2 deaths", SimScenario.of(2, 2).fair().sections(2));
    }

    @Test
    void lock_timeOuts_holdsInEveryInterleaving() {
        exhaust("2 deaths, time-outs", SimScenario.of(2, 2).fair().sections(2).impatient(1));
    }

    /** The mourner makes up for lost calls, but milliseconds later: none may be lost while nobody dies. */
    @Test
    void lock_nobodyDies_needsNoMourner() {
        exhaust(
                "no mourner, time-outs",
                SimScenario.of(2, 0).fair().sections(2).impatient(2).mournerLooksFor(NOTHING));
    }

    @Test
    void lock_mustRepair_neverEntersHalfWrittenData() {
        exhaust("repair", SimScenario.of(2, 2).fair().sections(2).policy(OwnerDeathPolicy.MUST_REPAIR));
    }

    @Test
    void lock_poison_neverEntersAfterADeath() {
        exhaust("poison", SimScenario.of(2, 2).fair().sections(2).policy(OwnerDeathPolicy.POISON));
    }

    @Test
    void lock_moreProcesses_holdsInSomeRuns() {
        sample(RUNS, SimScenario.of(3, 2).fair().sections(2).impatient(1));
        sample(RUNS / 3, SimScenario.of(4, 3).fair().sections(3).impatient(2));
        sample(RUNS / 3, SimScenario.of(3, 1).fair().sections(2).threadEnds());
    }

    @Test
    @Tag("nightly")
    void lock_threeProcessesTwoDeaths_holdsInEveryInterleaving() {
        exhaust("3 processes, 2 deaths", SimScenario.of(3, 2).fair());
    }

    @Test
    @Tag("long")
    void lock_moreProcesses_holdsInManyRuns() {
        sample(10 * RUNS, SimScenario.of(3, 2).fair().sections(2));
        sample(10 * RUNS, SimScenario.of(4, 3).fair().sections(3).impatient(2));
        sample(RUNS, SimScenario.of(3, 2).fair().sections(2).impatient(2).threadEnds());
    }

    // ---- does the simulator notice? ----

    @Test
    void newcomers_notKeptOut_isCaught() {
        assertCaught(
                SimMutant.NEWCOMERS_NOT_KEPT_OUT,
                "order",
                SimScenario.of(2, 0).fair().sections(2));
    }

    @Test
    void giveUp_placeKept_isCaught() {
        assertCaught(
                SimMutant.PLACE_KEPT,
                "hang",
                SimScenario.of(2, 0).fair().sections(2).impatient(1));
    }

    @Test
    void head_notHelped_isCaught() {
        assertCaught(
                SimMutant.HEAD_NOT_HELPED,
                "livelock",
                SimScenario.of(2, 1).fair().sections(2));
    }

    @Test
    void giveUp_nextNotCalled_isCaughtInSomeRun() {
        SimScenario scenario =
                SimScenario.of(3, 0).fair().sections(2).impatient(2).mournerLooksFor(NOTHING);

        assertCaughtInSomeRun(SimMutant.NEXT_NOT_CALLED, "hang", scenario);
    }

    @Test
    void first_takenForDead_isCaughtInSomeRun() {
        assertCaughtInSomeRun(
                SimMutant.FIRST_TAKEN_FOR_DEAD, "", SimScenario.of(3, 2).fair().sections(2));
    }

    private static void assertCaught(SimMutant mutant, String reason, SimScenario scenario) {
        SimViolation violation = assertThrows(SimViolation.class, () -> SimSearch.exhaust(scenario.mutant(mutant)));
        assertTrue(violation.getMessage().startsWith(reason), violation::getMessage);
    }

    /** The same runs each time. */
    private static void assertCaughtInSomeRun(SimMutant mutant, String reason, SimScenario scenario) {
        SimViolation violation = assertThrows(
                SimViolation.class, () -> SimSearch.sample(scenario.mutant(mutant), new Random(1), 20 * RUNS));
        assertTrue(violation.getMessage().startsWith(reason), violation::getMessage);
    }

    private static void exhaust(String name, SimScenario scenario) {
        System.out.println("every interleaving, fair, " + name + ": " + SimSearch.exhaust(scenario));
    }

    private static void sample(int runs, SimScenario scenario) {
        HangGuard.run("simulation", () -> SimSearch.sample(scenario, Seeds.random("simulation"), runs));
    }
}
