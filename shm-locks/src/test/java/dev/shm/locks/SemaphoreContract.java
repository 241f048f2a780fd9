package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What holds for every semaphore among the threads of one JVM; known to be right from the JDK's own. */
@ExtendWith(LeakCheck.class)
abstract class SemaphoreContract {
    private static final long FOREVER = Long.MAX_VALUE;

    abstract SemaphoreSubject create(int permits);

    @Test
    void availablePermits_afterCreation_areThoseGiven() {
        assertEquals(0, create(0).availablePermits());
        assertEquals(7, create(7).availablePermits());
        assertEquals(Integer.MAX_VALUE, create(Integer.MAX_VALUE).availablePermits());
    }

    @Test
    void tryAcquire_manyTimes_countsExactly() throws InterruptedException {
        SemaphoreSubject semaphore = create(3);
        for (int round = 0; round < 50; round++) {
            assertTrue(semaphore.tryAcquire(1));
            assertTrue(semaphore.tryAcquire(1, FOREVER, TimeUnit.NANOSECONDS));
            assertTrue(semaphore.tryAcquire(1));
            assertFalse(semaphore.tryAcquire(1));
            assertFalse(semaphore.tryAcquire(1, 0, TimeUnit.SECONDS));
            assertEquals(0, semaphore.availablePermits());
            semaphore.release(2);
            assertFalse(semaphore.tryAcquire(3));
            assertEquals(2, semaphore.availablePermits());
            semaphore.release(1);
            assertEquals(3, semaphore.availablePermits());
        }
    }

    @Test
    void acquire_zero_alwaysSucceeds() throws InterruptedException {
        SemaphoreSubject semaphore = create(0);
        semaphore.acquire(0);
        semaphore.acquireUninterruptibly(0);
        assertTrue(semaphore.tryAcquire(0));
        semaphore.release(0);
        assertEquals(0, semaphore.availablePermits());
    }

    @Test
    void anything_negative_throws() {
        SemaphoreSubject semaphore = create(1);
        assertThrows(IllegalArgumentException.class, () -> semaphore.acquire(-1));
        assertThrows(IllegalArgumentException.class, () -> semaphore.acquireUninterruptibly(-1));
        assertThrows(IllegalArgumentException.class, () -> semaphore.tryAcquire(-1));
        assertThrows(IllegalArgumentException.class, () -> semaphore.tryAcquire(-1, 1, TimeUnit.SECONDS));
        assertThrows(IllegalArgumentException.class, () -> semaphore.release(-1));
        assertThrows(IllegalArgumentException.class, () -> semaphore.reducePermits(-1));
        assertEquals(1, semaphore.availablePermits());
    }

    @Test
    void release_withoutAcquire_adds() {
        SemaphoreSubject semaphore = create(0);
        semaphore.release(5);
        assertEquals(5, semaphore.availablePermits());
        assertTrue(semaphore.tryAcquire(5));
    }

    @Test
    void drainPermits_takesAll() {
        SemaphoreSubject semaphore = create(4);
        assertEquals(4, semaphore.drainPermits());
        assertEquals(0, semaphore.availablePermits());
        assertEquals(0, semaphore.drainPermits());
        semaphore.release(4);
        assertEquals(4, semaphore.availablePermits());
    }

    @Test
    void reducePermits_belowNone_hasToBeMadeUpFor() {
        SemaphoreSubject semaphore = create(1);
        semaphore.reducePermits(3);
        assertEquals(-2, semaphore.availablePermits());
        assertFalse(semaphore.tryAcquire(1));
        semaphore.release(2);
        assertFalse(semaphore.tryAcquire(1));
        semaphore.release(1);
        assertTrue(semaphore.tryAcquire(1));
        semaphore.reducePermits(2);
        assertEquals(-2, semaphore.drainPermits());
        assertEquals(0, semaphore.availablePermits());
    }

