package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.robust.OwnerDeath;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Processes that have one of the locks of a read-write lock, and are killed or stopped. */
@ExtendWith(LeakCheck.class)
class ReadWriteDeathTest {
    @TempDir
    private Path directory;

    @Test
    void writeLock_severalReadersKilledWhileItWaits_goesOn() throws InterruptedException {
        try (SharedSpace space = SharedSpace.create(directory.resolve("space"));
                ChildJvm one = start("read");
                ChildJvm other = start("read");
                ChildJvm third = start("read")) {
            InterProcessReadWriteLock lock = InterProcessReadWriteLock.openOrCreate(space, "lock");
            assertEquals(3, lock.getReadLockCount());
            assertFalse(lock.writeLock().tryLock());
            HangGuard.threads(2, index -> {
                if (index == 0) {
                    lock.writeLock().lock();
                    lock.writeLock().unlock();
                } else {
                    HangGuard.await("the writer", () -> lock.waiters() == 1);
                    one.kill();
                    other.kill();
                    third.kill();
                }
            });
            assertEquals(0, lock.deaths());
        }
    }

    @Test
    void readLock_writerKilled_isInheritedFrom() {
        try (SharedSpace space = SharedSpace.create(directory.resolve("space"));
                ChildJvm writer = start("write")) {
            InterProcessReadWriteLock lock = InterProcessReadWriteLock.openOrCreate(space, "lock");
            assertFalse(lock.readLock().tryLock());
            writer.kill();
            HangGuard.run("reader", () -> {
                lock.readLock().lock();
                lock.readLock().unlock();
            });
            assertEquals(writer.pid(), lock.lastDeath().map(OwnerDeath::pid).orElse(0L));
        }
    }

    @Test
    void writeLock_upgraderKilled_goesOn() {
        try (SharedSpace space = SharedSpace.create(directory.resolve("space"));
                ChildJvm upgrader = start("upgrade")) {
            InterProcessReadWriteLock lock = InterProcessReadWriteLock.openOrCreate(space, "lock");
            assertTrue(lock.readLock().tryLock());
            lock.readLock().unlock();
            assertFalse(lock.writeLock().tryLock());
            upgrader.kill();
            HangGuard.run("writer", () -> {
                lock.writeLock().lock();
                lock.writeLock().unlock();
            });
            assertEquals(0, lock.deaths());
        }
    }

    /** Row 3 of the fault matrix. */
    @Test
    void writeLock_readerStopped_waits() throws Exception {
        try (SharedSpace space = SharedSpace.create(directory.resolve("space"));
                ChildJvm reader = start("read")) {
            InterProcessReadWriteLock lock = InterProcessReadWriteLock.openOrCreate(space, "lock");
            reader.signal("STOP");
            assertFalse(lock.writeLock().tryLock(300, TimeUnit.MILLISECONDS));
            assertEquals(1, lock.getReadLockCount());
            reader.signal("CONT");
            reader.endInput();
            assertEquals(0, reader.awaitExit(), reader::errors);
            HangGuard.run("writer", () -> {
                lock.writeLock().lock();
                lock.writeLock().unlock();
            });
        }
    }

    private ChildJvm start(String side) {
        ChildJvm child = ChildJvm.start(Holder.class, directory.resolve("space").toString(), side);
        child.awaitLine("has it");
        return child;
    }

    /** Has one of the locks until its input ends. */
    static final class Holder {
        public static void main(String[] arguments) {
            SharedSpace space = SharedSpace.open(Path.of(arguments[0]));
            InterProcessReadWriteLock lock = InterProcessReadWriteLock.openOrCreate(space, "lock");
            switch (arguments[1]) {
                case "read" -> lock.readLock().lock();
                case "write" -> lock.writeLock().lock();
                default -> lock.upgradableLock().lock();
            }
            Child.say("has it");
            while (Child.awaitLine() != null) {
                // only the end of the input counts
            }
        }
    }
}
