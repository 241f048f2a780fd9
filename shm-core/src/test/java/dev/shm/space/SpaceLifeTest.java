package dev.shm.space;

import static dev.shm.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.process.ProcessInfo;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.LeakCheck;
import dev.shm.value.SharedLong;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** How spaces and objects come and go: by name, by path, temporary; one process and several. */
@ExtendWith(LeakCheck.class)
class SpaceLifeTest {
    private static final String NAME = "SpaceLifeTest";

    @TempDir
    Path directory;

    /** Opens a space, or makes a temporary one, and stays in it until told otherwise. */
    static final class Guest {
        public static void main(String[] arguments) {
            try (SharedSpace space =
                    arguments.length == 0 ? SharedSpace.temporary() : SharedSpace.open(Path.of(arguments[0]))) {
                SharedLong.openOrCreate(space, "visits").incrementAndGet();
                Child.say("in " + space.path());
                Child.awaitLine();
            }
            Child.say("out");
        }
    }

    @BeforeEach
    void watch() {
        LeakCheck.watch(directory);
    }

    // ---- by name ----

    @Test
    void create_byName_isListedOpenedAndDeleted() {
        assertFalse(SharedSpace.delete(NAME));
        assertThrows(NotFoundException.class, () -> SharedSpace.open(NAME));
        try (SharedSpace space = SharedSpace.create(NAME)) {
            assertEquals(NAME, space.name());
            assertEquals(SpacePaths.root().resolve(NAME), space.path());
            assertTrue(SharedSpace.list().contains(NAME));
            assertThrows(AlreadyExistsException.class, () -> SharedSpace.create(NAME));
            SharedLong.create(space, "value", 3);
        }
        try (SharedSpace space = SharedSpace.openOrCreate(NAME)) {
            assertEquals(3, SharedLong.open(space, "value").get());
        }
        try (SharedSpace space = SharedSpace.open(SpacePaths.root().resolve(NAME))) {
            assertEquals(3, SharedLong.open(space, "value").get());
        }
        assertTrue(SharedSpace.delete(NAME));
        assertFalse(SharedSpace.list().contains(NAME));
    }

    @Test
    void listAndSweep_strayThingsAmongSpaces_areLeftAlone() throws IOException {
        Path root = SpacePaths.root();
        SharedSpace.temporary().close(); // the root is there
        Path elsewhere = directory.resolve("elsewhere");
        Path file = root.resolve("SpaceLifeTest-file");
        Path link = root.resolve("SpaceLifeTest-link");
        try (SharedSpace space = SharedSpace.create(elsewhere)) {
            Files.writeString(file, "text");
            Files.createSymbolicLink(link, space.path());
            assertFalse(SharedSpace.list().contains("SpaceLifeTest-file"));
            assertEquals(List.of(), SharedSpace.sweep());
            assertTrue(Files.exists(file));
            assertTrue(Files.exists(link));
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(link);
        }
        assertTrue(SharedSpace.delete(elsewhere));
    }

    @Test
    void list_spaceInTheMakingOrBeingRemoved_isNotListed() throws IOException {
        SharedSpace.create(NAME).close();
        Path root = SpacePaths.root();
        for (String prefix : List.of(SpacePaths.NEW, SpacePaths.OLD)) {
            Path hidden = root.resolve(prefix + NAME);
            Files.move(root.resolve(NAME), hidden);
            try {
                assertEquals(List.of(), SharedSpace.list());
            } finally {
                Files.move(hidden, root.resolve(NAME));
            }
        }
        assertTrue(SharedSpace.delete(NAME));
    }

    /** A temporary space that a link among the spaces leads to is somebody else's matter. */
    @Test
    void sweep_linkToUnusedTemporarySpace_isNotFollowed() throws IOException {
        Path link = SpacePaths.root().resolve("SpaceLifeTest-link");
        try (ChildJvm guest = ChildJvm.start(Guest.class)) {
            Path temporary = Path.of(guest.awaitLine("in ").substring("in ".length()));
            // Beside the root, on the same file system.
            Path moved = SpacePaths.root().resolveSibling("SpaceLifeTest-moved-" + guest.pid());
            guest.kill();
            guest.awaitExit();
            Files.move(temporary, moved);
            Files.createSymbolicLink(link, moved);
            try {
                assertEquals(List.of(), SharedSpace.sweep());
                assertTrue(Files.exists(moved.resolve(SpacePaths.PROCESSES)));
            } finally {
                Files.delete(link);
            }
            assertTrue(SharedSpace.delete(moved));
        }
    }

    // ---- objects ----

    @Test
    void objects_some_areSortedWithKindAndLength() throws IOException {
        try (SharedSpace space = SharedSpace.temporary()) {
            SharedLong.create(space, "b");
            SharedLong.create(space, "a");
            Files.writeString(space.path().resolve("notes.txt"), "not an object");
            Files.createDirectory(space.path().resolve("directory"));
            List<ObjectInfo> objects = space.objects();
            assertEquals(
                    List.of("a", "b"), objects.stream().map(ObjectInfo::name).toList());
            assertEquals(3, objects.get(0).kind());
            assertEquals(4992, objects.get(0).lengthBytes());
            assertEquals(ProcessHandle.current().pid(), objects.get(0).creatorPid());
            assertTrue(objects.get(0).createdEpochMillis() <= System.currentTimeMillis());
        }
    }

