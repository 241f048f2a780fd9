package dev.shm.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.crash.CrashRun;
import dev.shm.crash.CrashRun.Outcome;
import dev.shm.pool.worker.CrashingMain;
import dev.shm.testkit.HangGuard;
import dev.shm.value.SharedIntArray;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A worker is killed before its N-th step, from when it opens the space until it has done its tasks, for every N. */
class WorkerCrashTest extends DeathFixture {
    private static final int TASKS = 3;

    /** Whether a task whose worker dies is tried again. */
    private enum Scenario {
        FAILS,
        TRIED_AGAIN
    }

    @Test
    @Tag("long")
    void kill_beforeEachStep_eachTaskEndsOnce() throws Exception {
        CrashRun.untilPassed("pool", Scenario.FAILS, false, n -> trial(Scenario.FAILS, n));
    }

    @Test
    @Tag("nightly")
    void kill_beforeEachStepWithARetry_eachTaskIsDone() throws Exception {
        CrashRun.untilPassed("pool", Scenario.TRIED_AGAIN, false, n -> trial(Scenario.TRIED_AGAIN, n));
    }

    /** What {@code mvn verify} has of it. */
    @Test
    void kill_beforeSomeSteps_eachTaskEndsOnce() throws Exception {
        for (int n = 1; n < 80; n += 13) {
            trial(Scenario.FAILS, n);
        }
    }

    private Outcome trial(Scenario scenario, int n) throws Exception {
        Path folder = Files.createDirectory(directory.resolve(scenario + "-" + n));
        SharedIntArray begun = SharedIntArray.create(space, "begun-" + scenario + "-" + n, TASKS);
        int retries = scenario == Scenario.FAILS ? 0 : 1;
        try (ProcessPool pool = ProcessPool.builder()
                .workers(1)
                .retries(retries)
                .jvmOptions(
                        "-D" + CrashingMain.STEP + "=" + n,
                        "-D" + CrashingMain.EVERY + "=false",
                        "-D" + CrashingMain.FOLDER + "=" + folder,
                        CrashingMain.class.getName())
                .build()) {
            List<CompletableFuture<Integer>> futures = new ArrayList<>();
            for (int i = 0; i < TASKS; i++) {
                int task = i;
                futures.add(pool.submit(() -> {
                    begun.incrementAndGet(task);
                    return task;
                }));
            }
            int failed = 0;
            for (int i = 0; i < TASKS; i++) {
                failed += end(futures.get(i), i) ? 0 : 1;
                assertTrue(begun.get(i) <= 1 + retries, "begun " + begun.get(i) + " times");
            }
            assertTrue(failed <= (retries == 0 ? 1 : 0), "failed " + failed);
            boolean survived = HangGuard.call("the last task", () -> pool.apply(CrashingMain::survive));
            return new Outcome(survived ? null : "step " + n, failed + " of " + TASKS + " tasks failed");
        }
    }

    /** Whether it was done; else its worker has died. */
    private static boolean end(CompletableFuture<Integer> future, int task) throws Exception {
        try {
            assertEquals(task, HangGuard.call("task " + task, () -> future.get()));
            return true;
        } catch (ExecutionException e) {
            assertInstanceOf(WorkerDiedException.class, e.getCause());
            return false;
        }
    }
}
