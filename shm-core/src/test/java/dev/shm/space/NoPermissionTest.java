package dev.shm.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.ChildJvmBuilder;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Requirements;
import dev.shm.value.SharedLong;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Permissions mean nothing to root: where that is who runs the tests, a child JVM runs them as nobody. */
@ExtendWith(LeakCheck.class)
class NoPermissionTest {
    private static final int NOBODY = 65534;

    @TempDir
    Path directory;

    /** Tries what it may not do, and says what came of it. */
    static final class Nobody {
        private static Premises premises;

        public static void main(String[] arguments) throws IOException {
            Path own = Files.createDirectory(Path.of(arguments[0], "own"));
            BadPathTest.chmod(own, "rwx------");
            premises = Premises.in(own);
            withMode("object 0000", premises.victim(), "---------", Nobody::openVictim);
            withMode("object 0400", premises.victim(), "r--------", Nobody::openVictim);
            withMode("object listed", premises.victim(), "---------", () -> {
                try (SharedSpace space = SharedSpace.open(premises.space())) {
                    throw new IllegalStateException(space.objects().size() + " object");
                }
            });
            withMode("table 0000", premises.processes(), "---------", Nobody::openSpace);
            withMode("table 0400", premises.processes(), "r--------", Nobody::openSpace);
            withMode("space 0000", premises.space(), "---------", Nobody::openSpace);
            withMode("space 0600", premises.space(), "rw-------", Nobody::openSpace);
            withMode("space 0500", premises.space(), "r-x------", () -> {
                try (SharedSpace space = SharedSpace.open(premises.space())) {
                    SharedLong.create(space, "new");
                }
            });
            withMode(
                    "parent 0500",
                    premises.parent(),
                    "r-x------",
                    () -> SharedSpace.create(premises.parent().resolve("new")));
            withMode("delete in 0500", premises.parent(), "r-x------", () -> SharedSpace.delete(premises.space()));
            Path foreign = Files.createDirectory(premises.parent().resolve("foreign"));
            BadPathTest.chmod(foreign, "rwx------");
            Files.writeString(foreign.resolve("me.jpg"), "me");
            withMode("foreign 0300", foreign, "-wx------", () -> SharedSpace.openOrCreate(foreign));
            attempt("somebody else's", () -> SharedSpace.open(Path.of(arguments[0], "of-root")));
            premises.assertWitnessUnharmed();
            Child.say("over");
        }

        private static void openVictim() {
            try (SharedSpace space = SharedSpace.open(premises.space())) {
                SharedLong.open(space, Premises.VICTIM);
            }
        }

        private static void openSpace() {
            SharedSpace.openOrCreate(premises.space());
        }

        private static void withMode(String what, Path path, String mode, Runnable attempt) throws IOException {
            Inventory before = Inventory.of(premises.parent());
            String good = Files.isDirectory(path) ? "rwx------" : "rw-------";
            BadPathTest.chmod(path, mode);
            attempt(what, attempt);
            BadPathTest.chmod(path, good);
            if (!before.equals(Inventory.of(premises.parent()))) {
                throw new AssertionError(before + " became " + Inventory.of(premises.parent()));
            }
        }

        private static void attempt(String what, Runnable attempt) {
            try {
                attempt.run();
                Child.say(what + ": nothing thrown");
            } catch (RuntimeException e) {
                Child.say(what + ": " + e.getClass().getSimpleName() + ": " + e.getMessage());
            }
        }
    }

    @BeforeEach
    void watch() {
        LeakCheck.watch(directory);
    }

