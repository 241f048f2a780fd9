package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Row 24 of the fault matrix: many threads, and more processes than slots. */
@ExtendWith(LeakCheck.class)
class CrowdTest {
    private static final int CROWD = 1000;
    private static final int DEATHS_PER_SLOT = 3;

    @TempDir
    private Path directory;

    @Test
    void unlock_1000ThreadsWait_allGetIt() {
        try (LockTrap trap = LockTrap.in(directory);
                ChildJvm crowd = trap.puppet().start()) {
            HangGuard.run("owner", () -> {
                trap.lock().lock();
                try {
                    crowd.send("wait " + CROWD);
                    HangGuard.await("crowd", () -> trap.lock().waiters() == CROWD);
                } finally {
                    trap.lock().unlock();
                }
            });
            crowd.awaitLine("all got it");
            assertEquals(0, trap.lock().waiters());
            trap.assertFree();
        }
    }

    @Tag("long")
    @Test
    void kill_4096ThreadsWaitForOwner_allGetIt() {
        int many = 4096;
        try (LockTrap trap = LockTrap.in(directory);
                ChildJvm owner = trap.owner();
                ChildJvm crowd = trap.puppet().start()) {
            crowd.awaitLine("ready");
            crowd.send("wait " + many);
            HangGuard.await("crowd", () -> trap.lock().waiters() == many);
            owner.kill();
            crowd.awaitLine("all got it");
            assertEquals(1, trap.lock().deaths());
        }
    }

    /** Their wake-up is owed by a dead one. */
    @Test
    void kill_1000ThreadsWaitForOwner_allGetIt() {
        try (LockTrap trap = LockTrap.in(directory);
                ChildJvm owner = trap.owner();
                ChildJvm crowd = trap.puppet("wait " + CROWD).start()) {
            HangGuard.await("crowd", () -> trap.lock().waiters() == CROWD);
            owner.kill();
            crowd.awaitLine("all got it");
            assertEquals(1, trap.lock().deaths());
        }
    }

    @Test
    void open_noFreeSlot_isRefusedUntilOneDies() {
        try (LockTrap trap = LockTrap.in(directory, 3);
                ChildJvm owner = trap.owner()) {
            try (ChildJvm third = trap.puppet().start()) {
                third.awaitLine("ready");
                assertRefused(trap);
                third.send("try 1");
                third.awaitLine("try false");
            }
            for (int i = 0; i < DEATHS_PER_SLOT; i++) {
                try (ChildJvm heirOfSlot = trap.puppet().start()) {
                    heirOfSlot.awaitLine("ready");
                    assertEquals(3, trap.space().processes().size());
                }
            }
            try (ChildJvm leaving = trap.puppet("close").start();
                    ChildJvm heirOfSlot = startWhenLeft(trap, leaving)) {
                heirOfSlot.awaitLine("ready");
                assertRefused(trap);
            }
            trap.assertNotToBeHad();
            owner.kill();
            trap.assertInheritedFrom(owner);
        }
    }

    private static void assertRefused(LockTrap trap) {
        try (ChildJvm oneTooMany = trap.puppet().start()) {
            assertNotEquals(0, oneTooMany.awaitExit());
            String errors = oneTooMany.errors();
            assertTrue(errors.contains("TooManyProcessesException"), errors);
            assertTrue(errors.contains("slots=3"), errors);
        }
    }

    private static ChildJvm startWhenLeft(LockTrap trap, ChildJvm leaving) {
        leaving.awaitLine("closed");
        return trap.puppet().start();
    }
}
