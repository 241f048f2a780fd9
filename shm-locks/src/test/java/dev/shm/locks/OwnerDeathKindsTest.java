package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.ChildJvmBuilder;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Requirements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows 5, 6, 9 and 12 of the fault matrix: an owner dies in all the ways there are, and the lock is inherited. */
@ExtendWith(LeakCheck.class)
class OwnerDeathKindsTest {
    private static final String PARENT_WITHOUT_REAPING = "exec 3<&0; \"$@\" <&3 & exec cat >/dev/null";
    private static final String WITHOUT_CORE_FILE = "ulimit -c 0; exec \"$@\"";
    /* Started by nohup or in the background of a script, this JVM ignores some signals, and so would its children. */
    private static final String HEEDING_SIGNALS = "ulimit -c 0; exec env --default-signal=HUP,INT \"$@\"";

    @TempDir
    private Path directory;

    @BeforeEach
    void requireLinux() {
        Requirements.linux();
    }

    @ValueSource(strings = {"exit 0", "exit 3", "halt 3"})
    @ParameterizedTest
    void lock_ownerEndsItself_isInherited(String command) {
        try (LockTrap trap = LockTrap.in(directory);
                ChildJvm owner = trap.owner()) {
            owner.send(command);
            trap.assertInheritedFrom(owner);
            assertEquals(Integer.parseInt(command.substring("exit ".length())), owner.awaitExit());
        }
    }

    @Test
    void lock_ownerReturnsFromMain_isInherited() {
        try (LockTrap trap = LockTrap.in(directory);
                ChildJvm owner = trap.owner()) {
            owner.endInput();
            trap.assertInheritedFrom(owner);
            assertEquals(0, owner.awaitExit());
        }
    }

    @ValueSource(strings = {"TERM", "INT", "HUP", "SEGV", "ABRT", "KILL"})
    @ParameterizedTest
    void lock_ownerGetsSignal_isInherited(String signal) {
        try (LockTrap trap = LockTrap.in(directory)) {
            ChildJvmBuilder builder = trap.puppet("lock")
                    .prefix("sh", "-c", HEEDING_SIGNALS, "sh")
                    .options("-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=" + directory.resolve("crash.log"));
            try (ChildJvm owner = builder.start()) {
                owner.awaitLine("locked");
                owner.signal(signal);
                trap.assertInheritedFrom(owner);
                assertNotEquals(0, owner.awaitExit());
            }
        }
    }

    /** By itself: the kernel's own killer of the large sends a SIGKILL. */
    @ValueSource(strings = {"ExitOnOutOfMemoryError", "CrashOnOutOfMemoryError"})
    @ParameterizedTest
    void lock_ownerRunsOutOfMemory_isInherited(String kind) {
        try (LockTrap trap = LockTrap.in(directory);
                ChildJvm owner = trap.puppet("lock")
                        .prefix("sh", "-c", WITHOUT_CORE_FILE, "sh")
                        .options("-XX:+" + kind, "-XX:-CreateCoredumpOnCrash", "-Xmx16m")
                        .options("-XX:ErrorFile=" + directory.resolve("crash.log"))
                        .start()) {
            owner.awaitLine("locked");
            owner.send("eat");
            trap.assertInheritedFrom(owner);
            assertNotEquals(0, owner.awaitExit());
        }
    }

    /** As in a container whose first process doesn't reap: to ask for the PID says for ever that it lives. */
    @Test
    void lock_ownerIsZombie_isInherited() throws IOException {
        try (LockTrap trap = LockTrap.in(directory);
                ChildJvm owner = trap.puppet("lock")
                        .prefix("sh", "-c", PARENT_WITHOUT_REAPING, "sh")
                        .start()) {
            try {
                owner.awaitLine("locked");
                owner.kill();
                trap.assertInheritedFrom(owner);
                // It is inherited from as soon as all its threads are on their way out, and a zombie a moment later.
                HangGuard.await("a zombie", () -> isZombie(owner.pid()));
                assertTrue(ProcessHandle.of(owner.pid())
                        .filter(ProcessHandle::isAlive)
                        .isPresent());
            } finally {
                owner.endInput();
            }
        }
    }

    private static boolean isZombie(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The kernel gives its locks back only when it has torn the heap down. */
    @Tag("long")
    @Test
    void lock_ownerHas2GbOfTouchedHeap_isInherited() throws IOException {
        requireMemory(4_000_000);
        try (LockTrap trap = LockTrap.in(directory);
                ChildJvm owner = trap.puppet("lock")
                        .options("-Xms2g", "-Xmx2g", "-XX:+AlwaysPreTouch")
                        .start()) {
            owner.awaitLine("locked");
            owner.kill();
            trap.assertInheritedFrom(owner);
        }
    }

    private static void requireMemory(long kilobytes) throws IOException {
        long available = Files.readAllLines(Path.of("/proc/meminfo")).stream()
                .filter(line -> line.startsWith("MemAvailable:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
        Assumptions.assumeTrue(
                available > kilobytes, "this test requires " + kilobytes + " kB of memory, available: " + available);
    }

    /** A child process must not keep its dead parent's locks. */
    @Test
    void lock_ownerHasStartedProcess_isInheritedWhileThatLives() {
        try (LockTrap trap = LockTrap.in(directory);
                ChildJvm owner = trap.owner()) {
            owner.send("spawn 1000");
            long pid = Long.parseLong(owner.awaitLine("spawned ").substring("spawned ".length()));
            ProcessHandle heir = ProcessHandle.of(pid).orElseThrow();
            try {
                owner.kill();
                trap.assertInheritedFrom(owner);
                assertTrue(heir.isAlive());
            } finally {
                heir.destroyForcibly();
            }
        }
    }

    @ValueSource(strings = {"thread", "virtual"})
    @ParameterizedTest
    void lock_ownersThreadEnds_isInheritedByBothSides(String kind) {
        Assumptions.assumeTrue(
                kind.equals("thread") || Runtime.version().feature() >= 21, "virtual threads came with Java 21");
        try (LockTrap trap = LockTrap.in(directory);
                ChildJvm owner = trap.puppet(kind).start()) {
            owner.awaitLine("ended");
            trap.assertInheritedFrom(owner);
            assertNotEquals(0, trap.lock().lastDeath().orElseThrow().threadId());
            owner.send(kind);
            owner.awaitLine("ended");
            owner.send("lock");
            owner.awaitLine("locked");
            assertEquals(2, trap.lock().deaths());
            assertEquals(
                    owner.pid(), trap.lock().owner().orElseThrow().process().pid());
            owner.send("unlock");
            owner.awaitLine("unlocked");
            HangGuard.run("nobody died since", () -> {
                trap.lock().lock();
                trap.lock().unlock();
            });
            assertEquals(2, trap.lock().deaths());
        }
    }
}
