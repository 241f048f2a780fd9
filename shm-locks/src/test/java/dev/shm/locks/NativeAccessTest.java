package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Requirements;
import dev.shm.wait.WaitPoints;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A JVM of a user, without any option or with one of those that the README names: what it prints, and how it waits. */
@ExtendWith(LeakCheck.class)
class NativeAccessTest {
    private static final String KERNEL = "waits in the kernel";
    private static final String PORTABLE = "waits portably";
    private static final int JDK_THAT_WARNS = 24;

    /** One thread waits for another. */
    static final class Waiting {
        public static void main(String[] arguments) throws InterruptedException {
            try (SharedSpace space = SharedSpace.temporary()) {
                InterProcessLock lock = InterProcessLock.create(space, "lock");
                Thread waiter = new Thread(() -> {
                    lock.lock();
                    lock.unlock();
                });
                lock.lock();
                try {
                    waiter.start();
                    HangGuard.await("sleeper", () -> lock.waiters() == 1);
                } finally {
                    lock.unlock();
                }
                waiter.join();
                Child.say(WaitPoints.isKernel() ? KERNEL : PORTABLE);
            }
        }
    }

    @BeforeAll
    static void requireLinux() {
        Requirements.linux();
    }

    @TempDir
    private Path directory;

    private static boolean jdkWarns() {
        return Runtime.version().feature() >= JDK_THAT_WARNS;
    }

    private static void assertSays(String expected, boolean warned, String... options) {
        try (ChildJvm child = ChildJvm.of(Waiting.class).options(options).start()) {
            assertEquals(0, child.awaitExit(), child::errors);
            assertEquals(expected, child.output().strip());
            assertTrue(child.errors().lines().allMatch(line -> warned && line.startsWith("WARNING: ")), child::errors);
        }
    }

    @Test
    void lock_noOptions_waitsInTheKernelAndOnlyTheJdkWarns() {
        assertSays(KERNEL, jdkWarns());
    }

    @Test
    void lock_portableAskedFor_waitsPortablyInSilence() {
        assertSays(PORTABLE, false, "-D" + WaitPoints.PROPERTY + "=portable");
    }

    @Test
    void lock_nativeAccessEnabled_waitsInTheKernelInSilence() {
        assumeTrue(jdkWarns(), "the option came with JDK 24");
        assertSays(KERNEL, false, "--enable-native-access=ALL-UNNAMED");
    }

    /** Nothing is loaded, and so nothing printed, for a lock that it can do without. */
    @Test
    void upkeep_nativeAccessNotEnabled_loadsNothing() {
        assumeTrue(jdkWarns(), "the JDK does not warn");
        try (LockTrap trap = LockTrap.in(directory);
                ChildJvm child = trap.owner()) {
            long slot = KernelLocks.slotBytes(trap.space().path(), child.pid()).get(0);
            for (int upkeeps = 0; upkeeps < 2; upkeeps++) {
                HangGuard.await("loss of the byte", () -> {
                    child.send("foreign 20");
                    child.awaitLine("closed");
                    return KernelLocks.slots(trap.space().path(), child.pid()) == 0;
                });
                HangGuard.await("upkeep", () -> KernelLocks.slots(trap.space().path(), child.pid()) == 1);
            }
            assertFalse(KernelLocks.isSecondLocked(trap.space().path(), slot));
            child.endInput();
            assertEquals(0, child.awaitExit());
            assertEquals("", child.errors());
        }
    }

    @Test
    void upkeep_nativeAccessEnabled_takesSecondByteInSilence() {
        String[] options = jdkWarns() ? new String[] {"--enable-native-access=ALL-UNNAMED"} : new String[0];
        try (LockTrap trap = LockTrap.in(directory);
                ChildJvm child = trap.puppet("lock").options(options).start()) {
            child.awaitLine("locked");
            KernelLocks.awaitSecond(trap.space().path(), child.pid());
            child.endInput();
            assertEquals(0, child.awaitExit());
            assertEquals("", child.errors());
        }
    }

    @Test
    void lock_nativeAccessDenied_waitsPortablyInSilence() {
        assumeTrue(jdkWarns(), "the option came with JDK 24");
        assertSays(PORTABLE, false, "--illegal-native-access=deny");
    }
}