    @Test
    void acquire_interruptedBefore_throwsAndTakesNone() {
        SemaphoreSubject semaphore = create(1);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> semaphore.acquire(1));
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> semaphore.tryAcquire(1, 1, TimeUnit.SECONDS));
        assertFalse(Thread.interrupted());
        assertEquals(1, semaphore.availablePermits());
    }

    @Test
    void acquire_interruptedWhileWaiting_throwsAndTakesNone() throws InterruptedException {
        SemaphoreSubject semaphore = create(1);
        HangGuard.threads(1, index -> {
            Thread waiter = Thread.currentThread();
            Thread interrupter = new Thread(() -> {
                awaitQueue(semaphore, 1);
                waiter.interrupt();
            });
            interrupter.start();
            assertThrows(InterruptedException.class, () -> semaphore.acquire(2));
            interrupter.join();
        });
        assertEquals(1, semaphore.availablePermits());
        assertEquals(0, semaphore.getQueueLength());
    }

    @Test
    void acquireUninterruptibly_interrupted_waitsOnAndKeepsIt() throws InterruptedException {
        SemaphoreSubject semaphore = create(0);
        HangGuard.threads(2, index -> {
            if (index == 0) {
                Thread.currentThread().interrupt();
                semaphore.acquireUninterruptibly(1);
                assertTrue(Thread.interrupted());
            } else {
                awaitQueue(semaphore, 1);
                semaphore.release(1);
            }
        });
    }

    @Test
    void tryAcquire_timeIsOver_takesNone() throws InterruptedException {
        SemaphoreSubject semaphore = create(1);
        assertFalse(semaphore.tryAcquire(2, 5, TimeUnit.MILLISECONDS));
        assertEquals(1, semaphore.availablePermits());
        assertEquals(0, semaphore.getQueueLength());
    }

    /** The first in line needs more than there are: those behind it wait for it. */
    @Test
    void release_firstInLineNeedsMore_othersWaitBehind() throws InterruptedException {
        SemaphoreSubject semaphore = create(0);
        List<Integer> order = new CopyOnWriteArrayList<>();
        HangGuard.threads(3, index -> {
            if (index == 2) {
                awaitQueue(semaphore, 2);
                semaphore.release(1);
                semaphore.release(1);
                semaphore.release(1);
                return;
            }
            awaitQueue(semaphore, index);
            semaphore.acquire(index == 0 ? 2 : 1);
            order.add(index);
        });
        assertEquals(0, semaphore.availablePermits());
        assertEquals(2, order.size());
    }

    /** One that does not wait may pass those that do, unless there is an order. */
    @Test
    void tryAcquire_noTimeWhileOthersWait_takesItUnlessFair() throws InterruptedException {
        SemaphoreSubject semaphore = create(1);
        HangGuard.threads(2, index -> {
            if (index == 0) {
                semaphore.acquire(2);
            } else {
                awaitQueue(semaphore, 1);
                boolean acquired = semaphore.tryAcquire(1, 0, TimeUnit.SECONDS);
                semaphore.release(acquired ? 2 : 1);
                assertEquals(!semaphore.isFair(), acquired);
            }
        });
        assertEquals(0, semaphore.availablePermits());
    }

    @Test
    void acquire_manyThreads_neverMoreThanPermits() throws InterruptedException {
        SemaphoreSubject semaphore = create(3);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        HangGuard.threads(8, index -> {
            for (int i = 0; i < 500; i++) {
                int permits = 1 + (index + i) % 3;
                if (i % 4 == 0) {
                    while (!semaphore.tryAcquire(permits)) {
                        Thread.onSpinWait();
                    }
                } else {
                    semaphore.acquire(permits);
                }
                most.accumulateAndGet(inside.addAndGet(permits), Math::max);
                inside.addAndGet(-permits);
                semaphore.release(permits);
            }
        });
        assertTrue(most.get() <= 3, () -> "permits in use: " + most);
        assertEquals(3, semaphore.availablePermits());
        assertEquals(0, semaphore.getQueueLength());
    }

    private static void awaitQueue(SemaphoreSubject semaphore, int length) {
        HangGuard.await("waiting threads", () -> semaphore.getQueueLength() >= length);
    }
}
