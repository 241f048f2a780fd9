package dev.shm.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.memory.Disk;
import dev.shm.memory.Words;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Requirements;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Who stands in a slot whose byte nobody locks: one that was killed, one that lost its byte, one from before a reboot? */
@ExtendWith(LeakCheck.class)
class LivenessTest {
    private static final int SLOTS = 4;
    private static final int SLOT = 4;
    private static final long INCARNATION = 4711;

    @TempDir
    private Path directory;

    private LifeFile file;
    private Words words;
    private ProcessTable table;

    @BeforeAll
    static void requireLinux() {
        Requirements.linux();
    }

    @BeforeEach
    void attach() throws IOException {
        Path path = directory.resolve("processes");
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
        table.detach();
        words.close();
        file.close();
    }

    /** Someone who doesn't lock its byte; this process itself, if nothing is changed. */
    private void occupy(Identity identity) {
        long slot = SlotLayout.slot(SLOT);
        identity.write(words, slot);
        words.setRelease(slot + SlotLayout.INCARNATION_OFFSET, INCARNATION);
    }

    private static Identity own(long startTicks, long bootIdLow) {
        Identity own = Identity.own();
        return new Identity(
                own.pid(), startTicks, own.pidNamespace(), own.timeNamespace(), own.bootIdHigh(), bootIdLow);
    }

    @Test
    void isDead_byteLostButProcessRuns_isFalse() {
        occupy(Identity.own());

        assertFalse(table.isDead(SLOT, INCARNATION));
        assertEquals(2, table.processes().size());
    }

    @Test
    void isDead_byteFreeAndPidOfAnother_isTrue() {
        occupy(own(Identity.own().startTicks() + 1, Identity.own().bootIdLow()));

        assertTrue(table.isDead(SLOT, INCARNATION));
    }

    /** The same PID and start ticks mean nothing then. */
    @Test
    void isDead_byteFreeAndOtherBootId_isTrue() {
        occupy(own(Identity.own().startTicks(), Identity.own().bootIdLow() ^ 1));

        assertTrue(table.isDead(SLOT, INCARNATION));
        assertEquals(1, table.processes().size());
    }

    /** It has the bytes for a moment. */
    @Test
    void isDead_anotherProcessAsksAtTheSameMoment_isTrue() throws IOException {
        table.detach();
        int[] refusals = {0};
        table = new ProcessTable("asked", words, file, SLOTS, new Disk() {
            @Override
            public FileLock tryLock(FileChannel channel, long position, long size, boolean shared) throws IOException {
                return refusals[0]-- > 0 ? null : Disk.super.tryLock(channel, position, size, shared);
            }
        });
        table.attach();
        occupy(own(Identity.own().startTicks() + 1, Identity.own().bootIdLow()));

        refusals[0] = 2;
        assertTrue(table.isDead(SLOT, INCARNATION));
        refusals[0] = Integer.MAX_VALUE;
        assertFalse(table.isDead(SLOT, INCARNATION));
        refusals[0] = 0;
    }

    @Test
    void isDead_slotGivenToAnother_isTrue() {
        occupy(Identity.own());

        assertTrue(table.isDead(SLOT, INCARNATION - 1));
    }

    /** Killed before the last store, it must not stand there under the name of whoever had the slot before. */
    @Test
    void attach_storesInOrder_slotIsEmptyUntilAllIsWritten() throws IOException {
        table.detach();
        List<String> stores = new ArrayList<>();
        Words recorded = (Words) Proxy.newProxyInstance(
                Words.class.getClassLoader(), new Class<?>[] {Words.class}, (proxy, method, arguments) -> {
                    if (method.getName().startsWith("set")) {
                        stores.add(method.getName() + " " + arguments[0] + " " + arguments[1]);
                    }
                    return method.invoke(words, arguments);
                });
        table = new ProcessTable("recorded", recorded, file, SLOTS, Disk.SYSTEM);

        table.attach();

        long incarnation = SlotLayout.slot(table.self().slot()) + SlotLayout.INCARNATION_OFFSET;
        assertEquals("setRelease " + incarnation + " 0", stores.get(0));
        assertEquals("setRelease " + incarnation + " " + table.self().number(), stores.get(stores.size() - 1));
        assertEquals(
                2,
                stores.stream()
                        .filter(store -> store.contains(" " + incarnation + " "))
                        .count());
    }

    /** Who was there last may still run, and has left. */
    @Test
    void isDead_incarnationOfAnEmptySlot_isTrue() {
        occupy(Identity.own());
        words.setRelease(SlotLayout.slot(SLOT) + SlotLayout.INCARNATION_OFFSET, 0);

        assertTrue(table.isDead(SLOT, 0));
    }

    @Test
    void isDead_noSuchSlot_isTrue() {
        assertTrue(table.isDead(0, INCARNATION));
        assertTrue(table.isDead(SLOTS + 1, INCARNATION));
    }
}
