package dev.shm.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.robust.OwnerDeathPolicy;
import dev.shm.testkit.LeakCheck;
import dev.shm.value.SharedLong;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A regular file that isn't what it should be: the object's, or the space's table of processes. */
@ExtendWith(LeakCheck.class)
class BadFileTest {
    private static final int LENGTH = 4992;

    @TempDir
    Path directory;

    private Premises premises;

    @BeforeEach
    void make() {
        LeakCheck.watch(directory);
        premises = Premises.in(directory);
    }

    // ---- missing ----

    @Test
    void open_missingObject_throws() throws IOException {
        Files.delete(premises.victim());
        try (SharedSpace space = SharedSpace.open(premises.space())) {
            premises.assertRefused(
                    NotFoundException.class,
                    () -> SharedLong.open(space, Premises.VICTIM),
                    "SharedValue of long not found",
                    premises.victim(),
                    "openOrCreate");
        }
    }

    @Test
    void open_missingSpace_throws() {
        Path path = directory.resolve("missing");
        premises.assertRefused(
                NotFoundException.class, () -> SharedSpace.open(path), "space not found", path, "openOrCreate");
        assertEquals(false, SharedSpace.delete(path));
    }

    @Test
    void anyWay_missingParent_throws() {
        Path path = directory.resolve("missing").resolve("space");
        premises.assertRefused(NotFoundException.class, () -> SharedSpace.create(path), path.getParent());
        premises.assertRefused(NotFoundException.class, () -> SharedSpace.openOrCreate(path), path.getParent());
        premises.assertRefused(NotFoundException.class, () -> SharedSpace.open(path), path);
    }

    @Test
    void create_existingSpace_throws() {
        premises.assertRefused(
                AlreadyExistsException.class,
                () -> SharedSpace.create(premises.space()),
                "space exists already",
                premises.space(),
                "openOrCreate");
        premises.assertWitnessUnharmed();
    }

    // ---- length ----

    @Test
    void open_emptyObject_throws() {
        truncate(premises.victim(), 0);
        premises.assertVictimRefused(
                InvalidFileException.class, premises.victim(), "length", "expected=4096", "actual=0", "remove");
    }

    @Test
    void open_emptyTable_throws() {
        truncate(premises.processes(), 0);
        premises.assertSpaceRefused(
                InvalidFileException.class, premises.processes(), "length", "expected=4096", "actual=0", "remove");
    }

    @Test
    void open_truncatedObject_throws() {
        for (int length : new int[] {LENGTH - 1, 4097, 4096, 4095, 4092, 100, 8, 1}) {
            truncate(premises.victim(), length);
            premises.assertVictimRefused(
                    InvalidFileException.class, premises.victim(), "length", "expected=", "actual=" + length, "remove");
        }
    }

    @Test
    void open_truncatedTable_throws() {
        for (int length : new int[] {8192 + 1023 * 512 - 1, 8192, 4097, 4096, 4095, 100, 1}) {
            truncate(premises.processes(), length);
            premises.assertSpaceRefused(
                    InvalidFileException.class,
                    premises.processes(),
                    "length",
                    "expected=",
                    "actual=" + length,
                    "remove");
        }
    }

    @Test
    void open_longerThanSaid_throws() throws IOException {
        Files.write(premises.victim(), new byte[1], StandardOpenOption.APPEND);
        premises.assertVictimRefused(
                InvalidFileException.class, premises.victim(), "length", "expected=4992", "actual=4993", "remove");
        Files.write(premises.processes(), new byte[4096], StandardOpenOption.APPEND);
        premises.assertSpaceRefused(InvalidFileException.class, premises.processes(), "length", "actual=536064");
    }

    // ---- content ----

    @Test
    void open_foreignFile_throws() {
        byte[] text = new byte[LENGTH];
        Arrays.fill(text, (byte) 'x');
        Premises.write(premises.victim(), text);
        premises.assertVictimRefused(
                InvalidFileException.class, premises.victim(), "magic", "expected=", "actual=", "remove");
        Premises.write(premises.processes(), text);
        premises.assertSpaceRefused(
                InvalidFileException.class, premises.processes(), "magic", "expected=", "actual=", "remove");
    }

    @Test
    void open_zeros_throws() {
        Premises.write(premises.victim(), new byte[LENGTH]);
        premises.assertVictimRefused(InvalidFileException.class, premises.victim(), "magic", "actual=0");
    }

    /** Little-endian is written down; a big-endian machine's dump isn't ours. */
    @Test
    void open_otherByteOrder_throws() {
        byte[] bytes = Premises.read(premises.victim());
        for (int i = 0; i < 4096; i += 8) {
            for (int k = 0; k < 4; k++) {
                byte swapped = bytes[i + k];
                bytes[i + k] = bytes[i + 7 - k];
                bytes[i + 7 - k] = swapped;
            }
        }
        Premises.write(premises.victim(), bytes);
        premises.assertVictimRefused(InvalidFileException.class, premises.victim(), "magic");
    }

    // ---- sound, but something else ----

