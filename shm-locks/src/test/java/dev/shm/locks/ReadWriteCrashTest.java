package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shm.crash.CrashRun;
import dev.shm.crash.CrashRun.Outcome;
import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.value.SharedLong;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Row 1 of the fault matrix for read-write locks: a process is killed before each of its steps, and the others read and write
 * on, one writer at a time.
 */
@ExtendWith(LeakCheck.class)
class ReadWriteCrashTest {
    private static final int SURVIVORS = 2;

    @TempDir
    private Path directory;

    private SharedSpace space;
    private ReadWriteCrashScenario scenario;
    private boolean everyPlainStore;

    @BeforeAll
    static void silence() {
        DeathWarnings.silence();
    }

    @ParameterizedTest
    @EnumSource
    void kill_beforeEachStep_othersGoOn(ReadWriteCrashScenario each) throws Exception {
        run(each, false);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource
    void kill_beforeEachPlainStoreToo_othersGoOn(ReadWriteCrashScenario each) throws Exception {
        run(each, true);
    }

    private void run(ReadWriteCrashScenario each, boolean every) throws Exception {
        scenario = each;
        everyPlainStore = every;
        try (SharedSpace opened = SharedSpace.create(directory.resolve("space"))) {
            space = opened;
            CrashRun.untilPassed("read-write", scenario, every, this::trial);
        }
    }

    private Outcome trial(int step) throws Exception {
        SharedLong one = ReadWriteCrashScenario.one(space, step);
        SharedLong other = ReadWriteCrashScenario.other(space, step);
        InterProcessReadWriteLock lock =
                ReadWriteCrashScenario.openOrCreate(space, step).repairingWith(death -> other.set(one.get()));
        String end = HangGuard.call("trial " + step, () -> switch (scenario) {
            case WAIT_FOR_READER, WAIT_IN_VAIN -> whileHeld(lock, lock.readLock(), step);
            case WAIT_FOR_WRITER -> whileHeld(lock, lock.writeLock(), step);
            case WAIT_FOR_UPGRADER -> whileHeld(lock, lock.upgradableLock(), step);
            case LEAVE_WITH_WRITER -> withWriter(lock, step);
            default -> alone(step);
        });
        return examine(lock, one, other, end);
    }

    private ChildJvm start(int step) {
        return CrashRun.start(space, scenario, step, everyPlainStore);
    }

    private String alone(int step) {
        try (ChildJvm child = start(step)) {
            return CrashRun.awaitEnd(child);
        }
    }

    /** The child comes while this process has one of the locks. */
    private String whileHeld(InterProcessReadWriteLock lock, Lock held, int step) {
        held.lock();
        try (ChildJvm child = start(step)) {
            boolean released = false;
            try {
                if (scenario == ReadWriteCrashScenario.WAIT_IN_VAIN) {
                    return CrashRun.awaitEnd(child);
                }
                HangGuard.await("child waits or dies", () -> lock.waiters() == 1 || !child.isAlive());
                held.unlock();
                released = true;
                return CrashRun.awaitEnd(child);
            } finally {
                if (!released) {
                    held.unlock();
                }
            }
        }
    }

    /** The child reads, and this process waits to write. */
    private String withWriter(InterProcessReadWriteLock lock, int step) throws Exception {
        try (ChildJvm child = start(step)) {
            child.awaitLine(ReadWriteCrashScenario.READY);
            AtomicReference<String> end = new AtomicReference<>();
            HangGuard.threads(2, index -> {
                if (index == 0) {
                    lock.writeLock().lock();
                    lock.writeLock().unlock();
                } else {
                    HangGuard.await("a writer", () -> lock.waiters() == 1);
                    child.send("leave");
                    end.set(CrashRun.awaitEnd(child));
                }
            });
            return end.get();
        }
    }

    private Outcome examine(InterProcessReadWriteLock lock, SharedLong one, SharedLong other, String diesBefore)
            throws Exception {
        String before =
                lock.getReadLockCount() + " readers, " + (lock.isWriteLocked() ? "write lock owned" : "nobody writes");
        CountDownLatch bothRead = new CountDownLatch(SURVIVORS);
        HangGuard.threads(SURVIVORS, index -> {
            lock.readLock().lock();
            try {
                bothRead.countDown();
                bothRead.await();
                assertEquals(one.get(), other.get(), "whole");
            } finally {
                lock.readLock().unlock();
            }
            lock.upgradableLock().lock();
            try {
                lock.writeLock().lock();
                one.incrementAndGet();
                other.incrementAndGet();
                lock.writeLock().unlock();
            } finally {
                lock.upgradableLock().unlock();
            }
        });
        assertEquals(one.get(), other.get());
        assertEquals(0, lock.getReadLockCount());
        assertEquals(0, lock.waiters());
        return new Outcome(diesBefore, before);
    }
}
