package dev.shm.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.memory.Disk;
import dev.shm.memory.Words;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Requirements;
import dev.shm.wait.WaitPoints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The second byte of a slot: who takes it and when, and what it says of processes that are not to be seen from here. */
@ExtendWith(LeakCheck.class)
class SecondByteTest {
    private static final int SLOTS = 4;
    private static final int OTHER = 4;
    private static final long INCARNATION = 4711;
    private static final int O_CLOEXEC = 02000000;

    @TempDir
    private Path directory;

    private Path path;
    private LifeFile file;
    private Words words;
    private ProcessTable table;
    private DescriptorLocks locks;

    @BeforeEach
    void attach() throws IOException {
        Requirements.linux();
        locks = WaitPoints.isKernel() ? WaitPoints.descriptorLocks() : null;
        Assumptions.assumeTrue(locks != null, "this test requires native code");
        path = directory.resolve("processes");
        FileChannel channel = Disk.SYSTEM.createFile(path);
        Disk.SYSTEM.write(channel, ByteBuffer.allocate((int) ProcessTable.fileLengthBytes(SLOTS)), 0);
        file = LifeFile.adopt(
                Files.getAttribute(path, "unix:dev") + ":" + Files.getAttribute(path, "unix:ino"), channel);
        words = Disk.SYSTEM.map(channel, ProcessTable.fileLengthBytes(SLOTS), path.toString());
        table = new ProcessTable(path.toString(), words, file, SLOTS, Disk.SYSTEM);
        table.attach();
    }

    @AfterEach
    void detach() throws IOException {
        if (table != null) {
            table.detach();
            words.close();
            file.close();
            assertEquals(List.of(), descriptors(), "descriptors that are left");
        }
    }

