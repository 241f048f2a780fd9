package dev.shm.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.memory.Disk;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Requirements;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Closing any channel of a file drops the locks of the whole process on it; the table notices and takes its byte again. */
@ExtendWith(LeakCheck.class)
class KeepAliveTest {
    private static final int SLOTS = 4;

    @TempDir
    private Path directory;

    /** A table of its own file, attached to. */
    private static final class Attached implements AutoCloseable {
        private final Path path;
        private final LifeFile file;
        private final ProcessTable table;

        Attached(Path path, Disk disk) throws IOException {
            this.path = path;
            FileChannel channel = disk.createFile(path);
            disk.write(channel, ByteBuffer.allocate((int) ProcessTable.fileLengthBytes(SLOTS)), 0);
            file = LifeFile.adopt(
                    Files.getAttribute(path, "unix:dev") + ":" + Files.getAttribute(path, "unix:ino"), channel);
            table = new ProcessTable(
                    path.toString(),
                    disk.map(channel, ProcessTable.fileLengthBytes(SLOTS), path.toString()),
                    file,
                    SLOTS,
                    disk);
            table.attach();
        }

        boolean holdsByte() {
            return file.holds(SlotLayout.slot(table.self().slot()));
        }

        void loseByte() throws IOException {
            FileChannel.open(path).close();
        }

        @Override
        public void close() throws IOException {
            table.detach();
            file.close();
        }
    }

    @BeforeAll
    static void requireLinux() {
        Requirements.linux();
    }

    @Test
    void keepAlive_byteLost_takesItAgain() throws IOException {
        try (Attached attached = new Attached(directory.resolve("one"), Disk.SYSTEM)) {
            assertTrue(attached.holdsByte(), "after attach");
            attached.loseByte();
            assertFalse(attached.holdsByte(), "after another channel was closed");

            attached.table.keepAlive(null);

            assertTrue(attached.holdsByte(), "after keepAlive");
        }
    }

    @Test
    void keepAlive_sameSlotOfAnotherSpaceHeld_takesItAgain() throws IOException {
        try (Attached lost = new Attached(directory.resolve("lost"), Disk.SYSTEM);
                Attached kept = new Attached(directory.resolve("kept"), Disk.SYSTEM)) {
            assertEquals(kept.table.self().slot(), lost.table.self().slot(), "the same slot");
            lost.loseByte();
            assertFalse(lost.holdsByte(), "what is held is the byte of another file");

            lost.table.keepAlive(null);

            assertTrue(lost.holdsByte(), "after keepAlive");
        }
    }

    @Test
    void keepAlive_byteBusyAtFirst_takesItLater() throws IOException {
        BusyDisk disk = new BusyDisk();
        try (Attached attached = new Attached(directory.resolve("busy"), disk)) {
            attached.loseByte();
            disk.busy = true; // somebody looks at this moment whether the byte is free
            attached.table.keepAlive(null);
            attached.table.keepAlive(null);
            assertFalse(attached.holdsByte(), "while somebody else has it");
            disk.busy = false;

            attached.table.keepAlive(null);

            assertTrue(attached.holdsByte(), "after keepAlive");
        }
    }

    @Test
    void detach_byteLostAndBusy_detaches() throws IOException {
        BusyDisk disk = new BusyDisk();
        Attached attached = new Attached(directory.resolve("busy"), disk);
        attached.loseByte();
        disk.busy = true;
        attached.table.keepAlive(null);

        attached.close();

        assertEquals(null, attached.table.self(), "still attached");
    }

    private static final class BusyDisk implements Disk {
        private boolean busy;

        @Override
        public FileLock tryLock(FileChannel channel, long position, long size, boolean shared) throws IOException {
            return busy ? null : Disk.SYSTEM.tryLock(channel, position, size, shared);
        }
    }
}
