package dev.shm.pool.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where archives lie and when they are used. That a JVM takes them is in {@code PackagedProgramTest}. */
class WorkerArchiveTest {
    @TempDir
    private Path directory;

    private Path home;
    private Path jar;

    @BeforeEach
    void setHome() throws IOException {
        home = directory.resolve("cache").resolve("archives");
        jar = Files.writeString(directory.resolve("library.jar"), "some classes");
        System.setProperty(WorkerArchive.PROPERTY, home.toString());
    }

    @AfterEach
    void clearHome() {
        System.clearProperty(WorkerArchive.PROPERTY);
    }

    private WorkerArchive archive() {
        return new WorkerArchive(List.of(jar.toString()));
    }

    /** As a JVM does at its end. */
    private static boolean write(List<String> options) throws IOException {
        String option = options.get(0);
        Files.writeString(Path.of(option.substring(option.indexOf('=') + 1)), "an archive");
        return true;
    }

    private static boolean refuse(List<String> options) {
        return fail("made twice: " + options);
    }

    private List<Path> inHome() throws IOException {
        try (Stream<Path> all = Files.list(home)) {
            return all.toList();
        }
    }

    @Test
    void options_noneMade_areNone() {
        assertFalse(archive().isMade());
        assertEquals(List.of(), archive().options());
    }

    @Test
    void make_once_isUsedAndNotMadeAgain() throws IOException {
        archive().make(WorkerArchiveTest::write);
        assertTrue(archive().isMade());
        List<String> options = archive().options();
        Path file = Path.of(options.get(0).substring("-XX:SharedArchiveFile=".length()));
        assertEquals("an archive", Files.readString(file));
        assertTrue(options.contains("-Djna.boot.library.path=" + file.getParent()), options::toString);
        assertTrue(Files.size(file.resolveSibling(System.mapLibraryName("jnidispatch"))) > 0);
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(home)));
        archive().make(WorkerArchiveTest::refuse);
        assertEquals(1, inHome().size());
    }

    @Test
    void make_jarChanged_isAnotherArchive() throws IOException {
        archive().make(WorkerArchiveTest::write);
        Files.writeString(jar, "some more classes");
        assertFalse(archive().isMade());
        assertEquals(List.of(), archive().options());
    }

    @Test
    void make_jvmFails_isNotTriedAgain() {
        archive().make(options -> write(options) && false);
        assertTrue(archive().isMade());
        assertFalse(archive().options().toString().contains("SharedArchiveFile"));
        archive().make(WorkerArchiveTest::refuse);
    }

    @Test
    void make_jvmCantBeStarted_leavesNothing() throws IOException {
        archive().make(options -> {
            throw new IOException("on purpose");
        });
        assertFalse(archive().isMade());
        assertEquals(List.of(), inHome());
    }

    @Test
    void make_somebodyElseWasFaster_theFirstStays() throws IOException {
        archive().make(options -> {
            archive().make(WorkerArchiveTest::write);
            return write(options);
        });
        assertTrue(archive().isMade());
        assertEquals(1, inHome().size());
    }

    @Test
    void make_homeNotWritable_doesWithout() throws IOException {
        Files.writeString(directory.resolve("cache"), "a file, where a folder should be");
        archive().make(WorkerArchiveTest::refuse);
        assertEquals(List.of(), archive().options());
    }

    @Test
    void options_othersCanWriteThere_areNone() throws IOException {
        archive().make(WorkerArchiveTest::write);
        for (Path folder : inHome()) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwx---"));
        }
        assertEquals(List.of(), archive().options());
    }

    @Test
    void make_othersCanWriteToHome_doesWithout() throws IOException {
        Files.createDirectories(home);
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
        archive().make(WorkerArchiveTest::refuse);
        assertEquals(List.of(), inHome());
    }

    @Test
    void make_oldOnesThere_keepsTheNewestAndWhatIsBeingMade() throws IOException {
        Files.createDirectories(home);
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        Instant longAgo = Instant.now().minus(1, ChronoUnit.DAYS);
        for (int i = 0; i < 20; i++) {
            Path old = Files.createDirectory(home.resolve("workers-" + i));
            Files.writeString(old.resolve("workers.jsa"), "old");
            Files.setLastModifiedTime(old, FileTime.from(longAgo.plusSeconds(i)));
        }
        Path abandoned = Files.createDirectory(home.resolve(".new-workers-abandoned"));
        Files.setLastModifiedTime(abandoned, FileTime.from(longAgo));
        Path beingMade = Files.createDirectory(home.resolve(".new-workers-now"));
        archive().make(WorkerArchiveTest::write);
        assertFalse(Files.exists(abandoned));
        assertTrue(Files.exists(beingMade));
        assertTrue(Files.exists(home.resolve("workers-19")));
        assertFalse(Files.exists(home.resolve("workers-4")));
        assertEquals(16 + 1, inHome().size());
    }

    /** Somebody may say that they are to lie where other things do. */
    @Test
    void make_foldersOfOthersThere_stay() throws IOException {
        Files.createDirectories(home);
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        Instant longAgo = Instant.now().minus(1, ChronoUnit.DAYS);
        List<Path> others = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Path folder = Files.createDirectory(home.resolve((i % 2 == 0 ? "project-" : ".new-") + i));
            others.add(Files.writeString(folder.resolve("workers.jsa"), "of somebody else"));
            Files.setLastModifiedTime(folder, FileTime.from(longAgo));
        }
        Path ours = Files.createDirectory(home.resolve(".new-workers-abandoned"));
        others.add(Files.writeString(ours.resolve("diary"), "put there by mistake"));
        Files.setLastModifiedTime(ours, FileTime.from(longAgo));
        archive().make(WorkerArchiveTest::write);
        assertTrue(others.stream().allMatch(Files::exists), others::toString);
        assertTrue(archive().isMade());
    }

    @Test
    void options_noneWanted_areNone() {
        System.setProperty(WorkerArchive.PROPERTY, "none");
        assertTrue(archive().isMade());
        archive().make(WorkerArchiveTest::refuse);
        assertEquals(List.of(), archive().options());
    }

    @Test
    void options_libraryInNoJars_areNone() {
        WorkerArchive none = new WorkerArchive(List.of());
        assertTrue(none.isMade());
        assertEquals(List.of(), none.options());
    }
}
