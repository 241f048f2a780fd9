package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Requirements;
import dev.shm.wait.WaitPoints;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

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

    @Test
    void lock_nativeAccessDenied_waitsPortablyInSilence() {
        assumeTrue(jdkWarns(), "the option came with JDK 24");
        assertSays(PORTABLE, false, "--illegal-native-access=deny");
    }
}
