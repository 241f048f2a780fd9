package dev.shm.space;

import static dev.shm.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.memory.Disk;
import dev.shm.memory.Words;
import dev.shm.process.ProcessTable;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Requirements;
import dev.shm.testkit.TinyTmpfs;
import dev.shm.value.SharedLong;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** No room, no inodes, no writing: an exception now, and never a crash later. */
@ExtendWith(LeakCheck.class)
class FullFileSystemTest {
    private static final long PAGE = 4096;
    private static final long LONG_BYTES = 4992;

    @BeforeEach
    void require() {
        Requirements.tmpfsMount();
    }

    // ---- room ----

    @Test
    void create_everySizeOfSmallFileSystem_isRefusedOrWorks() {
        boolean[] works = new boolean[10];
        for (int pages = 1; pages < works.length; pages++) {
            try (TinyTmpfs disk = TinyTmpfs.mount(pages * PAGE)) {
                works[pages] = fill(disk.path(), pages, 1);
            }
        }
        // 8704 bytes for a table with one slot.
        assertArrayEquals(new boolean[] {false, false, false, true, true, true, true, true, true, true}, works);
    }

    @Test
    void create_fileSystemAsLargeAsASpaceMoreOrLess_isRefusedOrWorks() {
        long needed = ProcessTable.fileLengthBytes(SharedSpace.SLOTS);
        int enough = (int) ((needed + PAGE - 1) / PAGE);
        for (int pages : new int[] {1, enough / 2, enough - 1, enough, enough + 1, enough + 2, enough + 5}) {
            try (TinyTmpfs disk = TinyTmpfs.mount(pages * PAGE)) {
                assertEquals(pages >= enough, fill(disk.path(), pages, SharedSpace.SLOTS), pages + " pages");
            }
        }
    }

    /** Makes a space and values in it until there is no more room; says whether there was room for the space. */
    private static boolean fill(Path root, int pages, int slots) {
        Path path = root.resolve("space");
        long needed = ProcessTable.fileLengthBytes(slots);
        if (pages * PAGE < needed) {
            SpaceFullException refusal = assertRefused(
                    SpaceFullException.class,
                    () -> SharedSpace.openOrCreate(Disk.SYSTEM, path, slots),
                    "no room",
                    path,
                    "needed=" + needed + " bytes",
                    "free=" + pages * PAGE + " bytes",
                    "delete something");
            assertEquals(needed, refusal.neededBytes());
            assertEquals(pages * PAGE, refusal.freeBytes());
            assertArrayEquals(new String[0], root.toFile().list());
            return false;
        }
        try (SharedSpace space = SharedSpace.openOrCreate(Disk.SYSTEM, path, slots)) {
            List<SharedLong> values = fillWithValues(space);
            assertEquals((pages - (needed + PAGE - 1) / PAGE) / 2, values.size());
            touchEverything(space, values);
            if (!values.isEmpty()) {
                // Deleted but mapped: its pages come back when nobody maps them any more, which is after the close.
                assertTrue(space.deleteObject("value-0"));
            }
        }
        System.gc();
        assertTrue(SharedSpace.delete(path));
        assertArrayEquals(new String[0], root.toFile().list());
        return true;
    }

    private static List<SharedLong> fillWithValues(SharedSpace space) {
        List<SharedLong> values = new ArrayList<>();
        while (true) {
            String name = "value-" + values.size();
            try {
                values.add(SharedLong.create(space, name, values.size()));
            } catch (SpaceFullException e) {
                Inventory before = Inventory.of(space.path());
                SpaceFullException refusal = assertRefused(
                        SpaceFullException.class,
                        () -> SharedLong.openOrCreate(space, name),
                        space.path().resolve(name),
                        "needed=" + LONG_BYTES,
                        "free=",
                        "delete something");
                assertEquals(LONG_BYTES, refusal.neededBytes());
                assertTrue(refusal.freeBytes() < LONG_BYTES, refusal::getMessage);
                assertEquals(before, Inventory.of(space.path()));
                return values;
            }
        }
    }

