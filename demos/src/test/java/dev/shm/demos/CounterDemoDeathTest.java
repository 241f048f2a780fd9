package dev.shm.demos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.space.NotFoundException;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code shm demo counter} when one of its processes is killed. */
@ExtendWith(LeakCheck.class)
class CounterDemoDeathTest {
    private static final String ENDLESS = "--increments=1000000000000";
    private static final int TERMINATED = 143;

    @Test
    void counter_workerKilled_tellsWhoAndWhatIsMissing() {
        long increments = 2_000_000;
        try (RunningDemo demo = RunningDemo.start("demo", "counter", "--processes=2", "--increments=" + increments)) {
            List<ProcessHandle> workers = demo.awaitCounting();
            // With the lock in our hands they can't be done before one is killed.
            HangGuard.run("kill", () -> {
                demo.lock().lock();
                try {
                    workers.get(0).destroyForcibly();
                    workers.get(0).onExit().join();
                } finally {
                    demo.lock().unlock();
                }
            });
            Demo.Result result = Demo.await(demo.child());

            assertEquals(1, result.status(), result::toString);
            String dead = result.lines().stream()
                    .filter(line -> line.contains("pid " + workers.get(0).pid() + " "))
                    .findFirst()
                    .orElseThrow();
            Matcher matcher = Pattern.compile(".* was killed \\(SIGKILL\\) after (\\d+) of " + increments)
                    .matcher(dead);
            assertTrue(matcher.matches(), result::toString);
            long shareOfDead = Long.parseLong(matcher.group(1));
            assertEquals(increments + shareOfDead, result.finalCounter(), result::toString);
            assertTrue(
                    result.errors().contains((increments - shareOfDead) + " are missing"),
                    "errors: " + result.errors());
        }
    }

    @Test
    void counter_allWorkersKilled_endsAndTells() {
        try (RunningDemo demo = RunningDemo.start("demo", "counter", "--processes=2", ENDLESS)) {
            demo.awaitCounting().forEach(ProcessHandle::destroyForcibly);
            Demo.Result result = Demo.await(demo.child());

            assertEquals(1, result.status(), result::toString);
            assertEquals(
                    2, result.countLines("  pid \\d+ was killed \\(SIGKILL\\) after \\d+ of .*"), result::toString);
            assertEquals(demo.counter().get(), result.finalCounter());
        }
    }

    @Test
    void counterByLambdas_terminated_saysNothingMoreAndLeavesNothing() {
        try (ChildJvm demo = Demo.start("demo", "counter", "--lambda", "--processes=2", ENDLESS)) {
            HangGuard.await(
                    "two that count",
                    () -> SharedSpace.list().stream().anyMatch(CounterDemoDeathTest::hasThreeProcessesAndACounter));
            demo.signal("TERM");
            Demo.Result result = Demo.await(demo);

            assertEquals(TERMINATED, result.status(), result::toString);
            assertEquals(1, result.lines().size(), result::toString);
            assertEquals(List.of(), SharedSpace.list(), "spaces that are left");
        }
    }

    private static boolean hasThreeProcessesAndACounter(String name) {
        try (SharedSpace space = SharedSpace.open(name)) {
            return space.processes().size() == 2 + 1 + 1
                    && space.objects().stream().anyMatch(object -> object.name().equals("counter"));
        } catch (NotFoundException e) {
            return false;
        }
    }

    @Test
    void counter_parentKilled_workersEndAndTakeTheSpaceAway() {
        try (RunningDemo demo = RunningDemo.start("demo", "counter", "--processes=2", ENDLESS)) {
            List<ProcessHandle> workers = demo.awaitCounting();
            demo.leave();
            demo.child().kill();

            HangGuard.await("end of the workers", () -> workers.stream().noneMatch(ProcessHandle::isAlive));
            assertEquals(ChildJvm.KILLED, demo.child().awaitExit());
            assertEquals(List.of(), SharedSpace.list());
        }
    }

    @Test
    void counter_parentAndWorkersKilled_nextDemoTakesTheSpaceAway() {
        try (RunningDemo demo = RunningDemo.start("demo", "counter", "--processes=1", ENDLESS)) {
            List<ProcessHandle> workers = demo.awaitCounting();
            demo.leave();
            workers.forEach(worker -> suspend(worker.pid()));
            demo.child().kill();
            HangGuard.await("end of the parent", () -> !demo.child().isAlive());
            workers.forEach(ProcessHandle::destroyForcibly);
            HangGuard.await("end of the workers", () -> workers.stream().noneMatch(ProcessHandle::isAlive));
        }
        assertEquals(1, SharedSpace.list().size());

        Demo.run("demo", "counter", "--processes=1");

        assertEquals(List.of(), SharedSpace.list());
    }

    @Test
    void counter_terminated_leavesNothing() {
        try (RunningDemo demo = RunningDemo.start("demo", "counter", "--processes=2", ENDLESS)) {
            List<ProcessHandle> workers = demo.awaitCounting();
            demo.leave();
            demo.child().signal("TERM");
            Demo.Result result = Demo.await(demo.child());

            assertEquals(TERMINATED, result.status(), result::toString);
            assertEquals("", result.errors());
            assertTrue(workers.stream().noneMatch(ProcessHandle::isAlive));
            assertEquals(List.of(), SharedSpace.list());
        }
    }

    private static void suspend(long pid) {
        try {
            new ProcessBuilder("kill", "-STOP", Long.toString(pid)).start().waitFor();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
