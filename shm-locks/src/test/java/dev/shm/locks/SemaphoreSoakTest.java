package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.locks.InterProcessSemaphore.Bound;
import dev.shm.robust.DeathWarnings;
import dev.shm.robust.Fairness;
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
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Row 2 of the fault matrix for semaphores: processes take 1 to 3 of 5 permits and give them back, are killed at random
 * moments and replaced. There are never more than 5 in use, those of the dead come back, once, and nobody waits for them.
 */
@ExtendWith(LeakCheck.class)
class SemaphoreSoakTest {
    private static final int PERMITS = 5;
    private static final int MOST_AT_ONCE = 3;
    private static final int WORKERS = 4;
    private static final int THREADS = 2;
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
    void kill_20AtRandom_permitsAreExact() {
        soak(20, Fairness.BARGING);
    }

    @Test
    void kill_10AtRandomFair_permitsAreExact() {
        soak(10, Fairness.FAIR);
    }

    @Tag("long")
    @Test
    void kill_150AtRandom_permitsAreExact() {
        soak(150, Fairness.BARGING);
    }

    @Tag("nightly")
    @Test
    void kill_20000AtRandom_permitsAreExact() {
        soak(20_000, Fairness.BARGING);
    }

    private void soak(int kills, Fairness fairness) {
        try (SharedSpace space = SharedSpace.create(directory.resolve("space"))) {
            InterProcessSemaphore semaphore =
                    InterProcessSemaphore.create(space, "semaphore", PERMITS, fairness, Bound.BOUNDED);
            SharedLongArray rounds = SharedLongArray.create(space, "rounds", WORKERS);
            SharedLong broken = SharedLong.create(space, "broken");
            SharedLongArray inUse = SharedLongArray.create(space, "in-use", (long) WORKERS * THREADS);
            boolean diedHolding = false;
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
                    for (int thread = 0; thread < THREADS; thread++) {
                        diedHolding |= inUse.getAndSet((long) victim * THREADS + thread, 0) > 0;
                    }
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
            HangGuard.run("all permits", () -> semaphore.acquireUninterruptibly(PERMITS));
            assertFalse(semaphore.tryAcquire());
            semaphore.release(PERMITS);
            assertEquals(PERMITS, semaphore.availablePermits());
            assertEquals(0, semaphore.getQueueLength());
            assertEquals(0, broken.get(), "more permits in use than there are");
            assertTrue(semaphore.lastDeath().isPresent() || !diedHolding, "permits came back in silence");
        }
    }

    private void start(int index) {
        workers[index] = ChildJvm.start(Worker.class, directory.resolve("space").toString(), String.valueOf(index));
    }

    private static void awaitProgress(SharedLongArray rounds, int worker) {
        long before = rounds.get(worker);
        HangGuard.await("progress of worker " + worker, () -> rounds.get(worker) > before + 1);
    }

    /** Takes permits and gives them back until it is told to end. */
    static final class Worker {
        private static volatile boolean ended;

        public static void main(String[] arguments) {
            SharedSpace space = SharedSpace.open(Path.of(arguments[0]));
            int index = Integer.parseInt(arguments[1]);
            for (int i = 0; i < THREADS; i++) {
                int thread = i;
                new Thread(() -> work(space, index, thread)).start();
            }
            while (Child.awaitLine() != null) {
                // only the end of the input counts
            }
            ended = true;
        }

        private static void work(SharedSpace space, int index, int thread) {
            InterProcessSemaphore semaphore = InterProcessSemaphore.open(space, "semaphore");
            SharedLongArray rounds = SharedLongArray.open(space, "rounds");
            SharedLongArray inUse = SharedLongArray.open(space, "in-use");
            SharedLong broken = SharedLong.open(space, "broken");
            ThreadLocalRandom random = ThreadLocalRandom.current();
            while (!ended) {
                int permits = 1 + random.nextInt(MOST_AT_ONCE);
                semaphore.acquireUninterruptibly(permits);
                inUse.set((long) index * THREADS + thread, permits);
                // Of a killed one the permits come back before the test has cleared its words: those of this one are
                // sure.
                if (ofThisProcess(inUse, index) > PERMITS) {
                    broken.incrementAndGet();
                }
                if (random.nextInt(8) == 0) {
                    LockSupport.parkNanos(random.nextInt(200_000));
                }
                inUse.set((long) index * THREADS + thread, 0);
                semaphore.release(permits);
                rounds.incrementAndGet(index);
            }
        }

        private static long ofThisProcess(SharedLongArray inUse, int index) {
            long sum = 0;
            for (int thread = 0; thread < THREADS; thread++) {
                sum += inUse.get((long) index * THREADS + thread);
            }
            return sum;
        }
    }
}