    /** All pages are there: no store dies of a page that can't be found. */
    private static void touchEverything(SharedSpace space, List<SharedLong> values) {
        ObjectSpec spec = ObjectSpec.of(new ObjectType(3, "SharedValue", 2), LONG_BYTES - 4096)
                .withElementType(ElementType.LONG);
        for (int i = 0; i < values.size(); i++) {
            Words words = space.openObject("value-" + i, spec).words();
            for (long offset = ObjectSpec.BODY_OFFSET; offset < LONG_BYTES; offset += Long.BYTES) {
                words.getAndAdd(offset, 0);
            }
            assertEquals(i, values.get(i).get());
        }
        assertEquals(1, space.processes().size());
    }

    @Test
    void create_roomAgain_works() {
        try (TinyTmpfs disk = TinyTmpfs.mount(6 * PAGE)) {
            Path path = disk.path().resolve("space");
            try (SharedSpace space = SharedSpace.openOrCreate(Disk.SYSTEM, path, 1)) {
                assertEquals(1, fillWithValues(space).size());
            }
            try (SharedSpace space = SharedSpace.open(path)) {
                assertTrue(space.deleteObject("value-0"));
                HangGuard.await("room", () -> {
                    System.gc();
                    return disk.path().toFile().getUsableSpace() >= 2 * PAGE;
                });
                assertEquals(5, SharedLong.create(space, "another", 5).get());
            }
            assertTrue(SharedSpace.delete(path));
        }
    }

    // ---- inodes ----

    @Test
    void create_everyNumberOfInodes_isRefusedOrWorks() {
        boolean[] spaceWorks = new boolean[8];
        boolean[] valueWorks = new boolean[8];
        for (int inodes = 2; inodes < spaceWorks.length; inodes++) {
            try (TinyTmpfs disk = TinyTmpfs.mount(1 << 20, "nr_inodes=" + inodes)) {
                Path path = disk.path().resolve("space");
                try (SharedSpace space = SharedSpace.openOrCreate(Disk.SYSTEM, path, 1)) {
                    spaceWorks[inodes] = true;
                    valueWorks[inodes] = createOnFewInodes(space);
                } catch (SpaceFullException refusal) {
                    assertTrue(refusal.getMessage().contains("df -i"), refusal::getMessage);
                    assertArrayEquals(new String[0], disk.path().toFile().list());
                }
                System.gc();
                SharedSpace.delete(path);
            }
        }
        // The root takes one, the space two; a value, while it is made, two.
        assertArrayEquals(new boolean[] {false, false, false, true, true, true, true, true}, spaceWorks);
        assertArrayEquals(new boolean[] {false, false, false, false, false, true, true, true}, valueWorks);
    }

    private static boolean createOnFewInodes(SharedSpace space) {
        Inventory before = Inventory.of(space.path());
        try {
            assertEquals(3, SharedLong.create(space, "value", 3).get());
            return true;
        } catch (SpaceFullException refusal) {
            assertTrue(
                    refusal.getMessage().contains(space.path().resolve("value").toString()), refusal::getMessage);
            assertTrue(refusal.getMessage().contains("df -i"), refusal::getMessage);
            assertEquals(before, Inventory.of(space.path()));
            return false;
        }
    }

    // ---- read-only ----

    @Test
    void anything_readOnlyFileSystem_isRefused() {
        try (TinyTmpfs disk = TinyTmpfs.mount(1 << 20)) {
            Premises premises = Premises.in(disk.path());
            HangGuard.await("read-only", () -> {
                System.gc();
                try {
                    disk.remountReadOnly();
                    return true;
                } catch (AssertionError stillMapped) {
                    return false;
                }
            });
            premises.assertSpaceRefused(
                    SpaceAccessException.class, "cannot open", premises.space(), "Read-only", "another path");
            Path other = disk.path().resolve("other");
            premises.assertRefused(
                    SpaceAccessException.class, () -> SharedSpace.create(other), "cannot create", other, "Read-only");
            SpaceAccessException refusal = premises.assertRefused(
                    SpaceAccessException.class,
                    () -> SharedSpace.delete(premises.space()),
                    "cannot delete",
                    premises.space(),
                    "Read-only");
            assertEquals(premises.space(), refusal.path());
            disk.remountWritable();
            premises.assertWitnessUnharmed();
        }
    }
}
