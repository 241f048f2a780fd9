package dev.shm.demos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.pool.ProcessPool;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.LeakCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line of {@code shm}, and the commands that are no demos. */
@ExtendWith(LeakCheck.class)
class CommandLineTest {
    private static final String NAME = "command-line-test";

    @Test
    void help_always_namesAllCommands() {
        Demo.Result result = Demo.run("--help");

        assertEquals(0, result.status(), result::toString);
        for (String command : new String[] {"demo", "bench", "pool", "spaces", "sweep", "delete"}) {
            assertEquals(1, result.countLines("  " + command + " .*"), result::toString);
        }
        assertTrue(result.lines().stream().allMatch(line -> line.length() <= 80), result::toString);
    }

    @Test
    void demo_withoutName_listsDemos() {
        Demo.Result result = Demo.run("demo");

        assertEquals(0, result.status(), result::toString);
        assertEquals(1, result.countLines("  counter .*"), result::toString);
        assertEquals(1, result.countLines("  crash .*"), result::toString);
    }

    @Test
    void version_ofACommand_isOurs() {
        Demo.Result result = Demo.run("demo", "--version");

        assertEquals(0, result.status(), result::toString);
        assertTrue(result.lines().get(0).matches("shm \\d+\\.\\d+.*"), result::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cuonter",
                "demo cuonter",
                "demo counter --proceses 4",
                "demo counter --processes 0",
                "demo counter --processes 1001",
                "demo counter --increments many",
                "demo counter --increments -1",
                "demo counter --reset",
                "demo counter --lambda --space x",
                "demo counter --space a/b",
                "demo counter --space ..",
                "demo crash now",
                "delete",
                "delete a/b",
            })
    void run_mistake_isOneLineAndStatusTwo(String line) {
        Demo.Result result = Demo.run(line.split(" "));

        assertEquals(2, result.status(), result::toString);
        assertTrue(result.errors().matches("shm: .*; see `shm.* --help`\\R?"), result::toString);
        assertTrue(result.lines().isEmpty(), result::toString);
    }

    @Test
    void run_worldRefuses_isOneLineAndStatusOne() throws IOException {
        Path occupied;
        try (SharedSpace space = SharedSpace.create(NAME)) {
            occupied = space.path();
        }
        SharedSpace.delete(NAME);
        Files.writeString(occupied, "not a space");
        try {
            Demo.Result result = Demo.run("demo", "counter", "--space", NAME);

            assertEquals(1, result.status(), result::toString);
            assertTrue(result.errors().matches("shm: .*" + NAME + ".*\\R?"), result::toString);
        } finally {
            Files.delete(occupied);
        }
    }

    @Test
    void pool_oneIsThere_isListedWithItsWorkers() throws InterruptedException {
        try (ProcessPool pool =
                ProcessPool.builder().workers(1).name("of-this-test").build()) {
            assertEquals(2, pool.apply(() -> 1 + 1));
            Demo.Result result = Demo.run("pool");

            assertEquals(0, result.status(), result::toString);
            assertEquals(
                    1,
                    result.countLines(
                            "of-this-test, process " + ProcessHandle.current().pid() + ", 0 tasks wait"),
                    result::toString);
            assertEquals(1, result.countLines("  1 +" + pool.workers().get(0).pid() + " +idle +\\d"), result::toString);
        }
    }

    @Test
    void spaces_oneInUse_listsObjectsAndProcesses() {
        try (SharedSpace space = SharedSpace.create(NAME)) {
            Adder.counter(space);
            Demo.Result result = Demo.run("spaces");

            assertEquals(0, result.status(), result::toString);
            assertEquals(1, result.countLines(".*/" + NAME), result::toString);
            assertEquals(1, result.countLines("  objects: counter \\(\\d+ bytes\\)"), result::toString);
            assertEquals(
                    1, result.countLines("  process: " + ProcessHandle.current().pid() + " .*"), result::toString);
            assertEquals(1, Demo.run("delete", NAME).status(), "in use");
        } finally {
            SharedSpace.delete(NAME);
        }
    }

    @Test
    void delete_unused_isGone() {
        SharedSpace.create(NAME).close();

        assertEquals(0, Demo.run("delete", NAME).status());
        assertEquals("No spaces.", Demo.run("spaces").lastLine());
        assertEquals(1, Demo.run("delete", NAME).status());
        assertEquals("Nothing to remove.", Demo.run("sweep").lastLine());
    }
}
