package dev.shm.benchmarks.workers;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MemoryFilesTest {
    @Test
    void delete_folderWithFoldersAndFiles_leavesNothing() throws IOException {
        Path folder = MemoryFiles.folder();
        Files.createDirectories(folder.resolve("a/b"));
        Files.write(folder.resolve("a/b/file"), new byte[1]);
        Files.write(folder.resolve("file"), new byte[1]);
        MemoryFiles.delete(folder);
        assertFalse(Files.exists(folder));
    }
}
