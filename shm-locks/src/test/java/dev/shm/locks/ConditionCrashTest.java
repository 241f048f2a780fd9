package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.shm.crash.CrashRun;
import dev.shm.crash.CrashRun.Outcome;
import dev.shm.robust.DeathWarnings;
import dev.shm.robust.OwnerDeathPolicy;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Row 1 of the fault matrix for conditions: a process is killed before each step of waiting or signalling; others go on. */
@ExtendWith(LeakCheck.class)
class ConditionCrashTest {
    @TempDir
    private Path directory;

    private SharedSpace space;
    private boolean everyPlainStore;

    @BeforeAll
    static void silence() {
        DeathWarnings.silence();
    }

    @ParameterizedTest
    @EnumSource
    void kill_beforeEachStep_othersReturn(ConditionCrashScenario scenario) throws Exception {
        run(scenario, false);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource
    void kill_beforeEachPlainStoreToo_othersReturn(ConditionCrashScenario scenario) throws Exception {
        run(scenario, true);
    }

    private void run(ConditionCrashScenario scenario, boolean every) throws Exception {
        everyPlainStore = every;
        try (SharedSpace opened = SharedSpace.create(directory.resolve("space"))) {
            space = opened;
            CrashRun.untilPassed(
                    "condition", scenario, every, step -> HangGuard.call("trial " + step, () -> trial(scenario, step)));
            assertEquals(1, space.processes().size(), "who died is not listed any more");
        }
    }

    private Outcome trial(ConditionCrashScenario scenario, int step) {
        Cell cell = Cell.openOrCreate(space, step, OwnerDeathPolicy.HAND_OVER);
        InterProcessCondition condition = cell.lock().condition(0);
        List<Contender> others = List.of(waiter(cell, condition), waiter(cell, condition));
        String diesBefore;
        boolean owns;
        try (ChildJvm child = CrashRun.start(space, scenario, step, everyPlainStore)) {
            if (scenario == ConditionCrashScenario.AWAIT) {
                HangGuard.await("all wait, or one is dead", () -> condition.waiters() == 3 || !child.isAlive());
                signal(cell, condition, 3);
            }
            diesBefore = CrashRun.awaitEnd(child);
            owns = isOwner(cell, child.pid());
        }
        boolean ownerDied = owns || cell.lock().deaths() > 0;
        boolean done = cell.counter().get() == 1 && !ownerDied;
        int owed = scenario == ConditionCrashScenario.AWAIT
                        || ownerDied
                        || done && scenario == ConditionCrashScenario.SIGNAL_ALL
                ? 2
                : done && scenario == ConditionCrashScenario.SIGNAL ? 1 : 0;
        awaitReturned(others, owed);
        int returned = count(others);
        while (count(others) < 2) { // nothing that the dead has left keeps the next signal from them
            int before = count(others);
            signal(cell, condition, 1);
            awaitReturned(others, before + 1);
        }
        others.forEach(Contender::close);
        cell.lock().lock(); // if the child was the last to come, nobody has inherited yet
        cell.lock().unlock();
        assertEquals(0, condition.waiters());
        assertFalse(cell.lock().isLocked());
        assertEquals(ownerDied ? 1 : 0, cell.lock().deaths());
        if (diesBefore == null) {
            assertEquals(1, cell.counter().get());
        }
        return new Outcome(
                diesBefore,
                (ownerDied ? "owned by the dead" : "free") + ", counter "
                        + cell.counter().get() + ", returned by themselves: " + returned);
    }

    /** Whether the dead one owns the lock. Who lives and just owns it, perhaps as its heir, has told of it when it is free again. */
    private static boolean isOwner(Cell cell, long dead) {
        AtomicLong owner = new AtomicLong();
        HangGuard.await("the dead one owns it, or nobody", () -> {
            owner.set(cell.lock().owner().map(each -> each.process().pid()).orElse(0L));
            return owner.get() == 0 || owner.get() == dead;
        });
        return owner.get() == dead;
    }

    private static void awaitReturned(List<Contender> others, int count) {
        HangGuard.await(count + " returned", () -> count(others) >= count);
    }

    private static int count(List<Contender> others) {
        return (int) others.stream().filter(each -> !each.thread().isAlive()).count();
    }

    private static void signal(Cell cell, InterProcessCondition condition, int count) {
        cell.lock().lock();
        condition.signal(count);
        cell.lock().unlock();
    }

    private static Contender waiter(Cell cell, InterProcessCondition condition) {
        int before = condition.waiters();
        Contender waiter = Contender.doing(() -> {
            cell.lock().lock();
            condition.awaitUninterruptibly();
            cell.lock().unlock();
            return null;
        });
        HangGuard.await("one more waits", () -> condition.waiters() == before + 1);
        return waiter;
    }
}