    /** The numbers of this process's descriptors of the file. */
    private List<String> descriptors() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(each -> path.equals(target(each)))
                    .map(each -> each.getFileName().toString())
                    .toList();
        }
    }

    private static Path target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor);
        } catch (IOException e) {
            return null; // closed since it was listed
        }
    }

    private static String info(String descriptor) throws IOException {
        return Files.readString(Path.of("/proc/self/fdinfo", descriptor));
    }

    /** How many locks of that kind the kernel lists at the descriptors of this process. */
    private long locks(String kind) throws IOException {
        long count = 0;
        for (String descriptor : descriptors()) {
            count += info(descriptor)
                    .lines()
                    .filter(line -> line.startsWith("lock:") && line.contains(kind))
                    .count();
        }
        return count;
    }

    /** Someone in another PID namespace, or one who would be seen here if it ran; it has locked no byte. */
    private void occupy(boolean visible) {
        Identity own = Identity.own();
        Identity other = visible
                ? new Identity(
                        own.pid(),
                        own.startTicks() + 1,
                        own.pidNamespace(),
                        own.timeNamespace(),
                        own.bootIdHigh(),
                        own.bootIdLow())
                : new Identity(
                        own.pid(),
                        own.startTicks(),
                        own.pidNamespace() + 1,
                        own.timeNamespace(),
                        own.bootIdHigh(),
                        own.bootIdLow());
        other.write(words, SlotLayout.slot(OTHER));
        words.setRelease(SlotLayout.slot(OTHER) + SlotLayout.INCARNATION_OFFSET, INCARNATION);
    }

    @Test
    void attach_takesOnlyTheFirst() throws IOException {
        assertEquals(1, locks("POSIX"));
        assertEquals(0, locks("OFDLCK"));
        assertEquals(1, descriptors().size());
    }

    @Test
    void keepAlive_noLocksToBeHad_takesOnlyTheFirst() throws IOException {
        table.keepAlive(null);

        assertEquals(1, locks("POSIX"));
        assertEquals(0, locks("OFDLCK"));
    }

    @Test
    void keepAlive_twice_secondIsTakenOnceAndNotInherited() throws IOException {
        table.keepAlive(locks);
        table.keepAlive(locks);

        long second = SlotLayout.secondByte(table.self().slot());
        assertEquals(1, locks("POSIX"));
        assertEquals(1, locks("OFDLCK"));
        assertEquals(2, descriptors().size());
        String taken = descriptors().stream()
                .map(SecondByteTest::infoOrEmpty)
                .filter(info -> info.contains("OFDLCK"))
                .findFirst()
                .orElseThrow();
        assertTrue(taken.contains(" " + second + " " + second), taken);
        String flags = taken.lines()
                .filter(line -> line.startsWith("flags:"))
                .findFirst()
                .orElseThrow();
        assertNotEquals(0, Integer.parseInt(flags.substring("flags:".length()).trim(), 8) & O_CLOEXEC, flags);
    }

    private static String infoOrEmpty(String descriptor) {
        try {
            return info(descriptor);
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void keepAlive_fileRenamedAndReplaced_takesThatOfTheOpenFile() throws IOException {
        Path moved = directory.resolve("moved");
        Files.move(path, moved);
        Files.writeString(path, "another one");
        try {
            table.keepAlive(locks);
        } finally {
            Files.move(moved, path, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }

        assertEquals(1, locks("OFDLCK"));
    }

    @Test
    void closeOfForeignChannel_firstIsLost_secondIsKept() throws IOException {
        table.keepAlive(locks);
        FileChannel.open(path).close();

        assertEquals(0, locks("POSIX"));
        assertEquals(1, locks("OFDLCK"));

        table.keepAlive(locks);
        assertEquals(1, locks("POSIX"));
    }

    @Test
    void keepAlive_secondBusyAtFirst_takesItLater() throws IOException {
        FileLock busy =
                file.channel().tryLock(SlotLayout.secondByte(table.self().slot()), 1, false);
        table.keepAlive(locks);
        assertEquals(0, locks("OFDLCK"));
        busy.release();

        table.keepAlive(locks);

        assertEquals(1, locks("OFDLCK"));
    }

    @Test
    void keepAlive_kernelHasNoSuchLocks_doesWithoutAndAsksOnlyOnce() throws IOException {
        int[] asked = {0};
        DescriptorLocks refused = new DescriptorLocks() {
            @Override
            public int open(String name) throws IOException {
                return locks.open(name);
            }

            @Override
            public boolean tryLock(int descriptor, long position) throws IOException {
                asked[0]++;
                throw new IOException("no such locks");
            }

            @Override
            public void unlock(int descriptor, long position) {
                throw new AssertionError("nothing is locked");
            }

            @Override
            public void close(int descriptor) {
                locks.close(descriptor);
            }
        };

        table.keepAlive(refused);
        table.keepAlive(refused);

        assertEquals(1, asked[0]);
        assertEquals(1, locks("POSIX"));
    }

    @Test
    void detach_givesBothBack() throws IOException {
        table.keepAlive(locks);
        table.detach();

        assertEquals(0, locks("POSIX"));
        assertEquals(0, locks("OFDLCK"));
        table.attach();
        table.keepAlive(locks);
        assertEquals(1, locks("OFDLCK"));
        assertEquals(2, descriptors().size(), "the descriptor is used again");
    }

    @Test
    void isDead_notVisibleAndSecondLocked_isFalseUntilThatIsFree() throws IOException {
        occupy(false);
        int descriptor = locks.open(path.toString());
        assertTrue(locks.tryLock(descriptor, SlotLayout.secondByte(OTHER)));

        assertFalse(table.isDead(OTHER, INCARNATION));
        assertEquals(2, table.processes().size());
        locks.unlock(descriptor, SlotLayout.secondByte(OTHER));
        assertTrue(table.isDead(OTHER, INCARNATION));
        assertEquals(1, table.processes().size());
        locks.close(descriptor);
    }

    @Test
    void isDead_notVisibleAndFirstLocked_isFalseUntilThatIsFree() throws IOException {
        occupy(false);
        int descriptor = locks.open(path.toString());
        assertTrue(locks.tryLock(descriptor, SlotLayout.slot(OTHER))); // as a process would that has no second one

        assertFalse(table.isDead(OTHER, INCARNATION));
        locks.unlock(descriptor, SlotLayout.slot(OTHER));
        assertTrue(table.isDead(OTHER, INCARNATION));
        locks.close(descriptor);
    }

    /** What a program has inherited that was forked without exec must not hold up those who see that its parent is gone. */
    @Test
    void isDead_visiblyGoneButSecondLocked_isTrue() throws IOException {
        occupy(true);
        int descriptor = locks.open(path.toString());
        assertTrue(locks.tryLock(descriptor, SlotLayout.secondByte(OTHER)));

        assertTrue(table.isDead(OTHER, INCARNATION));
        locks.close(descriptor);
    }

    @Test
    void attach_secondOfSlotLocked_takesAnotherSlot() throws IOException {
        table.detach();
        int descriptor = locks.open(path.toString());
        for (int slot = 1; slot <= SLOTS; slot++) {
            if (slot != 2) {
                assertTrue(locks.tryLock(descriptor, SlotLayout.secondByte(slot)));
            }
        }

        table.attach();

        assertEquals(2, table.self().slot());
        for (int slot = 1; slot <= SLOTS; slot++) {
            if (slot != 2) {
                locks.unlock(descriptor, SlotLayout.secondByte(slot));
            }
        }
        locks.close(descriptor); // and with it the byte of the table, as any close does
        table.keepAlive(null);
    }
}
