package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.crash.CrashRun;
import dev.shm.crash.CrashRun.Outcome;
import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.sync.Breach;
import dev.shm.sync.BreachedBarrierException;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Row 1 of the fault matrix for barriers: a process is killed before each of its steps, and nobody waits for it. */
@ExtendWith(LeakCheck.class)
class BarrierCrashTest {
    private static final int MOST_STEPS = 120;

    @TempDir
    private Path directory;

    private SharedSpace space;
    private BarrierCrashScenario scenario;
    private boolean everyPlainStore;
    private long victim;

    @BeforeAll
    static void silence() {
        DeathWarnings.silence();
    }

    @ParameterizedTest
    @EnumSource
    void kill_beforeEachStep_nobodyWaitsForIt(BarrierCrashScenario each) throws Exception {
        run(each, false);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource
    void kill_beforeEachPlainStoreToo_nobodyWaitsForIt(BarrierCrashScenario each) throws Exception {
        run(each, true);
    }

    private void run(BarrierCrashScenario each, boolean every) throws Exception {
        scenario = each;
        everyPlainStore = every;
        try (SharedSpace opened = SharedSpace.create(directory.resolve("space"))) {
            space = opened;
            victim = scenario.beginsWithVictim() ? killVictim() : 0;
            CrashRun.untilPassed("barrier", scenario, every, this::trial);
        }
    }

    /** Where the barrier is to be broken, this process is a party as well. */
    private long killVictim() throws Exception {
        try (ChildJvm child = ChildJvm.start(
                BarrierCrashScenario.Victim.class, space.path().toString(), String.valueOf(MOST_STEPS))) {
            child.awaitLine(BarrierCrashScenario.READY);
            for (int i = 1; scenario == BarrierCrashScenario.BREAK && i <= MOST_STEPS; i++) {
                BarrierCrashScenario.round(BarrierCrashScenario.openOrCreate(space, i));
            }
            child.kill();
            child.awaitExit();
            return child.pid();
        }
    }

    private Outcome trial(int step) throws Exception {
        assertTrue(step <= MOST_STEPS, "more steps than barriers");
        InterProcessBarrier barrier = BarrierCrashScenario.openOrCreate(space, step);
        return HangGuard.call("trial " + step, () -> switch (scenario) {
            case COME_FIRST -> comeWithIt(barrier, step, true);
            case COME_LAST -> comeWithIt(barrier, step, false);
            case RESET -> {
                BarrierCrashScenario.round(barrier);
                barrier.abort();
                yield alone(barrier, step);
            }
            case LEAVE -> {
                BarrierCrashScenario.round(barrier);
                yield alone(barrier, step);
            }
            default -> alone(barrier, step);
        });
    }

    private ChildJvm start(int step) {
        return CrashRun.start(space, scenario, step, everyPlainStore);
    }

    private Outcome alone(InterProcessBarrier barrier, int step) throws Exception {
        try (ChildJvm child = start(step)) {
            String diesBefore = CrashRun.awaitEnd(child);
            Breach breach = barrier.brokenBy().orElse(null);
            switch (scenario) {
                case BREAK -> assertEquals(victim, breach.pid());
                case BEGIN_ANEW -> assertTrue(breach == null || breach.pid() == child.pid(), () -> "by " + breach);
                case LEAVE ->
                    assertTrue(
                            diesBefore == null ? breach == null : breach == null || breach.pid() == child.pid(),
                            () -> "by " + breach);
                default ->
                    assertTrue(
                            breach == null || diesBefore != null && breach.cause() == Breach.Cause.ABORTED,
                            () -> "by " + breach);
            }
            String how = breach == null ? "whole" : "broken: " + breach.cause();
            if (breach != null) {
                barrier.reset();
            }
            return examine(barrier, diesBefore, how);
        }
    }

    /** A thread of this process is the other one; and if the dead one never came, a second thread is. */
    private Outcome comeWithIt(InterProcessBarrier barrier, int step, boolean itComesFirst) throws Exception {
        AtomicReference<BreachedBarrierException> broken = new AtomicReference<>();
        CountDownLatch over = new CountDownLatch(1);
        AtomicReference<String> diesBefore = new AtomicReference<>();
        AtomicReference<Long> pid = new AtomicReference<>();
        CountDownLatch started = new CountDownLatch(itComesFirst ? 1 : 0);
        HangGuard.threads(2, index -> {
            if (index == 0) {
                started.await();
                try {
                    barrier.await();
                } catch (BreachedBarrierException e) {
                    broken.set(e);
                } finally {
                    over.countDown();
                }
                return;
            }
            if (!itComesFirst) {
                HangGuard.await("it waits", () -> barrier.getNumberWaiting() == 1);
            }
            try (ChildJvm child = start(step)) {
                pid.set(child.pid());
                if (itComesFirst) {
                    HangGuard.await("it waits or dies", () -> barrier.getNumberWaiting() == 1 || !child.isAlive());
                    started.countDown();
                }
                diesBefore.set(CrashRun.awaitEnd(child));
            }
            HangGuard.await("over, or alone", () -> over.getCount() == 0 || barrier.getNumberWaiting() == 1);
            if (over.getCount() > 0) {
                try {
                    barrier.await();
                } catch (BreachedBarrierException e) {
                    assertEquals(pid.get(), e.breach().pid());
                }
            }
            over.await();
        });
        if (diesBefore.get() == null) {
            assertNull(broken.get());
        }
        if (broken.get() != null) {
            assertEquals(pid.get(), broken.get().breach().pid());
            assertEquals(Breach.Cause.DIED, broken.get().breach().cause());
        }
        barrier.reset();
        return examine(barrier, diesBefore.get(), broken.get() == null ? "complete" : "broken by it");
    }

    private static Outcome examine(InterProcessBarrier barrier, String diesBefore, String how) throws Exception {
        for (int i = 0; i < 2; i++) {
            BarrierCrashScenario.round(barrier);
        }
        assertFalse(barrier.isBroken());
        assertEquals(0, barrier.getNumberWaiting());
        return new Outcome(diesBefore, how);
    }
}
