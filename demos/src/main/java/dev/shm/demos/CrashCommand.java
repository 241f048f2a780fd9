package dev.shm.demos;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code shm demo crash}. */
@Command(
        name = "crash",
        description =
                "Kills a JVM (SIGKILL) in the middle of an update, with the lock others wait for: they inherit the lock,"
                        + " undo the half update, and the count is exact.")
final class CrashCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        try (Stage stage = Stage.open()) {
            return new CrashDemo(stage).run();
        }
    }
}
