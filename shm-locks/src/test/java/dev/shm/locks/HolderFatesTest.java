package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Requirements;
import dev.shm.value.SharedLong;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Rows 3, 8 and 29 of the fault matrix for synchronisers: who has something of one is stopped, lives or dies in another PID
 * namespace, or was there before a reboot.
 */
@ExtendWith(LeakCheck.class)
class HolderFatesTest {
    private static final String[] PID_NAMESPACE = {"unshare", "-p", "-f", "--mount-proc"};
    private static final int LOOK_MILLIS = 200;

    @TempDir
    private Path directory;

    @BeforeAll
    static void prepare() {
        Requirements.linux();
        DeathWarnings.silence();
    }

    /** Has it until it is told to give it back. */
    static final class Holder {
        public static void main(String[] arguments) {
            SharedSpace space = SharedSpace.open(Path.of(arguments[0]));
            Held held = Held.valueOf(arguments[1]);
            held.hold(space);
            Child.say("has it");
            Child.awaitLine();
            held.giveBack(space);
            Child.say("gave it back");
            Child.awaitLine();
        }
    }

    private ChildJvm holder(Held held, String... prefix) {
        ChildJvm holder = ChildJvm.of(Holder.class, directory.resolve("space").toString(), held.name())
                .prefix(prefix)
                .start();
        holder.awaitLine("has it");
        return holder;
    }

    private static void assertToBeHad(Held held, SharedSpace space) throws InterruptedException {
        assertTrue(HangGuard.call("its turn", () -> held.isToBeHad(space, TimeUnit.DAYS.toMillis(1))));
    }

    // ---- stopped ----

    @ParameterizedTest
    @EnumSource
    void stop_holder_nobodyGetsItBeforeItGivesItBack(Held held) throws InterruptedException {
        stopHolder(held, LOOK_MILLIS);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource
    void stop_holderFor15s_nobodyGetsItBeforeItGivesItBack(Held held) throws InterruptedException {
        stopHolder(held, 15_000);
    }

    private void stopHolder(Held held, long millis) throws InterruptedException {
        try (SharedSpace space = SharedSpace.create(directory.resolve("space"));
                ChildJvm holder = holder(held)) {
            holder.signal("STOP");
            long start = System.nanoTime();
            assertFalse(held.isToBeHad(space, millis));
            assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(millis));
            holder.signal("CONT");
            assertFalse(held.isToBeHad(space, 1));
            holder.send("give it back");
            holder.awaitLine("gave it back");
            assertToBeHad(held, space);
        }
    }

    // ---- in another PID namespace ----

    @ParameterizedTest
    @EnumSource
    void kill_holderInOtherPidNamespace_onlyThenIsItToBeHad(Held held) throws InterruptedException {
        Requirements.unshare();
        try (SharedSpace space = SharedSpace.create(directory.resolve("space"));
                ChildJvm holder = holder(held, PID_NAMESPACE)) {
            assertFalse(held.isToBeHad(space, LOOK_MILLIS));
            holder.kill();
            assertToBeHad(held, space);
        }
    }

    // ---- before a reboot ----

    /**
     * Killed, with the PID and the start time of a process that runs: it can't be told from that one, but for the boot during which
     * it attached. Who opens the space after that reboot has what it had, and the data.
     */
    @ParameterizedTest
    @EnumSource
    void reboot_pidAndStartTimeUsedAgain_holderIsDeadAndDataIsKept(Held held) throws Exception {
        Path path = directory.resolve("space");
        try (ChildJvm holder = startedWith(path, held);
                FileChannel file = FileChannel.open(
                        path.resolve(".processes"), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Slots slots = new Slots(file);
            try (SharedSpace space = SharedSpace.open(path)) {
                slots.copyIdentity(ProcessHandle.current().pid(), holder.pid());
                holder.kill();
                holder.awaitExit();
                assertFalse(held.isToBeHad(space, LOOK_MILLIS), "taken for this process, which runs");
                slots.changeBoot();
            }
            try (SharedSpace space = SharedSpace.open(path)) {
                assertToBeHad(held, space);
                assertEquals(42, SharedLong.open(space, "value").get());
                assertEquals(1, space.processes().size());
            }
        }
    }

    private ChildJvm startedWith(Path path, Held held) {
        try (SharedSpace space = SharedSpace.create(path)) {
            SharedLong.create(space, "value", 42);
            return holder(held);
        }
    }

    /** The slots of the processes, as they are described in the file format. */
    private static final class Slots {
        private static final int SLOTS_OFFSET = 8192;
        private static final int LENGTH = 512;
        private static final int COUNT = 8;
        private static final int PID_OFFSET = 8;
        private static final int BOOT_ID_LOW_OFFSET = 48;
        private static final int IDENTITY_END = 56;

        private final ByteBuffer memory;
        private int copy;

        Slots(FileChannel file) throws IOException {
            memory = file.map(MapMode.READ_WRITE, SLOTS_OFFSET, COUNT * LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        }

        private int of(long pid) {
            for (int slot = 0; slot < COUNT * LENGTH; slot += LENGTH) {
                if (memory.getLong(slot) != 0 && memory.getLong(slot + PID_OFFSET) == pid) {
                    return slot;
                }
            }
            throw new AssertionError("no slot of pid " + pid);
        }

        /** From the PID to the boot. */
        void copyIdentity(long from, long to) {
            int source = of(from);
            copy = of(to);
            for (int at = PID_OFFSET; at < IDENTITY_END; at += Long.BYTES) {
                memory.putLong(copy + at, memory.getLong(source + at));
            }
        }

        void changeBoot() {
            memory.putLong(copy + BOOT_ID_LOW_OFFSET, ~memory.getLong(copy + BOOT_ID_LOW_OFFSET));
        }
    }
}
