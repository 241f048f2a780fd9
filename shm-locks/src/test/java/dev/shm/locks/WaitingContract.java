package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.testkit.HangGuard;
import dev.shm.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** How threads wait for a lock: woken, timed out, interrupted; and that none of it costs another thread its wake-up. */
interface WaitingContract extends LockSubject {
    int MANY = 20;
    int ROUNDS = 200;
    int INCREMENTS = 20_000;
    int STORM = 1_000;

    private void awaitWaiters(int count) {
        HangGuard.await(count + " waiters", () -> waiters() == count);
    }

    private Contender waiting(Callable<?> action) {
        int before = waiters();
        Contender waiter = Contender.doing(action);
        awaitWaiters(before + 1);
        return waiter;
    }

    @Test
    default void lock_heldByOther_acquiresWhenUnlocked() {
        Contender other = heldByOther();
        Contender waiter = Contender.holding(lock());
        awaitWaiters(1);
        assertFalse(waiter.isHolding());
        other.close();
        waiter.awaitHolding();
        assertEquals(0, waiters());
        waiter.close();
        assertFalse(isLocked());
    }

    @Test
    default void lock_heldTwiceByOther_waitsForTheLastUnlock() {
        lock().lock();
        lock().lock();
        Contender waiter = Contender.holding(lock());
        awaitWaiters(1);
        lock().unlock();
        assertTrue(isHeldByCurrentThread());
        assertFalse(waiter.isHolding());
        assertEquals(1, waiters());
        lock().unlock();
        waiter.awaitHolding();
        waiter.close();
    }

