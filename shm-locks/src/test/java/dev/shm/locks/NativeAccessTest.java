package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.ChildJvmBuilder;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Requirements;
import dev.shm.wait.WaitPoints;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A JVM of a user, without any option or with one of those that the README names: what it prints, and how it waits. */
@ExtendWith(LeakCheck.class)
class NativeAccessTest {
    private static final String KERNEL = "waits in the kernel";
    private static final String PORTABLE = "waits portably";
    private static final int JDK_THAT_WARNS = 24;
    /** Has the kernel answer the futex operations of two numbers with an error, and becomes the command that follows. */
    private static final String REFUSING = """
            import ctypes, os, struct, sys
            error, first, second = map(int, sys.argv[1:4])
            futex = {'x86_64': 202, 'aarch64': 98}[os.uname().machine]
            load, equal, answer = 0x20, 0x15, 0x06
            steps = [(load, 0, 0, 0), (equal, 0, 3, futex), (load, 0, 0, 24), (equal, 2, 0, first), (equal, 1, 0, second),
                     (answer, 0, 0, 0x7fff0000), (answer, 0, 0, 0x50000 | error)]
            code = ctypes.create_string_buffer(b''.join(struct.pack('HBBI', *step) for step in steps))
            program = ctypes.create_string_buffer(struct.pack('HxxxxxxQ', len(steps), ctypes.addressof(code)))
            libc = ctypes.CDLL(None, use_errno=True)
            assert libc.prctl(38, 1, 0, 0, 0) == 0 and libc.prctl(22, 2, program, 0, 0) == 0, ctypes.get_errno()
            os.execvp(sys.argv[4], sys.argv[4:])
            """;

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
        assertSays(expected, warned, ChildJvm.of(Waiting.class).options(options));
    }

    private static void assertSaysBehind(String expected, String... prefix) {
        assertSays(expected, jdkWarns(), ChildJvm.of(Waiting.class).prefix(prefix));
    }

    private static void assertSays(String expected, boolean warned, ChildJvmBuilder builder) {
        try (ChildJvm child = builder.start()) {
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

    /** Row 23: as in a sandbox. Those of the JVM itself are of another kind, for one process only. */
    @ParameterizedTest
    @ValueSource(ints = {1, 38}) // EPERM, ENOSYS
    void lock_kernelRefusesFutex_waitsPortablyInSilence(int error) {
        Requirements.command("python3");
        assertSaysBehind(PORTABLE, "python3", "-c", REFUSING, String.valueOf(error), "9", "10");
    }

    /** Row 23: each sleep ends at once by a signal, so they only ever look again. */
    @Test
    void lock_everySleepIsInterruptedBySignal_getsItAllTheSame() {
        Requirements.command("python3");
        assertSaysBehind(KERNEL, "python3", "-c", REFUSING, "4", "9", "9"); // EINTR
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
