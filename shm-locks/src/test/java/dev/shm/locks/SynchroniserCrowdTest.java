package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.locks.InterProcessSemaphore.Bound;
import dev.shm.robust.Fairness;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Requirements;
import dev.shm.value.SharedLong;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Rows 4 and 24 of the fault matrix for synchronisers: one that waits is stopped, many threads wait in a few processes, and many
 * processes share one object.
 */
@ExtendWith(LeakCheck.class)
class SynchroniserCrowdTest {
    private static final int PERMITS = 3;

    @TempDir
    private Path directory;

    /** What threads wait for. */
    enum Kind {
        EVENT,
        SEMAPHORE,
        FAIR_SEMAPHORE,
        READ_LOCK,
        WRITE_LOCK,
        LATCH,
        BARRIER,
        STRIPED_LOCK;

        private static InterProcessBarrier barrier(SharedSpace space, int parties) {
            return InterProcessBarrier.openOrCreate(space, "barrier", parties);
        }

        private static InterProcessLock stripedLock(SharedSpace space) {
            return LockStripe.openOrCreate(space, "stripe", 100).getAt(7);
        }

        private InterProcessSemaphore semaphore(SharedSpace space) {
            Fairness fairness = this == FAIR_SEMAPHORE ? Fairness.FAIR : Fairness.BARGING;
            return InterProcessSemaphore.openOrCreate(space, "semaphore", PERMITS, fairness, Bound.BOUNDED);
        }

        /** Has what so many others wait for. */
        void hold(SharedSpace space, int others) {
            switch (this) {
                case LATCH -> InterProcessLatch.openOrCreate(space, "latch", 1).participate(1);
                case BARRIER -> barrier(space, others + 1);
                case STRIPED_LOCK -> stripedLock(space).lock();
                case EVENT -> InterProcessEvent.openOrCreate(space, "event");
                case SEMAPHORE, FAIR_SEMAPHORE -> semaphore(space).acquireUninterruptibly(PERMITS);
                default ->
                    InterProcessReadWriteLock.openOrCreate(space, "lock")
                            .writeLock()
                            .lock();
            }
        }

        void letGo(SharedSpace space) {
            switch (this) {
                case LATCH -> InterProcessLatch.open(space, "latch").countDown();
                case BARRIER -> comeTo(InterProcessBarrier.open(space, "barrier"));
                case STRIPED_LOCK -> stripedLock(space).unlock();
                case EVENT -> InterProcessEvent.open(space, "event").set();
                case SEMAPHORE, FAIR_SEMAPHORE -> semaphore(space).release(PERMITS);
                default ->
                    InterProcessReadWriteLock.open(space, "lock").writeLock().unlock();
            }
        }

        private static void comeTo(InterProcessBarrier barrier) {
            try {
                barrier.await();
            } catch (InterruptedException | BrokenBarrierException e) {
                throw new AssertionError(e);
            }
        }

