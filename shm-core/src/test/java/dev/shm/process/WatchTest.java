package dev.shm.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.Requirements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WatchTest {
    static final class Living {
        public static void main(String[] arguments) {
            Child.say("here");
            Child.awaitLine();
        }
    }

    /** Its name is what stands in its line of {@code /proc} before the fields. */
    static final class Disguised {
        public static void main(String[] arguments) throws IOException {
            Files.writeString(Path.of("/proc/self/comm"), ") Z 1 1 1 1 1 4");
            Child.say("here");
            Child.awaitLine();
        }
    }

    @Test
    void look_processThatLives_runs() {
        try (ChildJvm child = ChildJvm.start(Living.class)) {
            child.awaitLine("here");
            Watch watch = Watch.open(child.pid(), ProcFs.startTicks(child.pid()));
            assertNotNull(watch);
            assertEquals(Sign.RUNS, watch.look());
            assertEquals(Sign.RUNS, watch.look());
            watch.close();
        }
    }

    @Test
    void look_processThatWasKilled_isExitingOrGoneAndNeverRunsAgain() {
        try (ChildJvm child = ChildJvm.start(Living.class)) {
            child.awaitLine("here");
            Watch watch = Watch.open(child.pid(), ProcFs.startTicks(child.pid()));
            assertNotNull(watch);
            child.kill();
            HangGuard.await("the end of the child", () -> watch.look() != Sign.RUNS);
            child.awaitExit();
            assertNotEquals(Sign.RUNS, watch.look());
            watch.close();
        }
    }

    /** Its leading thread ends, so that the process looks like a zombie, and another one goes on. */
    private static final String LEADERLESS = """
            import ctypes, os, sys, threading
            def run():
                print('here', flush=True)
                sys.stdin.read()
            threading.Thread(target=run).start()
            ctypes.CDLL(None).syscall({'x86_64': 60, 'aarch64': 93}[os.uname().machine], 0)
            """;

    @Test
    void look_onlyLeadingThreadHasEnded_runs() throws IOException {
        Requirements.command("python3");
        Process process = new ProcessBuilder("python3", "-c", LEADERLESS)
                .redirectError(Redirect.INHERIT)
                .start();
        try {
            assertEquals('h', process.getInputStream().read());
            Path stat = Path.of("/proc/" + process.pid() + "/stat");
            HangGuard.await("end of the leading thread", () -> read(stat).contains(") Z "));
            long startTicks = ProcFs.startTicks(process.pid());
            Watch watch = Watch.open(process.pid(), startTicks);
            assertNotNull(watch);
            assertEquals(Sign.RUNS, watch.look());
            assertEquals(Sign.RUNS, ProcFs.look(process.pid(), startTicks));
            process.getOutputStream().close();
            HangGuard.await("end of the other thread", () -> watch.look() != Sign.RUNS);
            watch.close();
        } finally {
            process.destroyForcibly();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void open_otherStartTicks_isNone() {
        long pid = ProcessHandle.current().pid();
        assertNull(Watch.open(pid, ProcFs.startTicks(pid) + 1));
    }

    @Test
    void look_processNamedLikeAZombie_runs() {
        try (ChildJvm child = ChildJvm.start(Disguised.class)) {
            child.awaitLine("here");
            Watch watch = Watch.open(child.pid(), ProcFs.startTicks(child.pid()));
            assertNotNull(watch);
            assertEquals(Sign.RUNS, watch.look());
            watch.close();
        }
    }
}
