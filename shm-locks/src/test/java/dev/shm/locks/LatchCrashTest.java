package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.crash.CrashRun;
import dev.shm.crash.CrashRun.Outcome;
import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.sync.BrokenLatchException;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Row 1 of the fault matrix for latches: a process that owes count-downs is killed before each of its steps. */
@ExtendWith(LeakCheck.class)
class LatchCrashTest {
    private static final int MOST_STEPS = 60;

    @TempDir
    private Path directory;

    private SharedSpace space;
    private LatchCrashScenario scenario;
    private boolean everyPlainStore;
    private long victim;

    @BeforeAll
    static void silence() {
        DeathWarnings.silence();
    }

    @ParameterizedTest
    @EnumSource
    void kill_beforeEachStep_debtCountsOnce(LatchCrashScenario each) throws Exception {
        run(each, false);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource
    void kill_beforeEachPlainStoreToo_debtCountsOnce(LatchCrashScenario each) throws Exception {
        run(each, true);
    }

    private void run(LatchCrashScenario each, boolean every) throws Exception {
        scenario = each;
        everyPlainStore = every;
        try (SharedSpace opened = SharedSpace.create(directory.resolve("space"))) {
            space = opened;
            victim = scenario.beginsWithVictim() ? killVictim() : 0;
            CrashRun.untilPassed("latch", scenario, every, this::trial);
        }
    }

    private long killVictim() {
        try (ChildJvm child = ChildJvm.start(
                LatchCrashScenario.Victim.class,
                space.path().toString(),
                scenario.name(),
                String.valueOf(MOST_STEPS))) {
            child.awaitLine(LatchCrashScenario.READY);
            child.kill();
            child.awaitExit();
            return child.pid();
        }
    }

    private Outcome trial(int step) throws Exception {
        assertTrue(step <= MOST_STEPS, "more steps than latches");
        InterProcessLatch latch = scenario.openOrCreate(space, step);
        return HangGuard.call("trial " + step, () -> {
            try (ChildJvm child = CrashRun.start(space, scenario, step, everyPlainStore)) {
                String end = CrashRun.awaitEnd(child);
                return switch (scenario) {
                    case OWE_OR_BREAK, BREAK -> examineOrBroken(latch, child.pid(), end);
                    default -> examine(latch, end);
                };
            }
        });
    }

    /** What the dead owed counts as done, once. */
    private Outcome examine(InterProcessLatch latch, String diesBefore) throws InterruptedException {
        awaitDeaths(latch);
        long left = latch.getCount();
        boolean right = switch (scenario) {
            case OWE, OWE_OR_BREAK ->
                left == LatchCrashScenario.COUNT || left == LatchCrashScenario.COUNT - LatchCrashScenario.OWED;
            case SETTLE -> left == 1 || left == 0;
            default -> left == LatchCrashScenario.COUNT;
        };
        assertTrue(right, () -> "left: " + left);
        for (long i = left; i > 0; i--) {
            assertFalse(latch.await(0, TimeUnit.SECONDS));
            latch.countDown();
        }
        latch.await();
        assertEquals(0, latch.getQueueLength());
        return new Outcome(diesBefore, left + " left");
    }

    /** Whoever owed has broken it; who had not said so, or has done it all, has not. */
    private Outcome examineOrBroken(InterProcessLatch latch, long child, String diesBefore)
            throws InterruptedException {
        awaitDeaths(latch);
        if (latch.brokenBy().isPresent()) {
            BrokenLatchException e = assertThrows(BrokenLatchException.class, latch::await);
            assertEquals(victim == 0 ? child : victim, latch.brokenBy().get().pid(), e.getMessage());
            latch.countDown();
            assertThrows(BrokenLatchException.class, latch::await);
            return new Outcome(diesBefore, "broken by " + (victim == 0 ? "it" : "the one before it"));
        }
        assertEquals(0, victim, "broken by the one before it");
        return examine(latch, diesBefore);
    }

    /** A process that looks twice within a few milliseconds asks the system once only. */
    private static void awaitDeaths(InterProcessLatch latch) throws InterruptedException {
        try {
            assertFalse(latch.await(20, TimeUnit.MILLISECONDS) && latch.getCount() > 0);
        } catch (BrokenLatchException e) {
            assertTrue(latch.brokenBy().isPresent());
        }
    }
}