    @Test
    default void lock_manyWaiters_allGetIt() {
        lock().lock();
        AtomicInteger inside = new AtomicInteger();
        List<Contender> waiters = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            waiters.add(Contender.doing(() -> {
                lock().lock();
                try {
                    return inside.incrementAndGet();
                } finally {
                    inside.decrementAndGet();
                    lock().unlock();
                }
            }));
        }
        awaitWaiters(MANY);
        lock().unlock();
        waiters.forEach(waiter -> assertEquals(1, waiter.result()));
        assertFalse(isLocked());
        assertEquals(0, waiters());
    }

    // ---- interrupts ----

    @Test
    default void lock_interruptedBefore_acquiresAndKeepsTheInterrupt() {
        Thread.currentThread().interrupt();
        lock().lock();
        assertTrue(isHeldByCurrentThread());
        assertTrue(Thread.interrupted());
        lock().unlock();
    }

    @Test
    default void lock_interruptedWhileWaiting_waitsOnAndKeepsTheInterrupt() {
        Contender other = heldByOther();
        Contender waiter = Contender.holding(lock());
        awaitWaiters(1);
        waiter.interrupt();
        assertFalse(waiter.isHolding());
        other.close();
        waiter.awaitHolding();
        waiter.close();
        assertEquals(true, waiter.result());
    }

    @Test
    default void tryLock_interrupted_acquiresAndKeepsTheInterrupt() {
        Thread.currentThread().interrupt();
        assertTrue(lock().tryLock());
        assertTrue(Thread.interrupted());
        lock().unlock();
    }

    @Test
    default void interruptibleWays_interruptedBefore_throwEvenIfFree() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, lock()::lockInterruptibly);
        assertFalse(Thread.currentThread().isInterrupted());
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> lock().tryLock(1, TimeUnit.DAYS));
        assertFalse(Thread.currentThread().isInterrupted());
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> lock().tryLock(0, TimeUnit.DAYS));
        assertFalse(Thread.currentThread().isInterrupted());
        assertFalse(isLocked());
        lock().lock();
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, lock()::lockInterruptibly);
        assertEquals(1, holdCount());
        lock().unlock();
    }

    @Test
    default void lockInterruptibly_interruptedWhileWaiting_throwsAndLeavesTheLockAlone() {
        Contender other = heldByOther();
        Contender waiter = waiting(() -> {
            lock().lockInterruptibly();
            return null;
        });
        waiter.interrupt();
        assertInstanceOf(InterruptedException.class, waiter.failure());
        awaitWaiters(0);
        assertTrue(isLocked());
        other.close();
        assertFalse(isLocked());
        assertTrue(lock().tryLock());
        lock().unlock();
    }

    @Test
    default void tryLockTimed_interruptedWhileWaiting_throwsAndLeavesTheLockAlone() {
        try (Contender other = heldByOther()) {
            Contender waiter = waiting(() -> lock().tryLock(Long.MAX_VALUE, TimeUnit.NANOSECONDS));
            waiter.interrupt();
            assertInstanceOf(InterruptedException.class, waiter.failure());
            awaitWaiters(0);
            assertTrue(other.isHolding());
        }
        assertFalse(isLocked());
    }

    /** Who is woken and interrupted at once must take the lock or have another one take it. */
    @Test
    default void lockInterruptibly_interruptedAtUnlock_nobodyElseLosesTheWakeUp() {
        Random random = Seeds.random("interruptedAtUnlock");
        for (int i = 0; i < ROUNDS; i++) {
            lock().lock();
            Contender fickle = waiting(() -> {
                lock().lockInterruptibly();
                lock().unlock();
                return null;
            });
            Contender patient = Contender.holding(lock());
            awaitWaiters(2);
            boolean first = random.nextBoolean();
            if (first) {
                fickle.interrupt();
            }
            lock().unlock();
            if (!first) {
                fickle.interrupt();
            }
            patient.awaitHolding();
            patient.close();
            HangGuard.await("end of the fickle one", () -> !fickle.thread().isAlive());
        }
        assertFalse(isLocked());
        assertEquals(0, waiters());
    }

    @Test
    default void lock_interruptStorm_countIsExactAndInterruptsAreKept() {
        long[] count = {0};
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger seen = new AtomicInteger();
        Callable<Long> work = () -> {
            long own = 0;
            while (!over.get()) {
                lock().lock();
                count[0]++;
                own++;
                lock().unlock();
                if (Thread.interrupted()) {
                    seen.incrementAndGet();
                }
            }
            return own;
        };
        Contender one = Contender.doing(work);
        Contender two = Contender.doing(work);
        for (int i = 0; i < STORM; i++) {
            one.interrupt();
            two.interrupt();
            LockSupport.parkNanos(10_000);
        }
        HangGuard.await("an interrupt seen", () -> seen.get() > 0);
        over.set(true);
        assertEquals((long) one.result() + (long) two.result(), count[0]);
        assertFalse(isLocked());
    }

    // ---- time ----

    @Test
    default void tryLockTimed_heldByOther_givesUpNotBeforeTheTime() throws InterruptedException {
        try (Contender other = heldByOther()) {
            for (long millis : new long[] {1, 20, 60}) {
                long start = System.nanoTime();
                assertFalse(lock().tryLock(millis, TimeUnit.MILLISECONDS));
                assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(millis));
                assertEquals(0, waiters());
            }
            assertTrue(other.isHolding());
        }
        assertFalse(isLocked());
    }

    @Test
    default void tryLockTimed_unlockedInTime_acquires() {
        for (long time : new long[] {1, Long.MAX_VALUE}) {
            Contender other = heldByOther();
            Contender waiter = waiting(() -> {
                boolean acquired = lock().tryLock(time, TimeUnit.DAYS);
                lock().unlock();
                return acquired;
            });
            other.close();
            assertEquals(true, waiter.result());
        }
    }

    @Test
    default void tryLockTimed_timesOutAtUnlock_nobodyElseLosesTheWakeUp() {
        Random random = Seeds.random("timesOutAtUnlock");
        for (int i = 0; i < ROUNDS; i++) {
            lock().lock();
            long micros = 200 + random.nextInt(600);
            Contender fickle = Contender.doing(() -> {
                boolean acquired = lock().tryLock(micros, TimeUnit.MICROSECONDS);
                if (acquired) {
                    lock().unlock();
                }
                return acquired;
            });
            Contender patient = Contender.holding(lock());
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(micros - 100));
            lock().unlock();
            patient.awaitHolding();
            patient.close();
            fickle.close();
        }
        assertFalse(isLocked());
        assertEquals(0, waiters());
    }

    // ---- mutual exclusion ----

    @Test
    default void anyWay_manyThreads_onlyOneIsInside() throws Exception {
        long[] count = {0, 0};
        HangGuard.threads(4, thread -> {
            Random random = new Random(thread);
            for (int i = 0; i < INCREMENTS; i++) {
                OwnershipContract.Way[] ways = OwnershipContract.Way.values();
                OwnershipContract.Way way = ways[random.nextInt(ways.length)];
                while (!way.acquire(lock())) {
                    Thread.onSpinWait();
                }
                try {
                    assertEquals(count[0], count[1]);
                    count[0]++;
                    if (random.nextInt(8) == 0) {
                        lock().lock();
                        lock().unlock();
                    }
                    count[1]++;
                } finally {
                    lock().unlock();
                }
            }
        });
        assertEquals(4L * INCREMENTS, count[0]);
        assertEquals(4L * INCREMENTS, count[1]);
        assertFalse(isLocked());
        assertEquals(0, waiters());
    }
}
