package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.space.TestSpaces;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Seeds;
import dev.shm.value.SharedLong;
import dev.shm.wait.WaitPoints;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Row 2 of the fault matrix for conditions: two producers and two consumers of a buffer for one thing, each a JVM that is
 * killed at random moments and replaced. What is in the buffer is always what was put less what was taken. At no time can
 * more than one side go on, so that one lost signal stops all of them.
 */
@ExtendWith(LeakCheck.class)
class ConditionSoakTest {
    private static final int WORKERS = 4;
    private static final int SLOTS = 16;
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
    void kill_25AtRandom_totalsAreExact() {
        soak(25);
    }

    @Tag("long")
    @Test
    void kill_250AtRandom_totalsAreExact() {
        soak(250);
    }

    @Tag("nightly")
    @Test
    void kill_5000AtRandom_totalsAreExact() {
        soak(5_000);
    }

    private void soak(int kills) {
        long begin = System.nanoTime();
        long longest = 0;
        try (SharedSpace space = TestSpaces.small(directory.resolve("space"), SLOTS)) {
            Buffer buffer = new Buffer(space);
            try {
                for (int i = 0; i < WORKERS; i++) {
                    start(i, space);
                }
                for (int i = 0; i < kills; i++) {
                    longest = Math.max(longest, awaitProgress(buffer));
                    int victim = random.nextInt(WORKERS);
                    awaitMoment(buffer, workers[victim].pid());
                    workers[victim].kill();
                    assertEquals(ChildJvm.KILLED, workers[victim].awaitExit(), workers[victim]::errors);
                    start(victim, space);
                }
                longest = Math.max(longest, awaitProgress(buffer));
                HangGuard.run("stop", buffer::stop);
                for (ChildJvm worker : workers) {
                    assertEquals(0, worker.awaitExit(), worker::errors);
                }
            } finally {
                for (ChildJvm worker : workers) {
                    if (worker != null) {
                        worker.close();
                    }
                }
            }
            HangGuard.run("check", buffer::check);
            assertEquals(0, buffer.notFull.waiters() + buffer.notEmpty.waiters());
            assertTrue(buffer.put() > 0 && buffer.taken() > 0);
            System.out.printf(
                    "condition soak: %d kills, %d with the lock, %d items, longest wait for progress %d ms, %.1f s%n",
                    kills, buffer.lock.deaths(), buffer.taken(), longest, (System.nanoTime() - begin) / 1e9);
        }
        assertTrue(SharedSpace.delete(directory.resolve("space")));
    }

    /* One of them waits without the kernel, as where native code is refused. */
    private void start(int worker, SharedSpace space) {
        String[] options = worker == 0 ? new String[] {"-D" + WaitPoints.PROPERTY + "=portable"} : new String[0];
        workers[worker] = ChildJvm.of(Worker.class, space.path().toString(), String.valueOf(worker))
                .options(options)
                .start();
    }

    /** Any, or one at which the victim has the lock, or another one at which it waits for it and has perhaps been woken. */
    private void awaitMoment(Buffer buffer, long victim) {
        long end = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(random.nextInt(LONGEST_PAUSE_MICROS));
        int kind = random.nextInt(3);
        while (System.nanoTime() < end) {
            if (kind == 1 && buffer.isOwnedBy(victim) || kind == 2 && buffer.lock.waiters() > 0) {
                return;
            }
        }
    }

    /** Things are put and taken; says after how many milliseconds. */
    private long awaitProgress(Buffer buffer) {
        long start = System.nanoTime();
        long put = buffer.put();
        long taken = buffer.taken();
        HangGuard.await("progress", () -> {
            for (ChildJvm worker : workers) {
                assertTrue(worker.isAlive(), worker::errors);
            }
            return buffer.put() > put + Buffer.ROOM && buffer.taken() > taken + Buffer.ROOM;
        });
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    /** A buffer of nothing but its size, which is what was put less what was taken: each change is one store. */
    private static final class Buffer {
        static final int ROOM = 1;

        private final InterProcessLock lock;
        private final InterProcessCondition notFull;
        private final InterProcessCondition notEmpty;
        private final SharedLong stopped;
        private final SharedLong[] puts;
        private final SharedLong[] takes;

        Buffer(SharedSpace space) {
            lock = InterProcessLock.openOrCreate(space, "lock");
            notFull = lock.newCondition();
            notEmpty = lock.newCondition();
            stopped = SharedLong.openOrCreate(space, "stopped");
            puts = values(space, "puts-");
            takes = values(space, "takes-");
        }

        private static SharedLong[] values(SharedSpace space, String prefix) {
            return IntStream.range(0, WORKERS)
                    .mapToObj(i -> SharedLong.openOrCreate(space, prefix + i))
                    .toArray(SharedLong[]::new);
        }

        private static long sum(SharedLong[] values) {
            return Arrays.stream(values).mapToLong(SharedLong::get).sum();
        }

        long put() {
            return sum(puts);
        }

        long taken() {
            return sum(takes);
        }

        /** Called by the owner. */
        private long size() {
            long size = put() - taken();
            if (size < 0 || size > ROOM) {
                throw new AssertionError("size=" + size);
            }
            return size;
        }

        boolean isOwnedBy(long pid) {
            return lock.owner().filter(owner -> owner.process().pid() == pid).isPresent();
        }

        boolean isStopped() {
            return stopped.get() != 0;
        }

        void put(int worker) throws InterruptedException {
            change(puts[worker], notFull, ROOM, notEmpty);
        }

        void take(int worker) throws InterruptedException {
            change(takes[worker], notEmpty, 0, notFull);
        }

        private void change(SharedLong count, InterProcessCondition possible, long not, InterProcessCondition next)
                throws InterruptedException {
            lock.lock();
            try {
                possible.awaitUntil(() -> size() != not || isStopped());
                if (!isStopped()) {
                    count.set(count.get() + 1);
                    next.signal();
                }
            } finally {
                lock.unlock();
            }
        }

        void stop() {
            lock.lock();
            stopped.set(1);
            notFull.signalAll();
            notEmpty.signalAll();
            lock.unlock();
        }

        void check() {
            lock.lock();
            size();
            lock.unlock();
        }
    }

    /** Puts, or takes, until the buffer is stopped. */
    static final class Worker {
        public static void main(String[] arguments) throws InterruptedException {
            DeathWarnings.silence();
            try (SharedSpace space = SharedSpace.open(Path.of(arguments[0]))) {
                Buffer buffer = new Buffer(space);
                int worker = Integer.parseInt(arguments[1]);
                while (!buffer.isStopped()) {
                    if (worker % 2 == 0) {
                        buffer.put(worker);
                    } else {
                        buffer.take(worker);
                    }
                }
            }
            Child.say("stopped");
        }
    }
}