    @Test
    void anything_notPermitted_isRefused() throws IOException {
        try (ChildJvm child = startAsNobody()) {
            Path space = directory.resolve("own/space");
            String denied = "AccessDeniedException";
            String advice = "; have the permissions changed, or take another path";
            assertTold(child, "object 0000", "SpaceAccessException: cannot open: path=" + space + "/victim", denied);
            assertTold(child, "object 0400", "SpaceAccessException: cannot open: path=" + space + "/victim", denied);
            assertTold(child, "object listed", "1 object");
            assertTold(child, "table 0000", "SpaceAccessException: cannot open: path=" + space, denied, advice);
            assertTold(child, "table 0400", "SpaceAccessException: cannot open: path=" + space, denied, advice);
            assertTold(child, "space 0000", "SpaceAccessException: cannot open: path=" + space, denied, advice);
            assertTold(child, "space 0600", "SpaceAccessException: cannot open: path=" + space, denied, advice);
            assertTold(
                    child, "space 0500", "SpaceAccessException: cannot create: path=" + space + "/new", denied, advice);
            Path neighbour = directory.resolve("own/new");
            assertTold(child, "parent 0500", "SpaceAccessException: cannot create: path=" + neighbour, denied, advice);
            assertTold(child, "delete in 0500", "SpaceAccessException: cannot delete: path=" + space, denied, advice);
            Path foreign = directory.resolve("own/foreign");
            assertTold(child, "foreign 0300", "SpaceAccessException: cannot open: path=" + foreign, denied, advice);
            if (FileFacts.OWN_UID == 0) {
                assertTold(
                        child,
                        "somebody else's",
                        "UnsafePathException: refused: path=" + directory.resolve("of-root"),
                        "owner uid: expected=" + NOBODY + ", actual=0; take another path");
            }
            child.awaitLine("over");
            assertEquals(0, child.awaitExit(), child::errors);
        }
    }

    private static void assertTold(ChildJvm child, String what, String... parts) {
        String line = child.awaitLine(what);
        for (String part : parts) {
            assertTrue(line.contains(part), () -> "\"" + part + "\" is missing in: " + line);
        }
    }

    private ChildJvm startAsNobody() throws IOException {
        if (FileFacts.OWN_UID != 0) {
            return ChildJvm.start(Nobody.class, directory.toString());
        }
        Requirements.command("setpriv");
        SharedSpace.create(directory.resolve("of-root")).close();
        BadPathTest.chmod(directory.resolve("of-root"), "rwxr-xr-x");
        BadPathTest.chmod(directory.resolve("of-root/.processes"), "rw-r--r--");
        BadPathTest.chown(directory, NOBODY);
        ChildJvmBuilder builder = ChildJvm.of(Nobody.class, directory.toString());
        String nobody = Integer.toString(NOBODY);
        return builder.prefix("setpriv", "--reuid=" + nobody, "--regid=" + nobody, "--clear-groups")
                .directory(directory)
                .classPath(readableClassPath())
                .start();
    }

    /** The sources of root may lie where nobody can read. */
    private String readableClassPath() throws IOException {
        Path copy = Files.createDirectory(directory.resolve("classes"));
        StringBuilder classPath = new StringBuilder();
        for (Class<?> type : new Class<?>[] {
            SharedSpace.class, NoPermissionTest.class, Child.class, org.junit.jupiter.api.Assertions.class
        }) {
            try {
                Path source = Path.of(
                        type.getProtectionDomain().getCodeSource().getLocation().toURI());
                Path target = copy.resolve(Integer.toString(classPath.length()));
                copyAll(source, target);
                classPath.append(target).append(File.pathSeparator);
            } catch (URISyntaxException e) {
                throw new AssertionError(e);
            }
        }
        return classPath.toString();
    }

    private static void copyAll(Path source, Path target) throws IOException {
        try (Stream<Path> paths = Files.walk(source)) {
            for (Path path : paths.toList()) {
                Path copied = source.equals(path) ? target : target.resolve(source.relativize(path));
                Files.copy(path, copied, StandardCopyOption.REPLACE_EXISTING);
                BadPathTest.chmod(copied, Files.isDirectory(copied) ? "rwxr-xr-x" : "rw-r--r--");
            }
        }
    }
}
