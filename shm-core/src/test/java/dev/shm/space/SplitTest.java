package dev.shm.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.shm.memory.Disk;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.LogCapture;
import dev.shm.testkit.Requirements;
import dev.shm.value.SharedLong;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Row 14 of the fault matrix: the directory of an open space is renamed, removed or made anew behind its back. */
@ExtendWith(LeakCheck.class)
class SplitTest {
    @TempDir
    private Path directory;

    private LogCapture log;

    @BeforeEach
    void listen() {
        Requirements.linux();
        log = new LogCapture("dev.shm.space");
    }

    @AfterEach
    void listenNoMore() {
        if (log != null) {
            log.close();
        }
    }

    private Path path() {
        return directory.resolve("space");
    }

    private void removeByHand() throws IOException {
        Removal.removeDirectory(Disk.SYSTEM, path());
    }

    private String awaitWarning() {
        HangGuard.await("warning", () -> !log.said().isEmpty());
        return log.said().get(0);
    }

    private static String key(Path space) throws IOException {
        return FileFacts.of(space.resolve(SpacePaths.PROCESSES)).key();
    }

    @Test
    void hasJustSplit_replaced_onceAndNotBeforeItWasThere() throws IOException {
        SharedSpace.create(path()).close();
        String key = key(path());
        SplitWatch unnamed = new SplitWatch(directory.resolve("later"), key);
        SplitWatch watch = new SplitWatch(path(), key);
        assertEquals(false, watch.hasJustSplit());
        assertEquals(false, unnamed.hasJustSplit());
        Files.move(path(), directory.resolve("later"));
        SharedSpace.create(path()).close();

        assertEquals(true, watch.hasJustSplit());
        assertEquals(false, watch.hasJustSplit());
        assertEquals(false, unnamed.hasJustSplit());
    }

    @Test
    void open_removedAndMadeAnew_isAnotherSpaceAndTold() throws IOException {
        try (SharedSpace old = SharedSpace.create(path())) {
            SharedLong value = SharedLong.create(old, "value", 7);
            awaitUpkeep(old);
            removeByHand();
            try (SharedSpace anew = SharedSpace.create(path())) {
                assertThrows(NotFoundException.class, () -> SharedLong.open(anew, "value"));
                assertEquals(
                        true,
                        awaitWarning().contains(path().toString()),
                        () -> log.said().toString());
                SharedLong.create(anew, "value", 8);
                assertEquals(7, value.get());
                assertEquals(1, anew.processes().size());
            }
        }
        assertEquals(1, log.said().size(), () -> log.said().toString());
    }

    @Test
    void open_renamed_isFoundAtItsNewPathAndTold() throws IOException {
        Path moved = directory.resolve("moved");
        try (SharedSpace space = SharedSpace.create(path())) {
            SharedLong value = SharedLong.create(space, "value", 7);
            awaitUpkeep(space);
            Files.move(path(), moved);
            assertThrows(NotFoundException.class, () -> SharedSpace.open(path()));
            try (SharedSpace same = SharedSpace.open(moved)) {
                assertEquals(7, value.getAndIncrement());
                assertEquals(1, same.processes().size());
            }
            awaitWarning();
        }
        try (SharedSpace space = SharedSpace.open(moved)) {
            assertEquals(8, SharedLong.open(space, "value").get());
        }
    }

    /** Until the mourner has taken care of the space: it takes the byte again that is lost here. */
    private static void awaitUpkeep(SharedSpace space) throws IOException {
        Path processes = space.path().resolve(SpacePaths.PROCESSES);
        String inode = ":" + Files.getAttribute(processes, "unix:ino") + " ";
        String own = " " + ProcessHandle.current().pid() + " ";
        FileChannel.open(processes).close();
        HangGuard.await("upkeep", () -> locks().stream().anyMatch(line -> line.contains(own) && line.contains(inode)));
    }

    private static List<String> locks() {
        try {
            return Files.readAllLines(Path.of("/proc/locks"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
