package dev.shm.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.locks.InterProcessEvent;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process and the one that started it: whichever ends first, in whatever way, nothing is left. LeakCheck asks the system. */
@ExtendWith(LeakCheck.class)
class SharedProcessParentTest {
    private final SharedSpace space = SharedSpace.temporary();

    @AfterEach
    void closeSpace() {
        space.close();
    }

    /** Starts one process, says its PID, and does what it is told; {@code space} keeps an event that is set when it runs. */
    static final class Parent {
        public static void main(String[] arguments) throws InterruptedException {
            try (SharedSpace space = SharedSpace.open(Path.of(arguments[0]))) {
                InterProcessEvent runs = InterProcessEvent.openOrCreate(space, "runs");
                SharedProcess.Builder builder = SharedProcess.builder().captureOutput(); // it keeps none of our streams
                if (arguments[1].equals("daemon")) {
                    builder.daemon();
                }
                InterProcessEvent mayEnd = InterProcessEvent.openOrCreate(space, "may-end");
                SharedProcess process = builder.start(() -> {
                    runs.set();
                    while (!mayEnd.isSet()) {
                        LockSupport.parkNanos(1_000_000); // and hears no interrupt
                    }
                });
                Child.say("started " + process.pid());
                String command = Child.awaitLine();
                if (command.equals("exit")) {
                    System.exit(0);
                }
            }
        }
    }

    private ChildJvm start(String kind) {
        return ChildJvm.start(Parent.class, space.path().toString(), kind);
    }

    private static ProcessHandle child(ChildJvm parent) {
        return ProcessHandle.of(Long.parseLong(parent.awaitLine("started ").substring("started ".length())))
                .orElseThrow();
    }

    private void awaitRunning() throws InterruptedException {
        HangGuard.run("start", InterProcessEvent.openOrCreate(space, "runs")::await);
    }

    private static void awaitEnd(ProcessHandle process) {
        HangGuard.await("end of " + process.pid(), () -> !process.isAlive());
    }

    @Test
    void kill_parent_processEnds() throws InterruptedException {
        try (ChildJvm parent = start("normal")) {
            ProcessHandle process = child(parent);
            awaitRunning();
            parent.kill();
            awaitEnd(process);
        }
    }

    @Test
    void kill_parentWhileTheProcessStarts_processEnds() {
        try (ChildJvm parent = start("normal")) {
            ProcessHandle process = child(parent);
            parent.kill();
            parent.awaitExit();
            awaitEnd(process);
            // It can't have removed the space if it came too late to attach.
            SharedSpace.sweep();
        }
    }

    @Test
    void kill_parentWhileTheProcessIsStopped_processEndsOnceItGoesOn() throws InterruptedException {
        try (ChildJvm parent = start("normal")) {
            ProcessHandle process = child(parent);
            awaitRunning();
            Signals.send("STOP", process.pid());
            parent.kill();
            parent.awaitExit();
            assertTrue(process.isAlive());
            Signals.send("CONT", process.pid());
            awaitEnd(process);
        }
    }

    @ParameterizedTest
    @CsvSource({"normal, exit", "daemon, return"})
    void end_parentThatDoesNotWait_processEnds(String kind, String command) throws InterruptedException {
        try (ChildJvm parent = start(kind)) {
            ProcessHandle process = child(parent);
            awaitRunning();
            parent.send(command);
            assertEquals(0, parent.awaitExit());
            awaitEnd(process);
        }
    }

    @Test
    void mainReturns_processIsNoDaemon_parentWaitsForIt() throws InterruptedException {
        try (ChildJvm parent = start("normal")) {
            ProcessHandle process = child(parent);
            awaitRunning();
            parent.send("return");
            HangGuard.await("end of main", () -> space.processes().stream().noneMatch(p -> p.pid() == parent.pid()));
            assertTrue(process.isAlive());
            InterProcessEvent.openOrCreate(space, "may-end").set();
            assertEquals(0, parent.awaitExit());
            assertFalse(process.isAlive());
        }
    }

    @Test
    void kill_process_parentTellsAndTheSpaceIsGone() {
        try (ChildJvm parent = start("normal")) {
            ProcessHandle process = child(parent);
            process.destroyForcibly();
            parent.send("return");
            assertEquals(0, parent.awaitExit());
        }
        assertTrue(Files.isDirectory(space.path())); // ours is still there; LeakCheck looks for the other one
    }
}
