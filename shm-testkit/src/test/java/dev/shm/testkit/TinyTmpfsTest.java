package dev.shm.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class TinyTmpfsTest {

    @BeforeEach
    void requireMounts() {
        Requirements.tmpfsMount();
    }

    @Test
    void mount_writeTooMuch_isFull() throws IOException {
        Path path;
        try (TinyTmpfs tmpfs = TinyTmpfs.mount(16_384)) {
            path = tmpfs.path();
            assertEquals(16_384, Files.getFileStore(path).getTotalSpace());
            Files.write(path.resolve("fits"), new byte[8_192]);
            assertThrows(IOException.class, () -> Files.write(path.resolve("big"), new byte[16_384]));
        }
        assertFalse(Files.exists(path));
    }

    @Test
    void remountReadOnly_thenWritable_refusesThenAllows() throws IOException {
        try (TinyTmpfs tmpfs = TinyTmpfs.mount(16_384, "nr_inodes=4")) {
            Path file = tmpfs.path().resolve("file");
            tmpfs.remountReadOnly();
            assertThrows(FileSystemException.class, () -> Files.createFile(file));
            tmpfs.remountWritable();
            Files.createFile(file);
            assertEquals(16_384, Files.getFileStore(file).getTotalSpace());
        }
    }

    @Test
    void close_uncollectedMapping_unmounts() throws IOException {
        try (TinyTmpfs tmpfs = TinyTmpfs.mount(16_384)) {
            Path file = Files.write(tmpfs.path().resolve("mapped"), new byte[4_096]);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                assertTrue(channel.map(FileChannel.MapMode.READ_ONLY, 0, 4_096).hasRemaining());
            }
        }
    }
}
