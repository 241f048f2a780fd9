package dev.shm.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import java.io.IOException;
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
