package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.crash.CrashRun;
import dev.shm.crash.CrashRun.Outcome;
import dev.shm.robust.DeathWarnings;
import dev.shm.robust.InconsistentStateException;
import dev.shm.robust.OwnerDeathPolicy;
import dev.shm.robust.PoisonedLockException;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Row 1 of the fault matrix for the lock: a process is killed before each of its steps, and others go on. */
@ExtendWith(LeakCheck.class)
class LockCrashTest {
    private static final int MOST_STEPS = 150;
    private static final int SURVIVORS = 2;

    @TempDir
    private Path directory;

    private SharedSpace space;
    private LockCrashScenario scenario;
    private boolean everyPlainStore;
    private long victim;

    @BeforeAll
    static void silence() {
        DeathWarnings.silence();
    }

    @ParameterizedTest
    @EnumSource
    void kill_beforeEachStep_survivorsGoOn(LockCrashScenario each) throws Exception {
        run(each, false);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource
    void kill_beforeEachPlainStoreToo_survivorsGoOn(LockCrashScenario each) throws Exception {
        run(each, true);
    }

    private void run(LockCrashScenario each, boolean every) throws Exception {
        scenario = each;
        everyPlainStore = every;
        try (SharedSpace opened = SharedSpace.create(directory.resolve("space"))) {
            space = opened;
            victim = scenario.beginsWithVictim() ? killVictim() : 0;
            CrashRun.untilPassed("lock", scenario, every, this::trial);
            assertEquals(1, space.processes().size(), "who died is not listed any more");
        }
    }

    private long killVictim() {
        for (int i = 1; i <= MOST_STEPS; i++) {
            scenario.openOrCreate(space, i);
        }
        try (ChildJvm child = ChildJvm.start(
                LockCrashScenario.Victim.class, space.path().toString(), scenario.name(), String.valueOf(MOST_STEPS))) {
            child.awaitLine(LockCrashScenario.HOLDS);
            return child.pid();
        }
    }

    private Outcome trial(int step) throws Exception {
        Cell cell = scenario.openOrCreate(space, step);
        return HangGuard.call("trial " + step, () -> switch (scenario.kind()) {
            case UNLOCK_WITH_SLEEPERS -> withSleepers(cell, step);
            case WAIT -> withHolder(cell, step);
            case WAIT_IN_VAIN -> withStubbornHolder(cell, step);
            default -> alone(cell, step);
        });
    }

    private ChildJvm start(int step) {
        return CrashRun.start(space, scenario, step, everyPlainStore);
    }

    private Outcome alone(Cell cell, int step) throws IOException {
        try (ChildJvm child = start(step)) {
            String diesBefore = CrashRun.awaitEnd(child);
            return examine(cell, child.pid(), diesBefore);
        }
    }

    private Outcome withSleepers(Cell cell, int step) throws Exception {
        try (ChildJvm child = start(step)) {
            child.awaitLine(LockCrashScenario.HOLDS);
            AtomicInteger inside = new AtomicInteger();
            HangGuard.threads(SURVIVORS + 1, index -> {
                if (index < SURVIVORS) {
                    section(cell.lock(), inside);
                } else {
                    HangGuard.await("sleepers", () -> cell.lock().waiters() == SURVIVORS);
                    child.send("unlock");
                }
            });
            String diesBefore = CrashRun.awaitEnd(child);
            assertEquals(1, cell.mirror().get());
            boolean told = cell.lock().deaths() == 1;
            assertEquals(told, cell.lock().lastDeath().isPresent());
            return new Outcome(diesBefore, "sleepers got it" + (told ? ", told of the death" : ", it was free"));
        }
    }

    private Outcome withHolder(Cell cell, int step) throws Exception {
        CountDownLatch childWaits = new CountDownLatch(1);
        AtomicReference<Outcome> outcome = new AtomicReference<>();
        AtomicInteger inside = new AtomicInteger();
        HangGuard.threads(2, index -> {
            if (index == 0) {
                outcome.set(holdWhileOthersWait(cell, step, childWaits));
            } else {
                childWaits.await();
                section(cell.repairing(), inside);
            }
        });
        return outcome.get();
    }

    private Outcome holdWhileOthersWait(Cell cell, int step, CountDownLatch childWaits) throws IOException {
        InterProcessLock lock = cell.lock();
        lock.lock();
        try (ChildJvm child = start(step)) {
            try {
                HangGuard.await("child waits or dies", () -> lock.waiters() == 1 || !child.isAlive());
                childWaits.countDown();
                HangGuard.await("thread waits too", () -> lock.waiters() == (child.isAlive() ? 2 : 1));
            } finally {
                childWaits.countDown();
                lock.unlock();
            }
            HangGuard.await("thread got it", () -> lock.waiters() == 0);
            return examine(cell, child.pid(), CrashRun.awaitEnd(child));
        }
    }

    private Outcome withStubbornHolder(Cell cell, int step) throws IOException {
        cell.lock().lock();
        try (ChildJvm child = start(step)) {
            String diesBefore;
            try {
                diesBefore = CrashRun.awaitEnd(child);
            } finally {
                cell.lock().unlock();
            }
            return examine(cell, child.pid(), diesBefore);
        }
    }

    /** What a child left that is dead or has got through. */
    private Outcome examine(Cell cell, long child, String diesBefore) throws IOException {
        long owner = cell.lock().owner().map(each -> each.process().pid()).orElse(0L);
        if (scenario.kind() == LockCrashScenario.INHERIT_AND_POISON) {
            HangGuard.run("survivor", () -> {
                assertThrows(PoisonedLockException.class, cell.lock()::lock);
                assertThrows(PoisonedLockException.class, cell.repairing()::lock);
            });
            return new Outcome(diesBefore, whose(owner, child) + ", poisoned");
        }
        boolean refused = scenario.policy() == OwnerDeathPolicy.MUST_REPAIR && isRefusedWithoutRepair(cell);
        AtomicInteger inside = new AtomicInteger();
        HangGuard.threads(SURVIVORS, index -> section(cell.repairing(), inside));
        assertEquals(0, cell.lock().waiters());
        assertFalse(cell.lock().isLocked());
        long count = cell.counter().get();
        assertEquals(count, cell.mirror().get(), "repaired");
        checkCount(count, diesBefore);
        checkDeaths(cell, owner, child, diesBefore);
        return new Outcome(
                diesBefore,
                whose(owner, child) + ", counter " + count + ", deaths told "
                        + cell.lock().deaths() + (refused ? ", refused without repair" : ""));
    }

    private boolean isRefusedWithoutRepair(Cell cell) {
        return HangGuard.call("survivor without repair action", () -> {
            try {
                cell.lock().lock();
            } catch (InconsistentStateException e) {
                return true;
            }
            assertEquals(cell.counter().get(), cell.mirror().get(), "got without repair");
            cell.lock().unlock();
            return false;
        });
    }

    private static void section(InterProcessLock lock, AtomicInteger inside) {
        lock.lock();
        try {
            assertEquals(1, inside.incrementAndGet(), "owners");
            inside.decrementAndGet();
        } finally {
            lock.unlock();
        }
    }

    /** Old or new, and new if the child got as far as that. */
    private void checkCount(long count, String diesBefore) {
        long before = scenario.beginsWithVictim() ? 1 : 0;
        if (scenario.kind() == LockCrashScenario.WAIT_IN_VAIN
                || diesBefore != null && diesBefore.contains("counter-")) {
            assertEquals(before, count);
        } else if (diesBefore == null) {
            assertEquals(before + 1, count);
        } else {
            assertTrue(count == before || count == before + 1, () -> "counter is " + count);
        }
    }

    private void checkDeaths(Cell cell, long owner, long child, String diesBefore) throws IOException {
        List<Long> dead = new ArrayList<>();
        if (scenario.beginsWithVictim()) {
            dead.add(victim);
        }
        // The death of the thread counts as soon as an heir of the same process has noted it.
        if (owner == child || scenario.kind() == LockCrashScenario.THREAD_ENDS) {
            dead.add(child);
        }
        // Who waits as well has inherited already, and may still have it: if it is fair always, else if the child was
        // faster.
        if (scenario.kind() == LockCrashScenario.WAIT
                && owner != child
                && cell.lock().deaths() == 1) {
            dead.add(child);
        }
        if (diesBefore != null && diesBefore.contains("mirror-")) {
            assertTrue(dead.contains(child), "a death in the section is told");
        }
        if (scenario.kind() == LockCrashScenario.THREAD_ENDS && cell.lock().deaths() == 2) {
            assertEquals(child, owner);
            dead.add(child);
        }
        assertEquals(dead.size(), cell.lock().deaths(), "deaths told");
        for (int i = 0; i < dead.size(); i++) {
            assertEquals(dead.get(i), cell.recordedPid(i), "pid of death " + i);
        }
    }

    private String whose(long owner, long child) {
        if (owner == 0) {
            return "free";
        }
        return owner == child ? "owned by the dead" : owner == victim ? "owned by the victim" : "owned by " + owner;
    }
}
