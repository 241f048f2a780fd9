package dev.shm.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.shm.memory.Disk;
import dev.shm.memory.InternalThread;
import dev.shm.testkit.LeakCheck;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Somebody removes a table of processes between the look at it and its opening: it was not there, and no more. */
@ExtendWith(LeakCheck.class)
class GoneMeanwhileTest {
    private static final int SLOTS = 4;

    @TempDir
    private Path directory;

    private final TakingDisk disk = new TakingDisk();

    @Test
    void openOrCreate_unfinishedOneGone_makesTheSpace() throws IOException {
        Path unfinished = Files.createDirectory(directory.resolve(".new-space-1-1-1"));
        Files.createFile(unfinished.resolve(SpacePaths.PROCESSES));

        SharedSpace.openOrCreate(disk, space(), SLOTS).close();

        assertEquals(1, disk.taken);
        assertFalse(Files.exists(unfinished));
    }

    @Test
    void openOrCreate_spaceGone_makesIt() {
        SharedSpace.openOrCreate(Disk.SYSTEM, space(), SLOTS).close();

        SharedSpace.openOrCreate(disk, space(), SLOTS).close();

        assertEquals(1, disk.taken);
    }

    @Test
    void open_spaceGone_isNotFound() {
        SharedSpace.openOrCreate(Disk.SYSTEM, space(), SLOTS).close();

        assertThrows(NotFoundException.class, () -> SharedSpace.open(disk, space(), Opening.OPEN, SLOTS));
    }

    @Test
    void deleteAndSweep_spaceGone_sayThatThereWasNone() throws Exception {
        SharedSpace.openOrCreate(Disk.SYSTEM, space(), SLOTS).close();
        assertEquals(false, internally(() -> Sweep.delete(disk, space())));

        SharedSpace.openOrCreate(Disk.SYSTEM, space(), SLOTS).close();
        assertEquals(List.of(), internally(() -> Sweep.sweep(disk, directory)));
        assertEquals(2, disk.taken);
    }

    private Path space() {
        return directory.resolve("space");
    }

    private static Object internally(Callable<?> task) throws Exception {
        return InternalThread.call(task);
    }

    /** Finds that somebody was faster. */
    private static final class TakingDisk implements Disk {
        private int taken;

        @Override
        public FileChannel openFile(Path path) throws IOException {
            Files.delete(path);
            Files.delete(path.getParent());
            taken++;
            return Disk.super.openFile(path);
        }
    }
}