        private static void awaitLatch(InterProcessLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        int waiters(SharedSpace space) {
            return switch (this) {
                case LATCH -> InterProcessLatch.open(space, "latch").getQueueLength();
                case BARRIER -> InterProcessBarrier.open(space, "barrier").getNumberWaiting();
                case STRIPED_LOCK -> stripedLock(space).waiters();
                case EVENT -> InterProcessEvent.open(space, "event").waiters();
                case SEMAPHORE, FAIR_SEMAPHORE -> semaphore(space).getQueueLength();
                default -> InterProcessReadWriteLock.open(space, "lock").waiters();
            };
        }

        void waitFor(SharedSpace space) {
            switch (this) {
                case LATCH -> awaitLatch(InterProcessLatch.open(space, "latch"));
                case BARRIER -> comeTo(InterProcessBarrier.open(space, "barrier"));
                case STRIPED_LOCK -> {
                    stripedLock(space).lock();
                    stripedLock(space).unlock();
                }
                case EVENT -> InterProcessEvent.open(space, "event").awaitUninterruptibly();
                case SEMAPHORE, FAIR_SEMAPHORE -> {
                    semaphore(space).acquireUninterruptibly();
                    semaphore(space).release();
                }
                default -> {
                    InterProcessReadWriteLock lock = InterProcessReadWriteLock.open(space, "lock");
                    Lock wanted = this == READ_LOCK ? lock.readLock() : lock.writeLock();
                    wanted.lock();
                    wanted.unlock();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void letGo_200ThreadsIn2Processes_allReturn(Kind kind) throws InterruptedException {
        run(kind, 2, 100);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource
    void letGo_2000ThreadsIn4Processes_allReturn(Kind kind) throws InterruptedException {
        run(kind, 4, 500);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource(
            names = {"FAIR_SEMAPHORE", "WRITE_LOCK"},
            mode = EnumSource.Mode.EXCLUDE)
    void letGo_64Processes_allReturn(Kind kind) throws InterruptedException {
        run(kind, 64, 2);
    }

    /** Row 4: it is the first to wait, and stopped. */
    @ParameterizedTest
    @EnumSource(
            names = {"SEMAPHORE", "FAIR_SEMAPHORE"},
            mode = EnumSource.Mode.EXCLUDE)
    void letGo_aWaiterIsStopped_othersReturn(Kind kind) throws InterruptedException {
        Requirements.linux();
        try (SharedSpace space = SharedSpace.create(directory.resolve("space"))) {
            SharedLong.create(space, "returned");
            HangGuard.run("others", () -> {
                kind.hold(space, 2);
                try (ChildJvm stopped = ChildJvm.start(Crowd.class, space.path().toString(), kind.name(), "1")) {
                    HangGuard.await("it waits", () -> kind.waiters(space) == 1);
                    stopped.signal("STOP");
                    Contender other = Contender.doing(() -> {
                        kind.waitFor(space);
                        return true;
                    });
                    HangGuard.await("both wait", () -> kind.waiters(space) == 2);
                    kind.letGo(space);
                    assertEquals(true, other.result());
                    stopped.signal("CONT");
                    assertEquals(0, stopped.awaitExit(), stopped::errors);
                }
            });
        }
    }

    /** Row 4: those that stand in line behind it pass it, however they wait; it gets its own when it goes on. */
    @Test
    void release_firstInLineIsStopped_othersPassIt() throws InterruptedException {
        Requirements.linux();
        Kind kind = Kind.SEMAPHORE;
        try (SharedSpace space = SharedSpace.create(directory.resolve("space"))) {
            InterProcessSemaphore semaphore = kind.semaphore(space);
            kind.hold(space, 1);
            try (ChildJvm stopped = stoppedFirstInLine(space, kind)) {
                Contender timed = Contender.doing(() -> semaphore.tryAcquire(1, TimeUnit.DAYS));
                Contender untimed = Contender.doing(() -> {
                    semaphore.acquire();
                    return true;
                });
                Contender uninterruptible = Contender.doing(() -> {
                    Thread.currentThread().interrupt();
                    semaphore.acquireUninterruptibly();
                    return Thread.interrupted();
                });
                HangGuard.await("all wait", () -> kind.waiters(space) == 1 + PERMITS);
                kind.letGo(space);
                assertEquals(true, timed.result());
                assertEquals(true, untimed.result());
                assertEquals(true, uninterruptible.result());
                assertEquals(1, kind.waiters(space));
                assertEquals(0, semaphore.availablePermits());
                kind.letGo(space);
                stopped.signal("CONT");
                assertEquals(0, stopped.awaitExit(), stopped::errors);
            }
            assertEquals(PERMITS, semaphore.availablePermits());
        }
    }

    /** Who would find out the death for the first one is stopped with it. */
    @Test
    void kill_holderWhileFirstInLineIsStopped_othersGetItsPermits() throws InterruptedException {
        Requirements.linux();
        Kind kind = Kind.SEMAPHORE;
        try (SharedSpace space = SharedSpace.create(directory.resolve("space"));
                ChildJvm holder = ChildJvm.start(Holder.class, space.path().toString(), kind.name())) {
            holder.awaitLine("has it");
            try (ChildJvm stopped = stoppedFirstInLine(space, kind)) {
                Contender other = Contender.doing(() -> {
                    kind.waitFor(space);
                    return true;
                });
                HangGuard.await("both wait", () -> kind.waiters(space) == 2);
                holder.kill();
                assertEquals(true, other.result());
                stopped.signal("CONT");
                assertEquals(0, stopped.awaitExit(), stopped::errors);
            }
            assertEquals(PERMITS, kind.semaphore(space).availablePermits());
        }
    }

    /** The others wait behind it; one that does not wait gets permits all the same. */
    @Test
    void release_firstInLineOfAFairOneIsStopped_othersWaitBehindIt() throws InterruptedException {
        Requirements.linux();
        Kind kind = Kind.FAIR_SEMAPHORE;
        try (SharedSpace space = SharedSpace.create(directory.resolve("space"))) {
            InterProcessSemaphore semaphore = kind.semaphore(space);
            kind.hold(space, 1);
            try (ChildJvm stopped = stoppedFirstInLine(space, kind)) {
                kind.letGo(space);
                assertFalse(semaphore.tryAcquire(50, TimeUnit.MILLISECONDS));
                assertTrue(semaphore.tryAcquire());
                semaphore.release();
                stopped.signal("CONT");
                HangGuard.run("others", () -> kind.waitFor(space));
                assertEquals(0, stopped.awaitExit(), stopped::errors);
            }
            assertEquals(PERMITS, semaphore.availablePermits());
        }
    }

    private static ChildJvm stoppedFirstInLine(SharedSpace space, Kind kind) {
        SharedLong.create(space, "returned");
        ChildJvm first = ChildJvm.start(Crowd.class, space.path().toString(), kind.name(), "1");
        HangGuard.await("it waits", () -> kind.waiters(space) == 1);
        first.signal("STOP");
        return first;
    }

    private void run(Kind kind, int processes, int threads) throws InterruptedException {
        List<ChildJvm> children = new ArrayList<>();
        try (SharedSpace space = SharedSpace.create(directory.resolve("space"))) {
            SharedLong returned = SharedLong.create(space, "returned");
            HangGuard.run("all return", () -> {
                kind.hold(space, processes * threads);
                for (int i = 0; i < processes; i++) {
                    children.add(
                            ChildJvm.start(Crowd.class, space.path().toString(), kind.name(), String.valueOf(threads)));
                }
                HangGuard.await("all wait", () -> kind.waiters(space) == processes * threads);
                kind.letGo(space);
                HangGuard.await("all return", () -> returned.get() == processes * threads);
            });
            for (ChildJvm child : children) {
                assertEquals(0, child.awaitExit(), child::errors);
            }
            assertEquals(0, kind.waiters(space));
        } finally {
            children.forEach(ChildJvm::close);
        }
    }

    /** Has what others wait for. */
    static final class Holder {
        public static void main(String[] arguments) {
            try (SharedSpace space = SharedSpace.open(Path.of(arguments[0]))) {
                Kind.valueOf(arguments[1]).hold(space, 1);
                Child.say("has it");
                Child.awaitLine();
            }
        }
    }

    /** Threads that all wait. */
    static final class Crowd {
        public static void main(String[] arguments) throws InterruptedException {
            try (SharedSpace space = SharedSpace.open(Path.of(arguments[0]))) {
                Kind kind = Kind.valueOf(arguments[1]);
                SharedLong returned = SharedLong.open(space, "returned");
                List<Thread> threads = new ArrayList<>();
                for (int i = Integer.parseInt(arguments[2]); i > 0; i--) {
                    Thread thread = new Thread(null, () -> kind.waitFor(space), "waiter " + i, 128 * 1024);
                    thread.start();
                    threads.add(thread);
                }
                for (Thread thread : threads) {
                    thread.join();
                    returned.incrementAndGet();
                }
                Child.say("all returned");
            }
        }
    }
}
