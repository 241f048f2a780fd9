package dev.shm.demos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.locks.InterProcessLock;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.value.SharedLong;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code shm demo counter --space NAME}. */
@ExtendWith(LeakCheck.class)
class CounterInSpaceTest {
    private static final String NAME = "counter-in-space-test";
    private static final int TERMINATED = 143;

    @AfterEach
    void deleteSpace() {
        SharedSpace.delete(NAME);
    }

    @Test
    void space_threeJvmsAtOnce_sumIsExact() {
        int jvms = 3;
        long increments = 200_000;
        List<ChildJvm> children = new ArrayList<>();
        List<Demo.Result> results = new ArrayList<>();
        try (SharedSpace space = SharedSpace.create(NAME)) {
            for (int i = 0; i < jvms; i++) {
                children.add(counter("--increments=" + increments));
            }
            holdBackUntilAllWait(Adder.lock(space), jvms);
            children.forEach(child -> results.add(Demo.await(child)));

            results.forEach(result -> assertEquals(0, result.status(), result::toString));
            assertEquals(jvms * increments, Adder.counter(space).get());
            assertEquals(
                    jvms * increments,
                    results.stream().mapToLong(Demo.Result::finalCounter).max().orElseThrow(),
                    "the last one saw it");
        } finally {
            children.forEach(ChildJvm::close);
        }
    }

    @Test
    void space_again_goesOnFromThere() {
        run("--increments=7");
        Demo.Result result = run();

        assertEquals(
                "Space " + NAME + ": the counter is at 7. Attached: only this JVM.",
                result.lines().get(0));
        assertEquals("Final counter: 1007", result.lastLine());
    }

    @Test
    void space_othersAttached_areNamed() {
        try (SharedSpace space = SharedSpace.create(NAME)) {
            Demo.Result result = run();

            assertTrue(
                    result.lines()
                            .get(0)
                            .endsWith("Attached: pid " + ProcessHandle.current().pid() + "."),
                    result::toString);
            assertEquals(1000, Adder.counter(space).get());
        }
    }

    @Test
    void space_processes_areWorkersOfIt() {
        Demo.Result result = run("--processes=3");

        assertEquals(3, result.countLines("  pid \\d+ added 1000, .*"), result::toString);
        assertEquals("Final counter: 3000", result.lastLine());
    }

    @Test
    void reset_alone_startsAnew() {
        run("--increments=7");
        Demo.Result result = run("--reset");

        assertTrue(result.lines().get(0).contains("reset from 7 to 0"), result::toString);
        assertEquals("Final counter: 1000", result.lastLine());
    }

    @Test
    void reset_othersCount_theyGoOnFromZero() {
        long increments = 3_000_000;
        try (SharedSpace space = SharedSpace.create(NAME);
                ChildJvm other = counter("--increments=" + increments)) {
            SharedLong counter = Adder.counter(space);
            HangGuard.await("counting", () -> counter.get() > 0);
            Demo.Result result = run("--reset");
            Demo.Result others = Demo.await(other);

            assertEquals(0, others.status(), others::toString);
            assertTrue(result.lines().get(0).contains("reset from"), result::toString);
            long total = counter.get();
            assertTrue(total >= 1000 && total < increments + 1000, "total=" + total + ", " + result + others);
        }
    }

    @Test
    void space_terminated_endsAfterAnIncrementAndTells() {
        try (SharedSpace space = SharedSpace.create(NAME);
                ChildJvm child = counter("--increments=1000000000000")) {
            SharedLong counter = Adder.counter(space);
            HangGuard.await("counting", () -> counter.get() > 0);
            child.signal("TERM");
            Demo.Result result = Demo.await(child);

            assertEquals(TERMINATED, result.status(), result::toString);
            assertEquals(counter.get(), result.finalCounter());
            assertTrue(result.errors().contains("missing"), result::toString);
            assertEquals(0, Adder.lock(space).deaths());
        }
    }

    private static ChildJvm counter(String... more) {
        List<String> arguments = new ArrayList<>(List.of("demo", "counter", "--space", NAME));
        arguments.addAll(List.of(more));
        return Demo.start(arguments.toArray(String[]::new));
    }

    private static Demo.Result run(String... more) {
        try (ChildJvm child = counter(more)) {
            Demo.Result result = Demo.await(child);
            assertEquals(0, result.status(), result::toString);
            return result;
        }
    }

    /** Started one after the other, each would be done before the next begins. */
    private static void holdBackUntilAllWait(InterProcessLock lock, int jvms) {
        HangGuard.run("hold back", () -> {
            lock.lock();
            try {
                HangGuard.await(jvms + " waiters", () -> lock.waiters() == jvms);
            } finally {
                lock.unlock();
            }
        });
    }
}
