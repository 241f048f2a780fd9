package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.crash.CrashRun;
import dev.shm.crash.CrashRun.Outcome;
import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Row 1 of the fault matrix for semaphores: a process is killed before each of its steps, and no permit is lost or made. */
@ExtendWith(LeakCheck.class)
class SemaphoreCrashTest {
    private static final int PERMITS = SemaphoreCrashScenario.PERMITS;
    private static final int MOST_STEPS = 250;

    @TempDir
    private Path directory;

    private SharedSpace space;
    private SemaphoreCrashScenario scenario;
    private boolean everyPlainStore;

    @BeforeAll
    static void silence() {
        DeathWarnings.silence();
    }

    @ParameterizedTest
    @EnumSource
    void kill_beforeEachStep_permitsAreExact(SemaphoreCrashScenario each) throws Exception {
        run(each, false);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource
    void kill_beforeEachPlainStoreToo_permitsAreExact(SemaphoreCrashScenario each) throws Exception {
        run(each, true);
    }

    @SuppressWarnings("try") // the other one is there to be there
    private void run(SemaphoreCrashScenario each, boolean every) throws Exception {
        scenario = each;
        everyPlainStore = every;
        try (SharedSpace opened = SharedSpace.create(directory.resolve("space"));
                ChildJvm other = other(opened)) {
            space = opened;
            CrashRun.untilPassed("semaphore", scenario, every, this::trial);
        }
    }

    /** One that leaves permits at hand, or in use when it is killed; null if the scenario has none. */
    private ChildJvm other(SharedSpace opened) {
        if (scenario != SemaphoreCrashScenario.GATHER && scenario != SemaphoreCrashScenario.SETTLE) {
            return null;
        }
        ChildJvm other = ChildJvm.start(
                SemaphoreCrashScenario.Other.class, opened.path().toString(), String.valueOf(MOST_STEPS));
        other.awaitLine(SemaphoreCrashScenario.READY);
        if (scenario == SemaphoreCrashScenario.SETTLE) {
            other.kill();
            other.awaitExit();
        } else {
            other.send("release");
            other.awaitLine("released");
        }
        return other;
    }

    private Outcome trial(int step) throws Exception {
        InterProcessSemaphore semaphore = SemaphoreCrashScenario.openOrCreate(space, step);
        return HangGuard.call("trial " + step, () -> switch (scenario) {
            case RELEASE_WITH_WAITER -> withWaiter(semaphore, step);
            case WAIT, WAIT_IN_VAIN -> withHolder(semaphore, step);
            default -> alone(semaphore, step);
        });
    }

    private ChildJvm start(int step) {
        return CrashRun.start(space, scenario, step, everyPlainStore);
    }

    private Outcome alone(InterProcessSemaphore semaphore, int step) throws Exception {
        try (ChildJvm child = start(step)) {
            return examine(semaphore, CrashRun.awaitEnd(child));
        }
    }

    private Outcome withWaiter(InterProcessSemaphore semaphore, int step) throws Exception {
        try (ChildJvm child = start(step)) {
            child.awaitLine(SemaphoreCrashScenario.READY);
            AtomicReference<String> end = new AtomicReference<>();
            HangGuard.threads(2, index -> {
                if (index == 0) {
                    semaphore.acquire(PERMITS);
                    semaphore.release(PERMITS);
                } else {
                    HangGuard.await("a waiter", () -> semaphore.getQueueLength() == 1);
                    child.send("release");
                    end.set(CrashRun.awaitEnd(child));
                }
            });
            return examine(semaphore, end.get());
        }
    }

    private Outcome withHolder(InterProcessSemaphore semaphore, int step) throws Exception {
        semaphore.acquire(PERMITS);
        try (ChildJvm child = start(step)) {
            if (scenario == SemaphoreCrashScenario.WAIT) {
                HangGuard.await("child waits or dies", () -> semaphore.getQueueLength() == 1 || !child.isAlive());
                semaphore.release(PERMITS);
                return examine(semaphore, CrashRun.awaitEnd(child));
            }
            String end = CrashRun.awaitEnd(child);
            semaphore.release(PERMITS);
            return examine(semaphore, end);
        }
    }

    /** All permits can be had at once, and not one more. */
    private Outcome examine(InterProcessSemaphore semaphore, String diesBefore) throws InterruptedException {
        int expected = scenario == SemaphoreCrashScenario.DRAIN ? reduced(semaphore, diesBefore) : PERMITS;
        int before = semaphore.availablePermits();
        HangGuard.run("all permits", () -> semaphore.acquire(expected));
        assertEquals(0, semaphore.availablePermits());
        assertFalse(semaphore.tryAcquire(1, 0, TimeUnit.SECONDS));
        semaphore.release(expected);
        assertEquals(expected, semaphore.availablePermits());
        assertEquals(0, semaphore.getQueueLength());
        return new Outcome(diesBefore, before + " at first, " + expected + " with those of the dead");
    }

    /** It may have died before it took one away for good, or before it put that one back. */
    private static int reduced(InterProcessSemaphore semaphore, String diesBefore) {
        if (diesBefore == null) {
            return PERMITS;
        }
        HangGuard.await("the dead are found", () -> semaphore.availablePermits() >= PERMITS - 1);
        int all = semaphore.availablePermits();
        assertTrue(all == PERMITS || all == PERMITS - 1, () -> "permits: " + all);
        return all;
    }
}
