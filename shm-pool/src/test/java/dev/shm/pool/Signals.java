package dev.shm.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shm.testkit.HangGuard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Signals to processes that the test kit has not started itself. */
final class Signals {
    private Signals() {}

    /** Returns when the process has stopped, if it is STOP. */
    static void send(String signal, long pid) throws InterruptedException {
        try {
            Process kill = new ProcessBuilder(List.of("kill", "-s", signal, Long.toString(pid)))
                    .inheritIO()
                    .start();
            assertEquals(0, kill.waitFor());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (signal.equals("STOP")) {
            HangGuard.await("stop of " + pid, () -> state(pid) == 'T');
        }
    }

    private static char state(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return 'X';
        }
    }
}
