package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.space.TestSpaces;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.ChildJvmBuilder;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Seeds;
import dev.shm.wait.WaitPoints;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows 2 and 28 of the fault matrix: processes count under one lock, are killed at random moments and replaced. The count
 * is exact, whoever survives goes on, and nothing is left.
 */
@ExtendWith(LeakCheck.class)
class KillSoakTest {
    private static final int WORKERS = 4;
    private static final int THREADS = 2;
    /* JVMs start slowly; some may be killed before they have begun. */
    private static final int MOST_STARTING = 1;
    /* So few that each is used again and again. */
    private static final int SLOTS = 16;
    private static final int LONGEST_PAUSE_MICROS = 20_000;

    @TempDir
    private Path directory;

    private final Random random = Seeds.random("killer");
    private final ChildJvm[] workers = new ChildJvm[WORKERS];
    private final long[] startedAt = new long[WORKERS];
    private Ledger ledger;
    /* So many of them don't wait in the kernel, as where native code is refused. */
    private int portable;

    @BeforeAll
    static void silence() {
        DeathWarnings.silence();
    }

    @Test
    void kill_50AtRandom_countIsExact() {
        soak(50);
    }

    @Tag("long")
    @Test
    void kill_500AtRandom_countIsExact() {
        soak(500);
    }

    @Tag("long")
    @Test
    void kill_50AtRandomSomeWaitPortably_countIsExact() {
        portable = WORKERS / 2;
        soak(50);
    }

    @Tag("nightly")
    @Test
    void kill_20000AtRandom_countIsExact() {
        soak(20_000);
    }

    private void soak(int kills) {
        long begin = System.nanoTime();
        try (SharedSpace space = TestSpaces.small(directory.resolve("space"), SLOTS)) {
            ledger = new Ledger(space, WORKERS * THREADS);
            int inFlight = 0;
            try {
                for (int i = 0; i < WORKERS; i++) {
                    start(i, space);
                }
                for (int i = 0; i < kills; i++) {
                    HangGuard.await("enough workers at work", () -> atWork().size() > MOST_STARTING);
                    int victim = random.nextInt(WORKERS);
                    killAtRandom(victim);
                    inFlight += awaitDeath(victim);
                    awaitProgress(atWork());
                    start(victim, space);
                }
                HangGuard.await("all at work", () -> atWork().size() == WORKERS);
                awaitProgress(atWork());
                for (ChildJvm worker : workers) {
                    worker.endInput();
                }
                for (int i = 0; i < WORKERS; i++) {
                    assertEquals(0, workers[i].awaitExit(), workers[i]::errors);
                    for (int thread = 0; thread < THREADS; thread++) {
                        assertEquals(false, ledger.settle(i * THREADS + thread));
                    }
                }
            } finally {
                for (ChildJvm worker : workers) {
                    if (worker != null) {
                        worker.close();
                    }
                }
            }
            long total = HangGuard.call("check", ledger::check);
            assertEquals(1, space.processes().size());
            long deaths = ledger.lock().deaths();
            assertTrue(deaths > 0 && deaths <= kills, () -> deaths + " deaths with the lock");
            System.out.printf(
                    "soak: %d kills, %d with the lock, %d between unlock and acknowledgement, %d increments, %.1f s%n",
                    kills, deaths, inFlight, total, (System.nanoTime() - begin) / 1e9);
        }
        assertTrue(SharedSpace.delete(directory.resolve("space")));
    }

    private void start(int worker, SharedSpace space) {
        startedAt[worker] = progress(worker);
        ChildJvmBuilder child = ChildJvm.of(Worker.class, space.path().toString(), String.valueOf(worker * THREADS));
        workers[worker] = worker < portable
                ? child.options("-D" + WaitPoints.PROPERTY + "=portable").start()
                : child.start();
    }

    private void killAtRandom(int victim) {
        if (random.nextBoolean() || !atWork().contains(victim)) {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(LONGEST_PAUSE_MICROS)));
        } else {
            long pid = workers[victim].pid();
            HangGuard.await("victim has the lock", () -> isOwner(pid) || !workers[victim].isAlive());
        }
        workers[victim].kill();
    }

    private boolean isOwner(long pid) {
        return ledger.lock()
                .owner()
                .filter(owner -> owner.process().pid() == pid)
                .isPresent();
    }

    /** Returns how many of the victim's threads died with an increment that they had not acknowledged. */
    private int awaitDeath(int victim) {
        assertEquals(ChildJvm.KILLED, workers[victim].awaitExit(), workers[victim]::errors);
        int inFlight = 0;
        for (int thread = 0; thread < THREADS; thread++) {
            inFlight += ledger.settle(victim * THREADS + thread) ? 1 : 0;
        }
        return inFlight;
    }

    private long progress(int worker) {
        return LongStream.range(0, THREADS)
                .map(thread -> ledger.acknowledged(worker * THREADS + (int) thread))
                .sum();
    }

    /** Those who have counted since their start. */
    private List<Integer> atWork() {
        return IntStream.range(0, WORKERS)
                .filter(worker -> workers[worker].isAlive() && progress(worker) > startedAt[worker])
                .boxed()
                .toList();
    }

    /** Each of the workers gets the lock once more. */
    private void awaitProgress(List<Integer> survivors) {
        long[] before = LongStream.range(0, WORKERS)
                .map(worker -> progress((int) worker))
                .toArray();
        for (int worker : survivors) {
            HangGuard.await("progress of worker " + worker, () -> {
                assertTrue(workers[worker].isAlive(), workers[worker]::errors);
                return progress(worker) > before[worker];
            });
        }
    }

    /** Counts until its input ends. */
    static final class Worker {
        private static volatile boolean stop;

        public static void main(String[] arguments) throws InterruptedException {
            DeathWarnings.silence();
            SharedSpace space = SharedSpace.open(Path.of(arguments[0]));
            Ledger ledger = new Ledger(space, WORKERS * THREADS);
            Thread[] threads = new Thread[THREADS];
            for (int i = 0; i < THREADS; i++) {
                int thread = Integer.parseInt(arguments[1]) + i;
                threads[i] = new Thread(() -> work(ledger, thread));
                threads[i].setUncaughtExceptionHandler(Worker::fail);
                threads[i].start();
            }
            Child.awaitLine();
            stop = true;
            for (Thread thread : threads) {
                thread.join();
            }
            space.close();
        }

        private static void fail(Thread thread, Throwable failure) {
            failure.printStackTrace();
            Runtime.getRuntime().halt(1);
        }

        private static void work(Ledger ledger, int thread) {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            while (!stop) {
                if (acquire(ledger.lock(), random)) {
                    try {
                        ledger.increment(thread, () -> pause(random));
                    } finally {
                        ledger.lock().unlock();
                    }
                    ledger.acknowledge(thread);
                }
            }
        }

        private static boolean acquire(InterProcessLock lock, ThreadLocalRandom random) {
            if (random.nextBoolean()) {
                lock.lock();
                return true;
            }
            try {
                return lock.tryLock(random.nextInt(1, 2_000), TimeUnit.MICROSECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        /** Long enough, now and then, for the others to fall asleep. */
        private static void pause(ThreadLocalRandom random) {
            if (random.nextInt(3) == 0) {
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(1, 200)));
            }
        }
    }
}
