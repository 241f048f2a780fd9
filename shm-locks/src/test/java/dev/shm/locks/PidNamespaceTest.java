package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.ChildJvmBuilder;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Requirements;
import dev.shm.wait.WaitPoints;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows 7 and 8 of the fault matrix: processes in containers that share memory, and PIDs that are used again. */
@ExtendWith(LeakCheck.class)
class PidNamespaceTest {
    private static final String[] NAMESPACE = {"unshare", "-p", "-f", "--mount-proc"};
    private static final String[] NAMESPACE_WITHOUT_PROC = {"unshare", "-p", "-f"};
    private static final int LOOK_MILLIS = 500;
    private static final int LOSSES = 5;

    @TempDir
    private Path directory;

    @BeforeEach
    void requireNamespaces() {
        Requirements.unshare();
    }

    private static ChildJvm startInside(ChildJvmBuilder puppet, String line, String... prefix) {
        ChildJvm child = puppet.prefix(prefix).start();
        child.awaitLine(line);
        return child;
    }

    @Test
    void lock_ownerInOtherNamespaceLives_nobodyGetsIt() throws InterruptedException {
        try (LockTrap trap = LockTrap.in(directory);
                ChildJvm owner = startInside(trap.puppet("lock"), "locked", NAMESPACE);
                ChildJvm third = startInside(trap.puppet(), "ready", NAMESPACE)) {
            assertEquals(1, trap.lock().owner().orElseThrow().process().pid());
            third.send("try " + LOOK_MILLIS);
            HangGuard.run("look", () -> {
                assertFalse(tryLock(trap.lock()));
            });
            third.awaitLine("try false");
            owner.signal("STOP");
            third.send("try " + LOOK_MILLIS);
            third.awaitLine("try false");
            trap.assertNotToBeHad();
            owner.signal("CONT");
            owner.send("unlock");
            owner.awaitLine("unlocked");
            trap.assertFree();
        }
    }

