package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Requirements;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Row 10 of the fault matrix: processes whose clocks differ by a day, and with them all start times in {@code /proc}. (The
 * time of day cannot be set for a test; it is only ever recorded, and nothing is decided by it.)
 */
@ExtendWith(LeakCheck.class)
class TimeNamespaceTest {
    private static final String[] NAMESPACE = {"unshare", "-T", "-f", "--boottime", "86400", "--monotonic", "86400"};

    @TempDir
    private Path directory;

    @BeforeEach
    void requireNamespaces() {
        Requirements.timeNamespaces();
    }

    private static ChildJvm startInside(LockTrap trap, String line, String... commands) {
        ChildJvm child = trap.puppet(commands).prefix(NAMESPACE).start();
        child.awaitLine(line);
        return child;
    }

    @Test
    void lock_ownerInOtherTimeNamespace_isInheritedOnlyWhenKilled() {
        try (LockTrap trap = LockTrap.in(directory);
                ChildJvm owner = startInside(trap, "locked", "lock");
                ChildJvm third = startInside(trap, "ready")) {
            third.send("try 300");
            third.awaitLine("try false");
            trap.assertNotToBeHad();
            assertEquals(3, trap.space().processes().size());
            owner.kill();
            trap.assertInheritedFrom(owner);
        }
    }

    @Test
    void lock_heirInOtherTimeNamespace_inheritsOnlyFromTheDead() {
        try (LockTrap trap = LockTrap.in(directory);
                ChildJvm owner = trap.owner();
                ChildJvm heir = startInside(trap, "ready")) {
            heir.send("try 300");
            heir.awaitLine("try false");
            owner.kill();
            heir.send("lock");
            heir.awaitLine("locked");
            assertEquals(owner.pid(), trap.lock().lastDeath().orElseThrow().pid());
        }
    }

    /** The kernel wakes by a time of the sleeper's own clock. */
    @Test
    void lock_sleepersInBothTimeNamespaces_areWoken() {
        try (LockTrap trap = LockTrap.in(directory);
                ChildJvm inside = startInside(trap, "ready")) {
            HangGuard.run("owner", () -> {
                trap.lock().lock();
                try {
                    inside.send("wait 2");
                    HangGuard.await("sleepers", () -> trap.lock().waiters() == 2);
                } finally {
                    trap.lock().unlock();
                }
            });
            inside.awaitLine("all got it");
            inside.send("lock");
            inside.awaitLine("locked");
            trap.assertNotToBeHad();
            inside.send("unlock");
            inside.awaitLine("unlocked");
            trap.assertFree();
        }
    }
}
