package dev.shm.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeakCheckTest {

    /** Leaves a grandchild when it is killed: that one is an orphan then. */
    static final class Forker {
        public static void main(String[] arguments) throws IOException {
            Process orphan = new ProcessBuilder("sleep", "1000").start();
            Child.say("orphan " + orphan.pid());
            Child.awaitLine();
        }
    }

    @TempDir
    private Path directory;

    @BeforeEach
    void requireLinux() {
        Requirements.linux();
    }

    @Test
    void end_nothingLeft_passes() throws IOException {
        Files.createFile(directory.resolve("before"));
        LeakCheck.begin();
        LeakCheck.watch(directory);
        Files.delete(Files.createFile(directory.resolve("during")));
        ChildJvm.start(Forker.class).close();
        assertDoesNotThrow(() -> LeakCheck.end("clean"));
    }

    @Test
    void end_fileLeft_fails() throws IOException {
        LeakCheck.begin();
        LeakCheck.watch(directory);
        Files.createFile(Files.createDirectory(directory.resolve("space")).resolve("leaked"));
        assertLeak("file " + directory.toRealPath().resolve("space/leaked"));
    }

    @Test
    void end_mappingLeft_failsUntilCollected() {
        LeakCheck.begin();
        LeakCheck.watch(directory);
        MappedByteBuffer mapping = map(directory.resolve("mapped"));
        assertLeak("mapping of " + directory.resolve("mapped"));
        mapping.put(0, (byte) 1);
    }

    @Test
    void end_mappingDropped_passes() {
        LeakCheck.begin();
        LeakCheck.watch(directory);
        map(directory.resolve("mapped"));
        assertDoesNotThrow(() -> LeakCheck.end("dropped"));
    }

    @Test
    void end_orphanLeft_failsAndKillsIt() {
        LeakCheck.begin();
        String orphan;
        try (ChildJvm child = ChildJvm.start(Forker.class)) {
            orphan = child.awaitLine("orphan ").substring("orphan ".length());
        }
        assertLeak("process " + orphan + " ");
        HangGuard.await(
                "death of the orphan",
                () -> Descendants.alive().stream().noneMatch(process -> process.pid() == Long.parseLong(orphan)));
    }

    private static void assertLeak(String leak) {
        String message = ShortGuard.failureOf(0.02, () -> LeakCheck.end("class"));
        assertTrue(message.startsWith("class has left behind:"), message);
        assertTrue(message.contains(leak), message);
    }

    /** Maps a file that is already deleted. */
    private static MappedByteBuffer map(Path file) {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer mapping = channel.map(FileChannel.MapMode.READ_WRITE, 0, 4096);
            Files.delete(file);
            return mapping;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
