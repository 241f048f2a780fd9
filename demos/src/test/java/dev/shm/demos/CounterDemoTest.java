package dev.shm.demos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.LeakCheck;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code shm demo counter} in a space of its own. */
@ExtendWith(LeakCheck.class)
class CounterDemoTest {

    @Test
    void counter_noOptions_fourJvmsCountToFourThousand() {
        Demo.Result result = Demo.run("demo", "counter");

        assertEquals(0, result.status(), result::toString);
        assertEquals("Final counter: 4000", result.lastLine());
        assertEquals(
                4,
                result.countLines("  pid \\d+ added 1000, found the lock taken (once|\\d+ times)"),
                result::toString);
        assertEquals("", result.errors(), "nothing is said, nor shown, on what isn't a terminal");
    }

    @Test
    void counter_processesAndIncrements_areTaken() {
        Demo.Result result = Demo.run("demo", "counter", "--processes", "2", "--increments=12345");

        assertEquals(0, result.status(), result::toString);
        assertEquals("Final counter: 24690", result.lastLine());
        assertEquals(2, result.countLines("  pid \\d+ added 12345, .*"), result::toString);
    }

    @Test
    void counter_noIncrements_endsWithZero() {
        Demo.Result result = Demo.run("demo", "counter", "--processes=1", "--increments=0");

        assertEquals(0, result.status(), result::toString);
        assertEquals("Final counter: 0", result.lastLine());
    }

    @Test
    void counter_byLambdas_countsAlike() {
        Demo.Result result = Demo.run("demo", "counter", "--lambda");

        assertEquals(0, result.status(), result::toString);
        assertEquals(
                List.of(
                        "4 SharedProcesses, each adds 1000 to a counter in shared memory, under one lock.",
                        "Final counter: 4000"),
                result.lines());
        assertEquals("", result.errors(), "nothing is said, nor shown, on what isn't a terminal");
    }

    @Test
    void counter_onTerminal_showsProgressOnErrorsOnly() {
        try (ChildJvm child = ChildJvm.of(Main.class, "demo", "counter", "--processes=2")
                .options("-D" + Progress.COLUMNS_PROPERTY + "=80")
                .start()) {
            Demo.Result result = Demo.await(child);

            assertEquals(0, result.status(), result::toString);
            assertEquals("Final counter: 2000", result.lastLine());
            assertTrue(result.errors().contains("Counting"), result::toString);
            assertTrue(result.errors().contains("100%"), result::toString);
            assertTrue(result.errors().lines().allMatch(line -> line.length() < 80), result::toString);
            assertTrue(result.lines().stream().noneMatch(line -> line.contains("%")), result::toString);
        }
    }
}