    @Test
    void open_otherKind_throws() {
        try (SharedSpace space = SharedSpace.open(premises.space())) {
            ObjectSpec other = ObjectSpec.of(new ObjectType(999, "Other", 1), LENGTH - 4096);
            premises.assertRefused(
                    InvalidFileException.class,
                    () -> space.openObject(Premises.VICTIM, other),
                    premises.victim(),
                    "kind",
                    "expected=999 (Other)",
                    "actual=3",
                    "open it as what it is");
            premises.assertRefused(
                    InvalidFileException.class, () -> space.openOrCreateObject(Premises.VICTIM, other), "kind");
        }
        premises.assertWitnessUnharmed();
    }

    /** Opened as one thing already, it is not another thing on the second look. */
    @Test
    void open_otherKindWhileOpen_throws() {
        try (SharedSpace space = SharedSpace.open(premises.space())) {
            SharedLong value = SharedLong.open(space, Premises.VICTIM);
            ObjectSpec other = ObjectSpec.of(new ObjectType(999, "Other", 1), LENGTH - 4096);
            premises.assertRefused(
                    InvalidFileException.class, () -> space.openObject(Premises.VICTIM, other), "kind", "999");
            assertEquals(Premises.VICTIM_VALUE, value.get());
        }
    }

    @Test
    void open_otherPolicyOrGeometry_throws() {
        try (SharedSpace space = SharedSpace.open(premises.space())) {
            ObjectType type = new ObjectType(3, "SharedValue", 2);
            ObjectSpec spec = ObjectSpec.of(type, LENGTH - 4096).withElementType(ElementType.LONG);
            premises.assertRefused(
                    InvalidFileException.class,
                    () -> space.openObject(Premises.VICTIM, spec.withPolicy(OwnerDeathPolicy.POISON)),
                    premises.victim(),
                    "policy",
                    "expected=POISON",
                    "actual=HAND_OVER",
                    "open it as");
            premises.assertRefused(
                    InvalidFileException.class,
                    () -> space.openObject(
                            Premises.VICTIM,
                            ObjectSpec.of(type, LENGTH - 4096 + 8).withElementType(ElementType.LONG)),
                    premises.victim(),
                    "length",
                    "expected=" + (LENGTH + 8),
                    "actual=" + LENGTH);
            premises.assertRefused(
                    InvalidFileException.class,
                    () -> space.openObject(Premises.VICTIM, spec.withElementType(ElementType.BOOLEAN)),
                    "element type",
                    "expected=5 (boolean)",
                    "actual=2 (long)");
            premises.assertRefused(
                    InvalidFileException.class,
                    () -> space.openObject(Premises.VICTIM, spec.withElements(ElementType.LONG, 0, 2)),
                    "element count",
                    "expected=2",
                    "actual=1");
        }
        premises.assertWitnessUnharmed();
    }

    @Test
    void open_newerLayout_throws() {
        try (SharedSpace space = SharedSpace.open(premises.space())) {
            ObjectSpec older = ObjectSpec.of(new ObjectType(3, "SharedValue", 1), LENGTH - 4096);
            premises.assertRefused(
                    InvalidFileException.class,
                    () -> space.openObject(Premises.VICTIM, older),
                    "newer version",
                    premises.victim(),
                    "layout version",
                    "known up to=1",
                    "actual=2",
                    "update");
            ObjectSpec newer = ObjectSpec.of(new ObjectType(3, "SharedValue", 3), LENGTH - 4096);
            premises.assertRefused(
                    InvalidFileException.class,
                    () -> space.openObject(Premises.VICTIM, newer),
                    premises.victim(),
                    "layout version",
                    "expected=3",
                    "actual=2");
        }
    }

    @Test
    void open_copiedFromAnotherSpace_throws() throws IOException {
        Path otherPath = directory.resolve("other");
        try (SharedSpace other = SharedSpace.create(otherPath)) {
            SharedLong.create(other, Premises.VICTIM, 1);
            assertEquals(otherPath, other.path());
        }
        Files.copy(otherPath.resolve(Premises.VICTIM), premises.victim(), StandardCopyOption.REPLACE_EXISTING);
        InvalidFileException refusal = premises.assertVictimRefused(
                InvalidFileException.class, premises.victim(), "space", "expected=", "actual=", "another name");
        assertEquals(premises.victim(), refusal.path());
    }

    @Test
    void open_directoryWithOtherFiles_throws() throws IOException {
        Path photographs = Files.createDirectory(directory.resolve("photographs"));
        Files.writeString(photographs.resolve("me.jpg"), "me");
        InvalidFileException refusal = premises.assertRefused(
                InvalidFileException.class,
                () -> SharedSpace.openOrCreate(photographs),
                "not a space",
                photographs,
                "other files",
                "remove");
        assertEquals(photographs, refusal.path());
        premises.assertRefused(InvalidFileException.class, () -> SharedSpace.create(photographs), photographs);
        premises.assertRefused(InvalidFileException.class, () -> SharedSpace.open(photographs), photographs);
        assertEquals(false, SharedSpace.delete(photographs));
        assertTrue(Files.exists(photographs.resolve("me.jpg")));
    }

    @Test
    void create_emptyDirectory_makesTheSpaceThere() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("empty"));
        premises.assertRefused(NotFoundException.class, () -> SharedSpace.open(empty), empty);
        try (SharedSpace space = SharedSpace.create(empty)) {
            assertEquals(empty, space.path());
        }
        assertTrue(SharedSpace.delete(empty));
    }

    private static void truncate(Path file, long length) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
