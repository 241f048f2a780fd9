package dev.shm.benchmarks.workers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What Linux tells of the current thread. */
final class ThreadStatus {
    private ThreadStatus() {}

    /**
     * {@return a value, such as {@code 0-3,8} of {@code Cpus_allowed_list}; empty if that is not told}
     * @throws IOException if nothing is told at all
     */
    static Optional<String> get(String name) throws IOException {
        String start = name + ":";
        return Files.readAllLines(Path.of("/proc/thread-self/status")).stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()).trim())
                .findFirst();
    }
}
