package dev.shm.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LeakCheck.class)
class ChildJvmTest {

    /** Repeats what it is told until its input ends, or dies on demand. */
    static final class Echo {
        public static void main(String[] arguments) {
            Child.say("pid " + ProcessHandle.current().pid());
            for (String line = Child.awaitLine(); line != null; line = Child.awaitLine()) {
                switch (line) {
                    case "die" -> Child.killMyself();
                    case "prepare" -> Child.prepareToDie();
                    case "fail" -> throw new IllegalStateException("as told");
                    case "directory" -> Child.say(Path.of("").toAbsolutePath().toString());
                    case "variable" -> Child.say("variable " + System.getenv("ECHO_TEST"));
                    default -> Child.say("echo " + line);
                }
            }
            Child.say("bye " + String.join(",", arguments));
        }
    }

    @Test
    void awaitLine_conversation_findsLinesInOrder() {
        try (ChildJvm child = ChildJvm.start(Echo.class, "a b", "c\"d")) {
            assertEquals("pid " + child.pid(), child.awaitLine("pid"));
            child.send("one");
            child.send("two");
            assertEquals("echo two", child.awaitLine("echo two"));
            child.endInput();
            assertEquals("bye a b,c\"d", child.awaitLine(""));
            assertEquals(0, child.awaitExit());
            assertEquals("pid " + child.pid() + "\necho one\necho two\nbye a b,c\"d", child.output());
            assertEquals("", child.errors());
        }
    }

    @Test
    void awaitLine_childEndsFirst_failsWithAllOutput() {
        try (ChildJvm child = ChildJvm.start(Echo.class)) {
            child.send("fail");
            String message = assertThrows(AssertionError.class, () -> child.awaitLine("never"))
                    .getMessage();
            assertTrue(message.contains("exit code 1"), message);
            assertTrue(message.contains("pid " + child.pid()), message);
            assertTrue(message.contains("IllegalStateException: as told"), message);
        }
    }

    @Test
    void awaitLine_guardStrikes_failsWithThreadDumpOfChild() {
        try (ChildJvm child = ChildJvm.start(Echo.class)) {
            child.awaitLine("pid");
            String message = ShortGuard.failureOf(0.005, () -> child.awaitLine("never"));
            assertTrue(message.contains("within 300 ms"), message);
            assertTrue(message.contains("Full thread dump"), message);
            assertTrue(message.contains("Child.awaitLine"), message);
        }
    }

    @Test
    void kill_running_exitCodeIsKilled() {
        try (ChildJvm child = ChildJvm.start(Echo.class)) {
            child.kill();
            assertEquals(ChildJvm.KILLED, child.awaitExit());
            assertFalse(child.isAlive());
        }
    }

    @Test
    void signal_stopAndContinue_childAnswersAfterwards() {
        Requirements.linux();
        try (ChildJvm child = ChildJvm.start(Echo.class)) {
            child.awaitLine("pid");
            child.signal("STOP");
            assertTrue(Linux.isStopped(child.pid()));
            child.send("hello");
            assertFalse(child.output().contains("hello"));
            child.signal("CONT");
            child.awaitLine("echo hello");
            child.signal("STOP");
        }
    }

    @Test
    void start_withPrefix_pidIsThatOfTheJvm() {
        Requirements.unshare();
        try (ChildJvm child = ChildJvm.of(Echo.class)
                .prefix("unshare", "-p", "-f", "--mount-proc")
                .start()) {
            assertEquals("pid 1", child.awaitLine("pid"));
            assertNotEquals(1, child.pid());
            child.signal("STOP");
            child.kill();
            assertNotEquals(0, child.awaitExit());
        }
    }

    @Test
    void start_withOptions_childHasThem(@TempDir Path directory) {
        try (ChildJvm child = ChildJvm.of(Echo.class)
                .options("-XX:+UseParallelGC", "-Xmx96m")
                .environment("ECHO_TEST", "value")
                .directory(directory)
                .start()) {
            child.send("directory");
            child.awaitLine(directory.toString());
            child.send("variable");
            child.awaitLine("variable value");
        }
    }

    @Test
    void killMyself_preparedOrNot_diesBySigkill() {
        try (ChildJvm prepared = ChildJvm.start(Echo.class);
                ChildJvm unprepared = ChildJvm.start(Echo.class)) {
            prepared.send("prepare");
            prepared.send("die");
            unprepared.send("die");
            assertEquals(ChildJvm.KILLED, prepared.awaitExit());
            assertEquals(ChildJvm.KILLED, unprepared.awaitExit());
            assertFalse(prepared.output().contains("bye"));
        }
    }

    @Test
    void prepareToDie_firstInNamespace_isRefused() {
        Requirements.unshare();
        try (ChildJvm first = ChildJvm.of(Echo.class)
                        .prefix("unshare", "-p", "-f", "--mount-proc")
                        .start();
                ChildJvm second = ChildJvm.of(Echo.class)
                        .prefix("unshare", "-p", "-f", "--mount-proc", "sh", "-c", "\"$@\"; exit $?", "sh")
                        .start()) {
            first.send("prepare");
            second.send("die");
            assertEquals(1, first.awaitExit());
            assertTrue(first.errors().contains("pid=1"), first.errors());
            assertEquals(ChildJvm.KILLED, second.awaitExit());
        }
    }
}
