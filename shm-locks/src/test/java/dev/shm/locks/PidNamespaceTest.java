package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.ChildJvmBuilder;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Requirements;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rows 7 and 8 of the fault matrix: processes in containers that share memory, and PIDs that are used again. */
@ExtendWith(LeakCheck.class)
class PidNamespaceTest {
    private static final String[] NAMESPACE = {"unshare", "-p", "-f", "--mount-proc"};
    private static final String[] NAMESPACE_WITHOUT_PROC = {"unshare", "-p", "-f"};
    private static final int LOOK_MILLIS = 500;

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
