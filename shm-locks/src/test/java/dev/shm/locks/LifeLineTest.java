package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Requirements;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Row 11 of the fault matrix: whatever else an application does with the files, threads and class loaders of its JVM, to
 * the others it lives. What they see is looked at from outside: the kernel's list of locks.
 */
@ExtendWith(LeakCheck.class)
class LifeLineTest {
    private static final int FOREIGN_CHANNELS = 20;

    @TempDir
    private Path directory;

    @BeforeEach
    void requireLinux() {
        Requirements.linux();
    }

    private static long slots(LockTrap trap, ChildJvm child) {
        return KernelLocks.slots(trap.space().path(), child.pid());
    }

    /** POSIX: who closes a file gives up all locks on it, even those it took through another descriptor. */
    @Test
    void close_foreignChannelsOnAllFiles_ownerIsNotTakenForDead() {
        try (LockTrap trap = LockTrap.in(directory);
                ChildJvm owner = trap.owner()) {
            assertEquals(1, slots(trap, owner));
            HangGuard.await("loss of the byte", () -> {
                owner.send("foreign " + FOREIGN_CHANNELS);
                owner.awaitLine("closed");
                trap.assertNotToBeHad();
                return slots(trap, owner) == 0;
            });
            while (slots(trap, owner) == 0) {
                trap.assertNotToBeHad();
                assertEquals(2, trap.space().processes().size());
            }
            trap.assertNotToBeHad();
            owner.kill();
            trap.assertInheritedFrom(owner);
        }
    }

    @Test
    void close_foreignChannelsOfThisProcess_itIsNotTakenForDead() throws IOException {
        try (LockTrap trap = LockTrap.in(directory);
                ChildJvm other = trap.puppet().start()) {
            other.awaitLine("ready");
            HangGuard.run("owner", () -> {
                trap.lock().lock();
                try {
                    LockPuppet.openAndCloseAllFiles(trap.space(), FOREIGN_CHANNELS);
                    other.send("try 300");
                    other.awaitLine("try false");
                } finally {
                    trap.lock().unlock();
                }
            });
            trap.assertFree();
        }
    }

    @Test
    void close_oneOfTwoClassLoaders_otherOneLives() {
        try (LockTrap trap = LockTrap.in(directory);
                ChildJvm tenants =
                        ChildJvm.start(TwoTenants.class, trap.space().path().toString())) {
            tell(tenants, "1 open " + trap.space().path(), "1 open done");
            tell(tenants, "2 open " + trap.space().path(), "2 open done");
            assertEquals(3, trap.space().processes().size());
            assertEquals(2, slots(trap, tenants));
            tell(tenants, "1 lock", "1 lock done");
            tell(tenants, "2 try", "2 try false");
            trap.assertNotToBeHad();
            tell(tenants, "1 unlock", "1 unlock done");
            tell(tenants, "2 lock", "2 lock done");
            tell(tenants, "1 try", "1 try false");
            tell(tenants, "1 close", "1 close done");
            assertEquals(1, slots(trap, tenants));
            assertEquals(2, trap.space().processes().size());
            trap.assertNotToBeHad();
            tell(tenants, "1 open " + trap.space().path(), "1 open done");
            tell(tenants, "1 try", "1 try false");
            tenants.kill();
            trap.assertInheritedFrom(tenants);
        }
    }

    /** The descriptor of both second bytes is one, opened by the first of them, and used until both have left. */
    @Test
    void close_oneOfTwoClassLoadersWithSecondBytes_otherOneKeepsBoth() {
        try (LockTrap trap = LockTrap.in(directory);
                ChildJvm tenants =
                        ChildJvm.start(TwoTenants.class, trap.space().path().toString())) {
            tell(tenants, "1 open " + trap.space().path(), "1 open done");
            tell(tenants, "1 native", "1 native done");
            long first =
                    KernelLocks.awaitSecond(trap.space().path(), tenants.pid()).get(0);
            tell(tenants, "2 open " + trap.space().path(), "2 open done");
            tell(tenants, "2 native", "2 native done");
            long other = KernelLocks.awaitSecond(trap.space().path(), tenants.pid()).stream()
                    .filter(slot -> slot != first)
                    .findFirst()
                    .orElseThrow();
            tell(tenants, "1 close", "1 close done");
            assertEquals(List.of(other), KernelLocks.slotBytes(trap.space().path(), tenants.pid()));
            assertFalse(KernelLocks.isSecondLocked(trap.space().path(), first));
            assertTrue(KernelLocks.isSecondLocked(trap.space().path(), other));
            tell(tenants, "2 lock", "2 lock done");
            trap.assertNotToBeHad();
            tenants.kill();
            trap.assertInheritedFrom(tenants);
        }
    }

    @Test
    void open_twoClassLoadersAtOnce_shareOneChannel() {
        try (LockTrap trap = LockTrap.in(directory);
                ChildJvm tenants =
                        ChildJvm.start(TwoTenants.class, trap.space().path().toString())) {
            tell(tenants, "race 300", "race 1");
        }
    }

    private static void tell(ChildJvm tenants, String command, String answer) {
        tenants.send(command);
        assertEquals(answer, tenants.awaitLine(answer.substring(0, answer.lastIndexOf(' '))));
    }

    @Test
    void interrupt_200TimesInEveryOperation_lifeIsKept() {
        storm(200);
    }

    @Tag("long")
    @Test
    void interrupt_10000TimesInEveryOperation_lifeIsKept() {
        storm(10_000);
    }

    @Tag("nightly")
    @Test
    void interrupt_100000TimesInEveryOperation_lifeIsKept() {
        storm(100_000);
    }

    private void storm(int interrupts) {
        try (LockTrap trap = LockTrap.in(directory);
                ChildJvm child = ChildJvm.start(
                        InterruptStorm.class, trap.space().path().toString(), String.valueOf(interrupts))) {
            child.awaitLine("ready");
            List<Long> own = KernelLocks.slotBytes(trap.space().path(), child.pid());
            assertEquals(1, own.size());
            AtomicBoolean over = new AtomicBoolean();
            HangGuard.threads(2, index -> {
                if (index == 0) {
                    try {
                        child.awaitLine("over");
                    } finally {
                        over.set(true);
                    }
                } else {
                    while (!over.get()) {
                        trap.lock().lock();
                        // A file on another file system, of which the child makes many, may have the same number.
                        assertTrue(KernelLocks.slotBytes(trap.space().path(), child.pid())
                                .containsAll(own));
                        trap.lock().unlock();
                    }
                }
            });
            child.send("lock");
            child.awaitLine("locked");
            trap.assertNotToBeHad();
            child.kill();
            trap.assertInheritedFrom(child);
        }
    }
}
