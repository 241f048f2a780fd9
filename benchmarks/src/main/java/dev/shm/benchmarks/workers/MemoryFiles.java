package dev.shm.benchmarks.workers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Files of peers: in memory where that can be, as ours are. */
public final class MemoryFiles {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final String PREFIX = "shm-bench-";

    private MemoryFiles() {}

    /** Makes an empty file. */
    public static Path file() throws IOException {
        return Files.isDirectory(MEMORY)
                ? Files.createTempFile(MEMORY, PREFIX, ".file")
                : Files.createTempFile(PREFIX, ".file");
    }

    /** Makes an empty folder. */
    public static Path folder() throws IOException {
        return Files.isDirectory(MEMORY)
                ? Files.createTempDirectory(MEMORY, PREFIX)
                : Files.createTempDirectory(PREFIX);
    }

    /** Removes a folder, and all that is in it. */
    public static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
