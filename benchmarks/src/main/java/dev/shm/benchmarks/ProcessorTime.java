package dev.shm.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The processor time that a process has had, to the nanosecond: {@code /proc/<pid>/stat} counts hundredths of a second. */
final class ProcessorTime {
    private ProcessorTime() {}

    /** The sum over its living threads. */
    static long nanos(long pid) throws IOException {
        List<Path> tasks;
        try (Stream<Path> list = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            tasks = list.toList();
        }
        long sum = 0;
        for (Path task : tasks) {
            try {
                sum += Long.parseLong(
                        Files.readString(task.resolve("schedstat")).split(" ")[0]);
            } catch (NoSuchFileException e) {
                continue; // it has ended
            }
        }
        return sum;
    }
}