    private static boolean tryLock(InterProcessLock lock) throws InterruptedException {
        return lock.tryLock(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Test
    void lock_ownerInOtherNamespaceKilled_isInherited() {
        try (LockTrap trap = LockTrap.in(directory);
                ChildJvm owner = startInside(trap.puppet("lock"), "locked", NAMESPACE)) {
            owner.kill();
            trap.assertInheritedFrom(1);
        }
    }

    /** Each is PID 1 to itself. */
    @Test
    void lock_bothInNamespacesOfTheirOwn_isInheritedOnlyFromTheDead() {
        try (LockTrap trap = LockTrap.in(directory);
                ChildJvm owner = startInside(trap.puppet("lock"), "locked", NAMESPACE);
                ChildJvm other = startInside(trap.puppet(), "ready", NAMESPACE)) {
            other.send("try " + LOOK_MILLIS);
            other.awaitLine("try false");
            owner.kill();
            other.send("lock");
            other.awaitLine("locked");
            assertEquals(1, trap.lock().deaths());
            other.kill();
            trap.assertInheritedFrom(1);
        }
    }

    @Test
    void lock_heirInOtherNamespace_inheritsFromTheDead() {
        try (LockTrap trap = LockTrap.in(directory);
                ChildJvm owner = trap.owner();
                ChildJvm heir = startInside(trap.puppet(), "ready", NAMESPACE)) {
            heir.send("try " + LOOK_MILLIS);
            heir.awaitLine("try false");
            owner.kill();
            heir.send("lock");
            heir.awaitLine("locked");
            assertEquals(owner.pid(), trap.lock().lastDeath().orElseThrow().pid());
        }
    }

    /** What stands there is about others: there is only the byte to tell. (No JVM starts without any /proc.) */
    @Test
    void lock_procIsOfOtherNamespace_isInheritedOnlyFromTheDead() {
        try (LockTrap trap = LockTrap.in(directory);
                ChildJvm owner = startInside(trap.puppet("lock"), "locked", NAMESPACE_WITHOUT_PROC);
                ChildJvm heir = startInside(trap.puppet(), "ready", NAMESPACE_WITHOUT_PROC)) {
            heir.send("try " + LOOK_MILLIS);
            heir.awaitLine("try false");
            trap.assertNotToBeHad();
            owner.kill();
            heir.send("lock");
            heir.awaitLine("locked");
            assertEquals(1, trap.lock().deaths());
            heir.kill();
            trap.assertInheritedFrom(1);
        }
    }

    /** From here nobody sees that the owner runs: it is the second byte that says so while the first is lost. */
    @ParameterizedTest
    @ValueSource(strings = {"", "--mount-proc"})
    void lock_ownerInOtherNamespaceLosesItsByte_secondOneSaysThatItLives(String proc) {
        try (LockTrap trap = LockTrap.in(directory);
                ChildJvm owner = startInside(
                        trap.puppet("native", "lock"), "locked", proc.isEmpty() ? NAMESPACE_WITHOUT_PROC : NAMESPACE)) {
            requireNativeCode(owner);
            long slot =
                    KernelLocks.awaitSecond(trap.space().path(), owner.pid()).get(0);
            for (int i = 0; i < LOSSES; i++) {
                owner.send("foreign 1");
                owner.awaitLine("closed");
                do {
                    trap.assertNotToBeHad();
                } while (KernelLocks.slots(trap.space().path(), owner.pid()) == 0);
            }
            assertTrue(KernelLocks.isSecondLocked(trap.space().path(), slot));
            owner.kill();
            trap.assertInheritedFrom(1);
        }
    }

    /** As with the first byte alone: no second one is ever taken. */
    @Test
    void lock_ownerInOtherNamespaceWithoutNativeCode_isInheritedWhenKilled() {
        try (LockTrap trap = LockTrap.in(directory);
                ChildJvm owner = startInside(
                        trap.puppet("native", "lock").options("-D" + WaitPoints.PROPERTY + "=portable"),
                        "locked",
                        NAMESPACE)) {
            trap.assertNotToBeHad();
            owner.send("foreign 1");
            owner.awaitLine("closed");
            HangGuard.await(
                    "first byte, taken again",
                    () -> KernelLocks.slots(trap.space().path(), owner.pid()) == 1);
            long slot = KernelLocks.slotBytes(trap.space().path(), owner.pid()).get(0);
            assertFalse(KernelLocks.isSecondLocked(trap.space().path(), slot));
            owner.kill();
            HangGuard.run("inheritance", () -> {
                trap.lock().lock();
                trap.lock().unlock();
            });
        }
    }

    /** Row 12: the process that the owner has started lives on in its namespace, and has not inherited the second byte. */
    @Test
    void lock_ownerInOtherNamespaceHasStartedProcess_isInheritedWhileThatLives() {
        try (LockTrap trap = LockTrap.in(directory);
                ChildJvm owner = startInside(
                        trap.puppet("native", "lock"),
                        "locked",
                        "unshare",
                        "-p",
                        "-f",
                        "--mount-proc",
                        "sh",
                        "-c",
                        "\"$@\"; exec cat >/dev/null",
                        "sh")) {
            requireNativeCode(owner);
            long slot =
                    KernelLocks.awaitSecond(trap.space().path(), owner.pid()).get(0);
            owner.send("spawn 1000");
            owner.awaitLine("spawned ");
            try {
                owner.kill();
                HangGuard.run("inheritance", () -> {
                    trap.lock().lock();
                    trap.lock().unlock();
                });
                assertEquals(1, trap.lock().deaths());
                assertFalse(KernelLocks.isSecondLocked(trap.space().path(), slot));
            } finally {
                owner.endInput(); // of the first process of the namespace; with it all others end
            }
        }
    }

    private static void requireNativeCode(ChildJvm owner) {
        Assumptions.assumeTrue(owner.output().contains("native true"), "this test requires native code");
    }

    @Test
    void lock_pidOfDeadOwnerUsedAgain_isInheritedAndNewOneIsNot() {
        Requirements.root();
        try (LockTrap trap = LockTrap.in(directory);
                ChildJvm inside = ChildJvm.of(
                                PidReuse.class, trap.space().path().toString())
                        .prefix("unshare", "-p", "-f", "--mount-proc", "sh", "-c", "\"$@\"; exit $?", "sh")
                        .start()) {
            assertEquals(0, inside.awaitExit(), inside::errors);
            Assumptions.assumeFalse(
                    inside.output().contains("not reused"), "this test requires that PIDs can be asked for");
            assertEquals("inherited from the dead true, got while the new one lives false, deaths 1", inside.output());
        }
    }
}