    @Test
    void deleteObject_recreated_oldAndNewAreTwo() {
        SharedSpace space = SharedSpace.temporary();
        SharedLong old = SharedLong.create(space, "value", 1);
        assertTrue(space.deleteObject("value"));
        assertFalse(space.deleteObject("value"));
        assertThrows(NotFoundException.class, () -> SharedLong.open(space, "value"));
        assertEquals(1, old.get());
        SharedLong young = SharedLong.create(space, "value", 2);
        assertEquals(1, old.get());
        assertEquals(2, young.get());
        assertEquals(2, SharedLong.open(space, "value").get());
        space.close();
        assertThrows(IllegalStateException.class, old::get);
        assertThrows(IllegalStateException.class, young::get);
    }

    // ---- closing ----

    @Test
    void anyMethod_closed_throws() {
        SharedSpace space = SharedSpace.temporary();
        assertFalse(space.toString().contains("closed"), space::toString);
        space.close();
        space.close();
        Object[] parts = {"closed", space.path(), "open it again"};
        assertRefused(IllegalStateException.class, space::objects, parts);
        assertRefused(IllegalStateException.class, space::processes, parts);
        assertRefused(IllegalStateException.class, () -> space.deleteObject("a"), parts);
        assertRefused(IllegalStateException.class, () -> SharedLong.create(space, "a"), parts);
        assertRefused(IllegalStateException.class, () -> SharedLong.open(space, "a"), parts);
        assertRefused(IllegalStateException.class, () -> SharedLong.openOrCreate(space, "a"), parts);
        assertTrue(space.toString().contains("closed"), space::toString);
        assertFalse(space.name().isEmpty());
    }

    @Test
    void close_openedTwice_objectsStayUntilTheLast() {
        SharedSpace one = SharedSpace.temporary();
        SharedSpace other = SharedSpace.open(one.path());
        SharedLong value = SharedLong.create(one, "value", 4);
        one.close();
        one.close();
        assertThrows(IllegalStateException.class, one::objects);
        assertEquals(4, value.get());
        assertEquals(4, SharedLong.open(other, "value").get());
        assertEquals(1, other.processes().size());
        other.close();
        assertThrows(IllegalStateException.class, value::get);
        assertFalse(Files.exists(one.path()));
    }

    // ---- deleting what others use ----

    @Test
    void delete_inUseByThisProcess_isRefused() {
        try (SharedSpace space = SharedSpace.temporary()) {
            SharedLong value = SharedLong.create(space, "value", 5);
            assertInUse(space.path(), ProcessHandle.current().pid());
            assertEquals(5, value.get());
            assertEquals(5, SharedLong.open(space, "value").get());
        }
    }

    @Test
    void delete_inUseByOther_isRefusedUntilItLeaves() {
        Path path = directory.resolve("space");
        SharedSpace.create(path).close();
        try (ChildJvm guest = ChildJvm.start(Guest.class, path.toString())) {
            guest.awaitLine("in ");
            Inventory before = Inventory.of(directory);
            assertInUse(path, guest.pid());
            assertEquals(before, Inventory.of(directory));
            guest.send("leave");
            guest.awaitLine("out");
            assertTrue(SharedSpace.delete(path));
            assertFalse(SharedSpace.delete(path));
            assertEquals(0, guest.awaitExit());
        }
    }

    @Test
    void delete_userWasKilled_works() {
        Path path = directory.resolve("space");
        SharedSpace.create(path).close();
        try (ChildJvm guest = ChildJvm.start(Guest.class, path.toString())) {
            guest.awaitLine("in ");
            guest.kill();
            guest.awaitExit();
        }
        assertTrue(SharedSpace.delete(path));
    }

    private static void assertInUse(Path path, long pid) {
        SpaceInUseException refusal = assertRefused(
                SpaceInUseException.class, () -> SharedSpace.delete(path), "in use", path, "pid " + pid, "close it");
        assertEquals(
                List.of(pid), refusal.processes().stream().map(ProcessInfo::pid).toList());
    }

    // ---- temporary ----

    @Test
    void temporary_closed_isGone() {
        SharedSpace space = SharedSpace.temporary();
        SharedSpace another = SharedSpace.temporary();
        assertNotEquals(space.path(), another.path());
        SharedLong.create(space, "value");
        space.close();
        assertFalse(Files.exists(space.path()));
        assertTrue(Files.exists(another.path()));
        another.close();
        assertFalse(Files.exists(another.path()));
    }

    @Test
    void temporary_otherStillInside_goesWithTheLast() {
        SharedSpace space = SharedSpace.temporary();
        try (ChildJvm guest = ChildJvm.start(Guest.class, space.path().toString())) {
            guest.awaitLine("in ");
            assertEquals(2, space.processes().size());
            assertEquals(List.of(), SharedSpace.sweep());
            space.close();
            assertTrue(Files.exists(space.path()));
            guest.send("leave");
            guest.awaitLine("out");
            assertFalse(Files.exists(space.path()));
            assertEquals(0, guest.awaitExit());
        }
    }

    @Test
    void sweep_ownerOfTemporaryKilled_removesIt() {
        try (ChildJvm guest = ChildJvm.start(Guest.class)) {
            Path path = Path.of(guest.awaitLine("in ").substring("in ".length()));
            assertEquals(List.of(), SharedSpace.sweep());
            guest.kill();
            guest.awaitExit();
            assertTrue(Files.exists(path));
            assertEquals(List.of(path.getFileName().toString()), SharedSpace.sweep());
            assertFalse(Files.exists(path));
            assertEquals(List.of(), SharedSpace.sweep());
        }
    }

    @Test
    void sweep_unusedLastingSpace_isKept() {
        SharedSpace.create(NAME).close();
        try {
            assertEquals(List.of(), SharedSpace.sweep());
            assertTrue(SharedSpace.list().contains(NAME));
        } finally {
            assertTrue(SharedSpace.delete(NAME));
        }
    }
}
