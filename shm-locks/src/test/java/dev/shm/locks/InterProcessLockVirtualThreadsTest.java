package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.shm.space.SharedSpace;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** More virtual threads than carriers on one lock: none of them may pin what the owner needs to go on. */
@ExtendWith(LeakCheck.class)
class InterProcessLockVirtualThreadsTest {
    private static final int THREADS = 1_000;

    private SharedSpace space;
    private InterProcessLock lock;
    private ExecutorService executor;

    @BeforeEach
    void open() throws ReflectiveOperationException {
        Method factory = null;
        try {
            factory = Executors.class.getMethod("newVirtualThreadPerTaskExecutor");
        } catch (NoSuchMethodException e) {
            Assumptions.abort("this test requires virtual threads, Java 21; here is "
                    + System.getProperty("java.specification.version"));
        }
        executor = (ExecutorService) factory.invoke(null);
        space = SharedSpace.temporary();
        lock = create(space);
    }

    InterProcessLock create(SharedSpace of) {
        return InterProcessLock.create(of, "lock");
    }

    @AfterEach
    void close() throws InterruptedException {
        if (executor != null) {
            executor.shutdown();
            executor.awaitTermination(HangGuard.limit().toMillis(), TimeUnit.MILLISECONDS);
            space.close();
        }
    }

    final InterProcessLock lock() {
        return lock;
    }

    final List<Future<Object>> start(int count, Callable<?> task) {
        List<Future<Object>> futures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            futures.add(executor.submit(task::call));
        }
        return futures;
    }

    static Object await(Future<?> future) {
        return HangGuard.call("virtual thread", () -> {
            try {
                return future.get();
            } catch (ExecutionException e) {
                return e.getCause();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void lock_thousandVirtualThreads_allFinish() {
        int[] count = {0};
        List<Future<Object>> all = start(THREADS, () -> {
            for (int i = 0; i < 10; i++) {
                lock.lock();
                count[0]++;
                lock.unlock();
            }
            return "done";
        });
        all.forEach(each -> assertEquals("done", await(each)));
        assertEquals(10 * THREADS, count[0]);
    }

    /** The owner gives its carrier away inside the section, and needs one to go on. */
    @Test
    void lock_ownerParksInside_allFinish() {
        int[] count = {0};
        List<Future<Object>> all = start(THREADS, () -> {
            lock.lock();
            LockSupport.parkNanos(10_000);
            Thread.yield();
            count[0]++;
            lock.unlock();
            return "done";
        });
        all.forEach(each -> assertEquals("done", await(each)));
        assertEquals(THREADS, count[0]);
    }

    @Test
    void lock_platformThreadHoldsAndThousandWait_allFinishAfterUnlock() {
        lock.lock();
        List<Future<Object>> all = start(THREADS, () -> {
            lock.lock();
            lock.unlock();
            return "done";
        });
        HangGuard.await("waiters", () -> lock.waiters() == THREADS);
        lock.unlock();
        all.forEach(each -> assertEquals("done", await(each)));
        assertEquals(0, lock.waiters());
        assertFalse(lock.isLocked());
    }

    @Test
    void tryLockTimed_virtualThreads_timeOutAndAreInterrupted() throws Exception {
        lock.lock();
        List<Future<Object>> timed = start(100, () -> lock.tryLock(1, TimeUnit.MILLISECONDS));
        timed.forEach(each -> assertEquals(false, await(each)));
        List<Thread> threads = new ArrayList<>();
        List<Future<Object>> patient = start(100, () -> {
            synchronized (threads) {
                threads.add(Thread.currentThread());
            }
            lock.lockInterruptibly();
            return "acquired";
        });
        HangGuard.await("waiters", () -> lock.waiters() == 100);
        threads.forEach(Thread::interrupt);
        patient.forEach(each -> assertInstanceOf(InterruptedException.class, await(each)));
        lock.unlock();
        assertEquals(0, lock.waiters());
    }
}
