package dev.shm.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Requirements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Something at the path that is no regular file, or that others can write to. */
@ExtendWith(LeakCheck.class)
class BadPathTest {
    @TempDir
    Path directory;

    /** What can be in the place of a file; the good one is put aside, as {@code good}. */
    private enum Thing {
        DIRECTORY("a directory") {
            @Override
            void make(Path path, Path good) throws IOException {
                Files.createDirectory(path);
            }
        },
        LINK_TO_THE_GOOD_ONE("a symbolic link") {
            @Override
            void make(Path path, Path good) throws IOException {
                Files.createSymbolicLink(path, good);
            }
        },
        DANGLING_LINK("a symbolic link") {
            @Override
            void make(Path path, Path good) throws IOException {
                Files.createSymbolicLink(path, Path.of("nowhere"));
            }
        },
        LINK_TO_ITSELF("a symbolic link") {
            @Override
            void make(Path path, Path good) throws IOException {
                Files.createSymbolicLink(path, path.getFileName());
            }
        },
        FIFO("a fifo") {
            @Override
            void make(Path path, Path good) throws IOException {
                Requirements.command("mkfifo");
                run("mkfifo", path.toString());
            }
        },
        SOCKET("a socket") {
            @Override
            void make(Path path, Path good) throws IOException {
                try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                    socket.bind(UnixDomainSocketAddress.of(path));
                }
            }
        },
        DEVICE("a device") {
            @Override
            void make(Path path, Path good) throws IOException {
                Requirements.root();
                run("mknod", path.toString(), "c", "1", "3"); // /dev/null
            }
        };

        final String says;

        Thing(String says) {
            this.says = says;
        }

