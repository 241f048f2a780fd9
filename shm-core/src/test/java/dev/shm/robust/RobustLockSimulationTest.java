package dev.shm.robust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.robust.SimScenario.Attention;
import dev.shm.robust.SimSearch.Extent;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.Seeds;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The shipped lock in every interleaving, with deaths between any two steps: at most one living thread in the section, every
 * survivor comes to its end, every section cut short is recorded once before the next one, tokens rise, nothing counted is
 * lost.
 */
class RobustLockSimulationTest {
    private static final int RUNS = 3_000;
    private static final int RUNS_PER_GUARD = 1_000;

    @Test
    void lock_threeProcessesTwoDeaths_holdsInEveryInterleaving() {
        exhaust("2 deaths", SimScenario.of(3, 2).starvation());
    }

    @Test
    void lock_allProcessesMayDie_holdsInEveryInterleaving() {
        exhaust("3 deaths", SimScenario.of(3, 3).starvation());
    }

    @Test
    void lock_timeOuts_holdsInEveryInterleaving() {
        exhaust("2 deaths, time-outs", SimScenario.of(3, 2).starvation().impatient(3));
    }

    /** The mourner makes up for lost wake-ups, but milliseconds later: none may be lost while nobody dies. */
    @Test
    void lock_nobodyDies_needsNoMourner() {
        Set<Attention> nothing = EnumSet.noneOf(Attention.class);

        exhaust("no mourner", SimScenario.of(3, 0).sections(2).starvation().mournerLooksFor(nothing));
        exhaust("no mourner, time-outs", SimScenario.of(4, 0).impatient(1).mournerLooksFor(nothing));
    }

    @Test
    void lock_acquiredAgainAndAgain_holdsInEveryInterleaving() {
        exhaust("3 sections each", SimScenario.of(2, 1).sections(3).starvation());
    }

    @Test
    void lock_mustRepair_neverEntersHalfWrittenData() {
        exhaust("repair", SimScenario.of(3, 2).policy(OwnerDeathPolicy.MUST_REPAIR));
    }

    @Test
    void lock_poison_neverEntersAfterADeath() {
        exhaust("poison", SimScenario.of(3, 2).policy(OwnerDeathPolicy.POISON));
    }

    @Test
    @Tag("long")
    void lock_twoSectionsEach_holdsInEveryInterleaving() {
        exhaust("2 deaths, 2 sections each", SimScenario.of(3, 2).sections(2));
    }

    @Test
    @Tag("nightly")
    void lock_twoSectionsEachAndStarvation_holdsInEveryInterleaving() {
        exhaust(
                "2 deaths, 2 sections each, starvation",
                SimScenario.of(3, 2).sections(2).starvation());
    }

    @Test
    void lock_fourProcessesThreeSections_holdsInSomeRuns() {
        sample(RUNS, SimScenario.of(4, 3).sections(3).starvation().impatient(2));
    }

    @Test
    void lock_threadEndsAsOwner_isInheritedInSomeRuns() {
        sample(RUNS / 3, SimScenario.of(3, 1).sections(2).starvation().threadEnds());
    }

    @Test
    @Tag("long")
    void lock_fourProcessesThreeSections_holdsInManyRuns() {
        sampleFourProcesses(4);
    }

    @Test
    @Tag("nightly")
    void lock_fourProcessesThreeSections_holdsInVeryManyRuns() {
        sampleFourProcesses(20);
    }

    private static void sampleFourProcesses(int times) {
        sample(times * RUNS, SimScenario.of(4, 3).sections(3).starvation());
        sample(times * RUNS, SimScenario.of(4, 3).sections(3).starvation().impatient(2));
        sample(
                3 * RUNS,
                SimScenario.of(3, 2).sections(2).starvation().impatient(2).threadEnds());
    }

    @Test
    void search_placesMergedOrNot_findsTheSameEnds() {
        Extent merged =
                exhaust("merged", SimScenario.of(2, 1).sections(2).starvation().impatient(2));
        Extent unmerged = exhaust(
                "not merged",
                SimScenario.of(2, 1).sections(2).starvation().impatient(2).unmerged());

        assertEquals(unmerged.ends(), merged.ends());
        assertTrue(unmerged.states() > merged.states(), () -> unmerged + " and " + merged);
    }

    /** If this fails: see {@link SimHeap} whether what is new belongs to what a process remembers. */
    @Test
    void search_fieldsOfTheLock_areThoseThatItKnows() {
        assertEquals(
                List.of(
                        "RobustLock.owner",
                        "RobustLock.closing",
                        "Vigil.sleepers",
                        "Vigil.awaited",
                        "Vigil.knownDead",
                        "Vigil.tokenWhenFree",
                        "Vigil.freeWithoutMark",
                        "FairQueue.knownDead"),
                SimHeap.names());
        assertEquals(
                List.of(
                        "lock",
                        "handling",
                        "turn",
                        "acquired",
                        "lock",
                        "slept",
                        "sleepingSince",
                        "seenToken", // how long it sleeps, and nothing else; nobody naps in a simulation
                        "napNanos",
                        "queue",
                        "ticket",
                        "admitted"),
                Stream.of(Acquisition.class, Turn.class, BargingTurn.class, FairTurn.class)
                        .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                        .filter(field -> !field.isSynthetic() && !Modifier.isStatic(field.getModifiers()))
                        .map(Field::getName)
                        .toList());
    }

    private static Extent exhaust(String name, SimScenario scenario) {
        Extent extent = SimSearch.exhaust(scenario);
        System.out.println("every interleaving, " + name + ": " + extent);
        return extent;
    }

    private static void sample(int runs, SimScenario scenario) {
        Random random = Seeds.random("simulation");
        for (int done = 0;
                done < runs;
                done += RUNS_PER_GUARD) { // it is hangs that are guarded against, not slow machines
            int next = Math.min(RUNS_PER_GUARD, runs - done);
            HangGuard.run("simulation", () -> SimSearch.sample(scenario, random, next));
        }
    }
}
