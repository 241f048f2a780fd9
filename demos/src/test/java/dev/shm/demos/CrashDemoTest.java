package dev.shm.demos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code shm demo crash}. */
@ExtendWith(LeakCheck.class)
class CrashDemoTest {

    @Test
    void crash_ownerKilledHalfWay_heirUndoesAndCountIsExact() {
        Demo.Result result = Demo.run("demo", "crash");

        assertEquals(0, result.status(), result::toString);
        assertEquals("Final counter: 3500", result.lastLine());
        assertEquals("", result.errors());
        assertEquals(1, result.countLines("kill -9 \\d+"), result::toString);
        assertEquals(1, result.countLines("pid \\d+, thread \\d+, died with the lock, token \\d+.*"), result::toString);
        assertEquals(3, result.countLines("  pid \\d+ waited \\d+\\.\\d ms, .*added 1000"), result::toString);
        assertEquals(1, result.countLines(".* found counter 501, copy 500, undid it, .*"), result::toString);
    }

    @Test
    void crash_survivorKilledToo_isToldAndFails() {
        try (RunningDemo demo = RunningDemo.start("demo", "crash")) {
            ProcessHandle survivor = demo.awaitWorker(CrashSurvivor.class);
            // Nobody gets far while the lock is in our hands.
            HangGuard.run("kill", () -> {
                demo.lock().lock();
                try {
                    survivor.destroyForcibly();
                    survivor.onExit().join();
                } finally {
                    demo.lock().unlock();
                }
            });
            Demo.Result result = Demo.await(demo.child());

            assertEquals(1, result.status(), result::toString);
            assertEquals(
                    1, result.countLines("  pid " + survivor.pid() + " was killed \\(SIGKILL\\)"), result::toString);
            assertEquals(2500, result.finalCounter(), result::toString);
        }
    }
}
