package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.memory.RegionDamagedException;
import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Requirements;
import dev.shm.value.SharedLong;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Row 13 of the fault matrix: a file is truncated while a process works on it. That process may die of it (SIGBUS) or be
 * told. Whatever it does, other processes and objects are unharmed.
 */
@ExtendWith(LeakCheck.class)
class TruncationTest {
    /** What the JVM makes of the lost page; in compiled code it tells some instructions later, wherever the thread is then. */
    private static final Pattern FAULT =
            Pattern.compile("SIGBUS|InternalError: a fault occurred|RegionDamagedException");

    @TempDir
    private Path directory;

    @BeforeAll
    static void prepare() {
        Requirements.linux();
        DeathWarnings.silence();
    }

    /** Increments a value under its lock until that fails or the parent says that it is enough; then the other value. */
    static final class Worker {
        private static volatile boolean enough;

        public static void main(String[] arguments) {
            try (SharedSpace space = SharedSpace.open(Path.of(arguments[0]))) {
                SharedLong truncated = SharedLong.open(space, "truncated");
                InterProcessLock lock = InterProcessLock.of(truncated);
                Thread listener = new Thread(() -> {
                    Child.awaitLine();
                    enough = true;
                });
                listener.setDaemon(true);
                listener.start();
                Child.say("works");
                try {
                    while (!enough) {
                        lock.lock();
                        try {
                            truncated.incrementAndGet();
                        } finally {
                            lock.unlock();
                        }
                    }
                } catch (RegionDamagedException | IllegalMonitorStateException e) {
                    Child.say("was told");
                }
                increment(SharedLong.open(space, "sound"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 4095, 4096, 4160, 4168, 4479})
    void truncate_whileInUse_othersAreUnharmed(long length) throws IOException {
        try (SharedSpace space = SharedSpace.create(directory.resolve("space"))) {
            SharedLong.create(space, "truncated");
            SharedLong sound = SharedLong.create(space, "sound");
            int exitCode;
            try (ChildJvm child = ChildJvm.of(Worker.class, space.path().toString())
                    .options("-XX:ErrorFile=" + directory.resolve("error.txt"), "-XX:-CreateCoredumpOnCrash")
                    .start()) {
                child.awaitLine("works");
                truncate(space.path().resolve("truncated"), length);
                child.send("enough");
                exitCode = child.awaitExit();
                String output = child.output() + child.errors();
                assertTrue(exitCode == 0 || FAULT.matcher(output).find(), output);
            }
            HangGuard.run("other object", () -> increment(sound));
            assertTrue(exitCode == 0 ? sound.get() == 2 : sound.get() == 1 || sound.get() == 2, "count=" + sound.get());
            HangGuard.await("only this process", () -> space.processes().size() == 1);

            assertTrue(space.deleteObject("truncated"));
            assertEquals(1, SharedLong.create(space, "truncated").incrementAndGet());
        }
    }

    /** Waits for a lock that another process has; another thread interrupts that on request. */
    static final class Sleeper {
        public static void main(String[] arguments) throws InterruptedException {
            Child.awaitLine();
            InterProcessLock lock = InterProcessLock.open(SharedSpace.open(Path.of(arguments[0])), LockPuppet.LOCK);
            lock.tryLock(10, TimeUnit.MILLISECONDS); // loads native code: from here on it is quick to sleep
            Thread waiter = new Thread(() -> {
                try {
                    lock.lockInterruptibly();
                    Child.say("acquired");
                } catch (InterruptedException | RegionDamagedException | InternalError e) {
                    Child.say("was told: " + e.getClass().getSimpleName());
                }
            });
            waiter.start();
            HangGuard.await("sleeper", () -> lock.waiters() == 1);
            Child.say("waits");
            Child.awaitLine();
            waiter.interrupt();
            Child.say("interrupted");
            waiter.join();
            Runtime.getRuntime().halt(0);
        }
    }

    /** The kernel finds nobody to be woken by a page that is not there: the sleeper looks by itself, in its time. */
    @Tag("long")
    @Test
    void truncate_whileAThreadSleeps_itIsToldAndInterrupterIsNot() throws IOException {
        Path path = directory.resolve("space");
        SharedSpace.create(path).close(); // this process must not have the file open that it truncates
        try (ChildJvm owner = ChildJvm.start(LockPuppet.class, path.toString(), "lock");
                ChildJvm sleeper = ChildJvm.of(Sleeper.class, path.toString())
                        .options("-XX:ErrorFile=" + directory.resolve("error.txt"), "-XX:-CreateCoredumpOnCrash")
                        .start()) {
            owner.awaitLine("locked");
            sleeper.send("wait");
            sleeper.awaitLine("waits");
            truncate(path.resolve(LockPuppet.LOCK), 0);
            sleeper.send("interrupt");
            int exitCode = sleeper.awaitExit();
            String output = sleeper.output() + sleeper.errors();
            assertTrue(exitCode != 0 && FAULT.matcher(output).find() || output.contains("was told"), output);
            assertTrue(exitCode != 0 || output.contains("interrupted"), output);
            assertFalse(output.contains("IllegalStateException"), output);
        }
    }

    private static void increment(SharedLong value) {
        InterProcessLock lock = InterProcessLock.of(value);
        lock.lock();
        try {
            value.set(value.get() + 1);
        } finally {
            lock.unlock();
        }
    }

    private static void truncate(Path file, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }
}
