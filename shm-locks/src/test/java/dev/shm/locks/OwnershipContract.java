package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.Test;

/** Who owns a re-entrant lock, how often, and who may not unlock it. */
interface OwnershipContract extends LockSubject {
    /** The ways to get a free lock. */
    enum Way {
        LOCK,
        LOCK_INTERRUPTIBLY,
        TRY_LOCK,
        TRY_LOCK_TIMED,
        TRY_LOCK_NO_TIME,
        TRY_LOCK_NEGATIVE_TIME,
        TRY_LOCK_FOR_EVER;

        boolean acquire(Lock lock) throws InterruptedException {
            switch (this) {
                case LOCK -> lock.lock();
                case LOCK_INTERRUPTIBLY -> lock.lockInterruptibly();
                case TRY_LOCK -> {
                    return lock.tryLock();
                }
                case TRY_LOCK_TIMED -> {
                    return lock.tryLock(1, TimeUnit.MILLISECONDS);
                }
                case TRY_LOCK_NO_TIME -> {
                    return lock.tryLock(0, TimeUnit.SECONDS);
                }
                case TRY_LOCK_NEGATIVE_TIME -> {
                    return lock.tryLock(Long.MIN_VALUE, TimeUnit.DAYS);
                }
                case TRY_LOCK_FOR_EVER -> {
                    return lock.tryLock(Long.MAX_VALUE, TimeUnit.DAYS);
                }
                default -> throw new AssertionError(this);
            }
            return true;
        }

        /** Of those that return at once, or soon, if somebody has it. */
        boolean givesUp() {
            return this == TRY_LOCK
                    || this == TRY_LOCK_TIMED
                    || this == TRY_LOCK_NO_TIME
                    || this == TRY_LOCK_NEGATIVE_TIME;
        }
    }

    @Test
    default void lock_new_isFree() {
        assertFalse(isLocked());
        assertFalse(isHeldByCurrentThread());
        assertEquals(0, holdCount());
        assertEquals(0, waiters());
    }

    @Test
    default void anyWay_free_acquires() throws InterruptedException {
        for (Way way : Way.values()) {
            assertTrue(way.acquire(lock()), way::name);
            assertTrue(isLocked(), way::name);
            assertTrue(isHeldByCurrentThread(), way::name);
            assertEquals(1, holdCount(), way::name);
            lock().unlock();
            assertFalse(isLocked(), way::name);
            assertFalse(isHeldByCurrentThread(), way::name);
            assertEquals(0, holdCount(), way::name);
        }
    }

    @Test
    default void anyWay_ownedByCurrentThread_addsAHold() throws InterruptedException {
        lock().lock();
        int holds = 1;
        for (Way way : Way.values()) {
            assertTrue(way.acquire(lock()), way::name);
            assertEquals(++holds, holdCount(), way::name);
        }
        while (holds > 0) {
            assertTrue(isHeldByCurrentThread());
            assertTrue(isLocked());
            lock().unlock();
            assertEquals(--holds, holdCount());
        }
        assertFalse(isLocked());
    }

    @Test
    default void anyWayThatGivesUp_heldByOther_doesNotAcquire() throws InterruptedException {
        try (Contender other = heldByOther()) {
            for (Way way : Way.values()) {
                if (way.givesUp()) {
                    assertFalse(way.acquire(lock()), way::name);
                    assertFalse(isHeldByCurrentThread(), way::name);
                    assertEquals(0, holdCount(), way::name);
                    assertTrue(isLocked(), way::name);
                }
            }
            assertTrue(other.isHolding());
        }
        assertFalse(isLocked());
        assertEquals(0, waiters());
    }

    @Test
    default void isLocked_heldByOther_isTrueForEverybody() {
        try (Contender other = heldByOther()) {
            assertTrue(isLocked());
            assertFalse(isHeldByCurrentThread());
            assertEquals(0, holdCount());
            assertTrue(other.isHolding());
        }
        assertFalse(isLocked());
    }

    @Test
    default void unlock_free_throws() {
        assertThrows(IllegalMonitorStateException.class, lock()::unlock);
        assertFalse(isLocked());
        assertEquals(0, holdCount());
    }

    @Test
    default void unlock_onceTooOften_throwsAndStaysUsable() {
        lock().lock();
        lock().unlock();
        assertThrows(IllegalMonitorStateException.class, lock()::unlock);
        lock().lock();
        assertEquals(1, holdCount());
        lock().unlock();
    }

    @Test
    default void unlock_heldByOther_throwsAndOtherKeepsIt() {
        try (Contender other = heldByOther()) {
            assertThrows(IllegalMonitorStateException.class, lock()::unlock);
            assertTrue(isLocked());
            assertFalse(lock().tryLock());
            assertTrue(other.isHolding());
        }
        assertTrue(lock().tryLock());
        lock().unlock();
    }

    @Test
    default void holdCount_otherThreadAsks_isItsOwn() {
        lock().lock();
        lock().lock();
        Contender asker = Contender.doing(this::holdCount);
        assertEquals(0, asker.result());
        Contender heir = Contender.doing(this::isHeldByCurrentThread);
        assertEquals(false, heir.result());
        lock().unlock();
        lock().unlock();
    }

    @Test
    default void toString_anyState_isNotEmpty() {
        assertFalse(lock().toString().isEmpty());
        lock().lock();
        assertFalse(lock().toString().isEmpty());
        lock().unlock();
    }
}
