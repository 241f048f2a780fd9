package dev.shm.benchmarks.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of peers: in memory where that can be, as ours are. */
final class MemoryFile {
    private MemoryFile() {}

    /** Makes an empty one. */
    static Path create() throws IOException {
        Path memory = Path.of("/dev/shm");
        return Files.isDirectory(memory)
                ? Files.createTempFile(memory, "shm-bench-", ".file")
                : Files.createTempFile("shm-bench-", ".file");
    }
}