        abstract void make(Path path, Path good) throws IOException;
    }

    private Premises premises;

    @BeforeEach
    void watch() {
        LeakCheck.watch(directory);
    }

    /** Dynamic tests share one lifecycle, so each makes its own premises. */
    private Stream<DynamicTest> withEach(HangGuard.Body<IOException> test) {
        return Stream.of(Thing.values())
                .map(thing -> DynamicTest.dynamicTest(thing.name(), () -> {
                    premises = Premises.in(Files.createDirectory(directory.resolve(thing.name())));
                    test.run(thing.ordinal());
                }));
    }

    private Path replace(Path path, Thing thing) throws IOException {
        Path good = premises.parent().resolve("good");
        Files.move(path, good);
        thing.make(path, good);
        return good;
    }

    @TestFactory
    Stream<DynamicTest> open_somethingElseAsObject_isRefused() {
        return withEach(index -> {
            Thing thing = Thing.values()[index];
            replace(premises.victim(), thing);
            InvalidFileException refusal = HangGuard.call(
                    thing.name(),
                    () -> premises.assertVictimRefused(
                            InvalidFileException.class,
                            "not a regular file",
                            premises.victim(),
                            "actual=" + thing.says,
                            "another name"));
            assertEquals(premises.victim(), refusal.path());
            try (SharedSpace space = SharedSpace.open(premises.space())) {
                assertEquals(
                        List.of("witness"),
                        space.objects().stream().map(ObjectInfo::name).toList());
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> open_somethingElseAsTable_isRefused() {
        return withEach(index -> {
            Thing thing = Thing.values()[index];
            Path good = replace(premises.processes(), thing);
            HangGuard.run(
                    thing.name(),
                    () -> premises.assertSpaceRefused(
                            InvalidFileException.class,
                            "not a regular file",
                            premises.processes(),
                            "actual=" + thing.says,
                            "remove"));
            premises.assertRefused(
                    AlreadyExistsException.class, () -> SharedSpace.create(premises.space()), premises.space());
            premises.assertRefused(
                    InvalidFileException.class, () -> SharedSpace.delete(premises.space()), premises.processes());
            Files.delete(premises.processes());
            Files.move(good, premises.processes());
            premises.assertWitnessUnharmed();
        });
    }

    @TestFactory
    Stream<DynamicTest> open_somethingElseAsSpace_isRefused() {
        return withEach(index -> {
            Thing thing = Thing.values()[index];
            if (thing == Thing.DIRECTORY) {
                return; // an empty one is a fine place for a space
            }
            Path good = replace(premises.space(), thing);
            HangGuard.run(
                    thing.name(),
                    () -> premises.assertSpaceRefused(
                            InvalidFileException.class,
                            "not a directory",
                            premises.space(),
                            "actual=" + thing.says,
                            "another name"));
            premises.assertRefused(
                    InvalidFileException.class, () -> SharedSpace.create(premises.space()), premises.space());
            premises.assertRefused(
                    InvalidFileException.class, () -> SharedSpace.delete(premises.space()), premises.space());
            Files.delete(premises.space());
            Files.move(good, premises.space());
            premises.assertWitnessUnharmed();
        });
    }

    @Test
    void open_regularFileAsSpace_isRefused() throws IOException {
        premises = Premises.in(directory);
        Path file = Files.writeString(directory.resolve("file"), "text");
        premises.assertRefused(
                InvalidFileException.class,
                () -> SharedSpace.openOrCreate(file),
                "not a directory",
                file,
                "actual=a regular file");
        premises.assertRefused(InvalidFileException.class, () -> SharedSpace.delete(file), file, "a regular file");
        Path below = file.resolve("space");
        premises.assertRefused(
                NotFoundException.class, () -> SharedSpace.open(below), "space not found", below, "create");
        premises.assertRefused(InvalidFileException.class, () -> SharedSpace.create(below), "not a directory", file);
    }

    // ---- who else can write there ----

    @TestFactory
    Stream<DynamicTest> open_writableByOthers_isRefused() {
        return Stream.of("rwxrwx---", "rwx----w-", "rwxrwxrwx", "rwxr-xrwx")
                .map(mode -> DynamicTest.dynamicTest(mode, () -> {
                    premises = Premises.in(Files.createDirectory(directory.resolve(mode)));
                    chmod(premises.victim(), mode);
                    premises.assertVictimRefused(
                            UnsafePathException.class, premises.victim(), "mode", "expected=7", "actual=7", "chmod");
                    chmod(premises.victim(), "rw-------");
                    chmod(premises.processes(), mode);
                    premises.assertSpaceRefused(
                            UnsafePathException.class, premises.processes(), "mode", "expected=7", "actual=7", "chmod");
                    chmod(premises.processes(), "rw-------");
                    chmod(premises.space(), mode);
                    UnsafePathException refusal = premises.assertSpaceRefused(
                            UnsafePathException.class, premises.space(), "mode", "expected=7", "actual=7", "chmod");
                    assertEquals(premises.space(), refusal.path());
                    premises.assertRefused(
                            UnsafePathException.class, () -> SharedSpace.delete(premises.space()), premises.space());
                    chmod(premises.space(), "rwxr-xr-x"); // to look is no harm
                    premises.assertWitnessUnharmed();
                }));
    }

    @Test
    void open_ownedBySomebodyElse_isRefused() throws IOException {
        Requirements.root();
        premises = Premises.in(directory);
        chown(premises.victim(), 12345);
        premises.assertVictimRefused(
                UnsafePathException.class,
                premises.victim(),
                "owner",
                "expected=" + FileFacts.OWN_UID,
                "actual=12345",
                "take another path");
        chown(premises.processes(), 12345);
        premises.assertSpaceRefused(UnsafePathException.class, premises.processes(), "owner", "actual=12345");
        chown(premises.processes(), 0);
        chown(premises.space(), 12345);
        premises.assertSpaceRefused(UnsafePathException.class, premises.space(), "owner", "actual=12345");
        premises.assertRefused(UnsafePathException.class, () -> SharedSpace.delete(premises.space()), premises.space());
        chown(premises.space(), 0);
        premises.assertWitnessUnharmed();
    }

    /** Others may look into it, but nobody gets more than the user's own files say. */
    @Test
    void create_anyUmask_onlyForTheUser() throws IOException {
        premises = Premises.in(directory);
        assertEquals("rwx------", modeOf(premises.space()));
        assertEquals("rw-------", modeOf(premises.processes()));
        assertEquals("rw-------", modeOf(premises.victim()));
    }

    /** Its target lies elsewhere and is not this space's business. */
    @Test
    void deleteObject_link_removesTheLinkOnly() throws IOException {
        premises = Premises.in(directory);
        Path elsewhere = Files.writeString(directory.resolve("elsewhere"), "precious");
        Files.createSymbolicLink(premises.space().resolve("link"), elsewhere);
        try (SharedSpace space = SharedSpace.open(premises.space())) {
            assertTrue(space.deleteObject("link"));
            assertFalse(space.deleteObject("link"));
        }
        assertEquals("precious", Files.readString(elsewhere));
    }

    @Test
    void delete_linksInside_targetsStay() throws IOException {
        premises = Premises.in(directory);
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("file"), "precious");
        Files.createSymbolicLink(premises.space().resolve("link"), elsewhere);
        assertTrue(SharedSpace.delete(premises.space()));
        assertEquals("precious", Files.readString(elsewhere.resolve("file")));
        assertFalse(Files.exists(premises.space()));
    }

    @Test
    void create_fileSystemWithoutSharedMappings_isRefused() {
        Requirements.linux();
        premises = Premises.in(directory);
        UnsafePathException refusal = premises.assertRefused(
                UnsafePathException.class,
                () -> SharedSpace.create(Path.of("/proc/self/space")),
                "file system",
                "expected=",
                "tmpfs",
                "actual=proc",
                "another path");
        assertEquals(Path.of("/proc/self"), refusal.path());
    }

    static void chmod(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    static void chown(Path path, int uid) throws IOException {
        Files.setAttribute(path, "unix:uid", uid);
    }

    private static String modeOf(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void run(String... words) {
        try {
            assertEquals(0, new ProcessBuilder(words).inheritIO().start().waitFor(), () -> String.join(" ", words));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
