package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ten thousand virtual threads on one lock and on one condition; with one carrier too, in a JVM of its own. */
@ExtendWith(LeakCheck.class)
class VirtualCrowdTest {
    private static final int THREADS = 10_000;
    private static final int FEW = 500;

    private static void run(String... options) {
        assumeTrue(Runtime.version().feature() >= 21, "virtual threads came with Java 21");
        try (ChildJvm child = ChildJvm.of(Crowd.class).options(options).start()) {
            assertEquals(0, child.awaitExit(), child::errors);
            System.out.print(child.output());
        }
    }

    @Test
    void lockAndCondition_tenThousandVirtualThreads_allFinish() {
        run("-Xmx512m");
    }

    @Test
    void lockAndCondition_oneCarrier_allFinish() {
        run("-Xmx512m", "-Djdk.virtualThreadScheduler.parallelism=1", "-Djdk.virtualThreadScheduler.maxPoolSize=1");
    }

    /** What is done in the JVM of its own. */
    static final class Crowd {
        private final InterProcessLock lock;
        private final InterProcessCondition condition;
        private final AtomicInteger returned = new AtomicInteger();

        private Crowd(SharedSpace space) {
            lock = InterProcessLock.create(space, "lock");
            condition = lock.newCondition();
        }

        public static void main(String[] arguments) throws Exception {
            try (SharedSpace space = SharedSpace.temporary()) {
                Crowd crowd = new Crowd(space);
                crowd.timed("lock", crowd::onTheLock);
                crowd.timed("holder that parks", crowd::holderParks);
                crowd.timed("signalled one by one", () -> crowd.onTheCondition(false));
                crowd.timed("all signalled", () -> crowd.onTheCondition(true));
            }
        }

        private interface Part {
            void run() throws Exception;
        }

        private void timed(String what, Part part) throws Exception {
            long start = System.nanoTime();
            returned.set(0);
            part.run();
            Child.say(
                    String.format("%,d virtual threads, %s: %.1f s", THREADS, what, (System.nanoTime() - start) / 1e9));
        }

        private static List<Thread> start(int count, Runnable task) throws ReflectiveOperationException {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                threads.add((Thread) Thread.class
                        .getMethod("startVirtualThread", Runnable.class)
                        .invoke(null, task));
            }
            return threads;
        }

        private void awaitReturned(List<Thread> threads, int count) throws InterruptedException {
            for (Thread thread : threads) {
                thread.join();
            }
            expect(count, returned.get());
        }

        private static void expect(int expected, int actual) {
            if (expected != actual) {
                throw new AssertionError("expected=" + expected + ", actual=" + actual);
            }
        }

        private void onTheLock() throws Exception {
            lock.lock();
            List<Thread> threads = start(THREADS, () -> {
                lock.lock();
                returned.incrementAndGet();
                lock.unlock();
            });
            HangGuard.await("all blocked", () -> lock.waiters() == THREADS);
            lock.unlock();
            awaitReturned(threads, THREADS);
        }

        private void holderParks() throws Exception {
            awaitReturned(
                    start(FEW, () -> {
                        lock.lock();
                        LockSupport.parkNanos(100_000);
                        Thread.yield();
                        returned.incrementAndGet();
                        lock.unlock();
                    }),
                    FEW);
        }

        private void onTheCondition(boolean all) throws Exception {
            List<Thread> threads = start(THREADS, () -> {
                lock.lock();
                condition.awaitUninterruptibly();
                returned.incrementAndGet();
                lock.unlock();
            });
            HangGuard.await("all waiting", () -> condition.waiters() == THREADS);
            for (int i = 0; i < (all ? 1 : THREADS); i++) {
                lock.lock();
                if (all) {
                    condition.signalAll();
                } else {
                    condition.signal();
                }
                lock.unlock();
            }
            awaitReturned(threads, THREADS);
            expect(0, condition.waiters());
        }
    }
}
