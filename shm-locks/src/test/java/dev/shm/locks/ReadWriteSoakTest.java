package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shm.robust.DeathWarnings;
import dev.shm.robust.Fairness;
import dev.shm.robust.OwnerDeathPolicy;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Seeds;
import dev.shm.value.SharedLong;
import dev.shm.value.SharedLongArray;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows 2 and 28 of the fault matrix for read-write locks: processes read and write two numbers that are to be the same, are
 * killed at random moments and replaced. Nobody ever reads two that differ, and nobody waits for the dead.
 */
@ExtendWith(LeakCheck.class)
class ReadWriteSoakTest {
    private static final int WORKERS = 3;
    private static final int LONGEST_PAUSE_MICROS = 20_000;

    @TempDir
    private Path directory;

    private final Random random = Seeds.random("killer");
    private final ChildJvm[] workers = new ChildJvm[WORKERS];

    @BeforeAll
    static void silence() {
        DeathWarnings.silence();
    }

    @Test
    void kill_15AtRandom_nobodyReadsHalf() {
        soak(15, Fairness.BARGING);
    }

    @Test
    void kill_10AtRandomFair_nobodyReadsHalf() {
        soak(10, Fairness.FAIR);
    }

    @Tag("long")
    @Test
    void kill_150AtRandom_nobodyReadsHalf() {
        soak(150, Fairness.BARGING);
    }

    @Tag("nightly")
    @Test
    void kill_20000AtRandom_nobodyReadsHalf() {
        soak(20_000, Fairness.BARGING);
    }

    private void soak(int kills, Fairness fairness) {
        try (SharedSpace space = SharedSpace.create(directory.resolve("space"))) {
            InterProcessReadWriteLock lock =
                    InterProcessReadWriteLock.create(space, "lock", OwnerDeathPolicy.MUST_REPAIR, fairness);
            SharedLongArray rounds = SharedLongArray.create(space, "rounds", WORKERS * 2L);
            SharedLong one = SharedLong.create(space, "one");
            SharedLong other = SharedLong.create(space, "other");
            SharedLong torn = SharedLong.create(space, "torn");
            try {
                for (int i = 0; i < WORKERS; i++) {
                    start(i);
                }
                for (int i = 0; i < kills; i++) {
                    int victim = random.nextInt(WORKERS);
                    awaitProgress(rounds, victim);
                    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(LONGEST_PAUSE_MICROS)));
                    workers[victim].kill();
                    workers[victim].awaitExit();
                    awaitProgress(rounds, (victim + 1) % WORKERS); // the survivors do not wait for it
                    start(victim);
                }
                for (int i = 0; i < WORKERS; i++) {
                    awaitProgress(rounds, i);
                    workers[i].endInput();
                    assertEquals(0, workers[i].awaitExit(), workers[i]::errors);
                }
            } finally {
                for (ChildJvm worker : workers) {
                    if (worker != null) {
                        worker.close();
                    }
                }
            }
            HangGuard.run("the last writer", () -> {
                Lock write = Worker.repairing(lock, one, other).writeLock();
                write.lock();
                write.unlock();
            });
            assertEquals(one.get(), other.get());
            assertEquals(0, torn.get(), "read while somebody wrote");
            assertEquals(0, lock.getReadLockCount());
            assertEquals(0, lock.waiters());
        }
    }

    private void start(int index) {
        workers[index] = ChildJvm.start(Worker.class, directory.resolve("space").toString(), String.valueOf(index));
    }

    /** Both its threads come by. */
    private static void awaitProgress(SharedLongArray rounds, int worker) {
        for (long thread = worker * 2L; thread < worker * 2L + 2; thread++) {
            long each = thread;
            long before = rounds.get(each);
            HangGuard.await("progress of thread " + each, () -> rounds.get(each) > before + 1);
        }
    }

    /** One of its threads writes, the other one reads, until it is told to end. */
    static final class Worker {
        private static volatile boolean ended;

        public static void main(String[] arguments) throws InterruptedException {
            SharedSpace space = SharedSpace.open(Path.of(arguments[0]));
            int index = Integer.parseInt(arguments[1]);
            SharedLong one = SharedLong.open(space, "one");
            SharedLong other = SharedLong.open(space, "other");
            InterProcessReadWriteLock lock = repairing(InterProcessReadWriteLock.open(space, "lock"), one, other);
            SharedLongArray rounds = SharedLongArray.open(space, "rounds");
            SharedLong torn = SharedLong.open(space, "torn");
            Thread reader = new Thread(() -> read(lock, one, other, torn, rounds, index * 2L));
            Thread writer = new Thread(() -> write(lock, one, other, rounds, index * 2L + 1));
            reader.start();
            writer.start();
            while (Child.awaitLine() != null) {
                // only the end of the input counts
            }
            ended = true;
            reader.join();
            writer.join();
        }

        static InterProcessReadWriteLock repairing(InterProcessReadWriteLock lock, SharedLong one, SharedLong other) {
            return lock.repairingWith(death -> other.set(one.get()));
        }

        private static void read(
                InterProcessReadWriteLock lock,
                SharedLong one,
                SharedLong other,
                SharedLong torn,
                SharedLongArray rounds,
                long thread) {
            while (!ended) {
                lock.readLock().lock();
                try {
                    if (one.get() != other.get()) {
                        torn.incrementAndGet();
                    }
                } finally {
                    lock.readLock().unlock();
                }
                rounds.incrementAndGet(thread);
            }
        }

        private static void write(
                InterProcessReadWriteLock lock, SharedLong one, SharedLong other, SharedLongArray rounds, long thread) {
            for (int i = 0; !ended; i++) {
                boolean upgrades = i % 2 == 0;
                if (upgrades) {
                    lock.upgradableLock().lock();
                }
                lock.writeLock().lock();
                try {
                    one.set(one.get() + 1);
                    Thread.onSpinWait();
                    other.set(other.get() + 1);
                } finally {
                    lock.writeLock().unlock();
                    if (upgrades) {
                        lock.upgradableLock().unlock();
                    }
                }
                rounds.incrementAndGet(thread);
            }
        }
    }
}
