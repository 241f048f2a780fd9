package dev.shm.locks;

import static dev.shm.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.robust.Fairness;
import dev.shm.robust.Owner;
import dev.shm.robust.OwnerDeathPolicy;
import dev.shm.robust.RobustLock;
import dev.shm.space.AlreadyExistsException;
import dev.shm.space.InvalidFileException;
import dev.shm.space.NotFoundException;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.HexDump;
import dev.shm.testkit.HexDump.Range;
import dev.shm.testkit.LeakCheck;
import dev.shm.value.SharedLong;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.concurrent.YieldingIdleStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an InterProcessLock has beyond a ReentrantLock, within one JVM. */
@ExtendWith(LeakCheck.class)
class InterProcessLockTest {
    private SharedSpace space;
    private InterProcessLock lock;

    @BeforeEach
    void open() {
        space = SharedSpace.temporary();
        lock = InterProcessLock.create(space, "lock");
    }

    @AfterEach
    void close() {
        space.close();
    }

    // ---- making and opening ----

    @Test
    void create_existing_throws() {
        assertRefused(
                AlreadyExistsException.class,
                () -> InterProcessLock.create(space, "lock"),
                "InterProcessLock",
                space.path().resolve("lock"));
    }

    @Test
    void open_missing_throws() {
        assertRefused(
                NotFoundException.class,
                () -> InterProcessLock.open(space, "none"),
                "InterProcessLock",
                space.path().resolve("none"));
    }

    @Test
    void open_otherKind_throws() {
        SharedLong.create(space, "value");
        assertRefused(
                InvalidFileException.class,
                () -> InterProcessLock.open(space, "value"),
                space.path().resolve("value"),
                "expected=2 (InterProcessLock)",
                "actual=3");
        assertRefused(
                InvalidFileException.class,
                () -> SharedLong.openOrCreate(space, "lock"),
                space.path().resolve("lock"),
                "expected=3 (SharedValue)",
                "actual=2");
    }

    @Test
    void openOrCreate_otherPolicy_throws() {
        assertRefused(
                InvalidFileException.class,
                () -> InterProcessLock.openOrCreate(space, "lock", OwnerDeathPolicy.POISON),
                space.path().resolve("lock"),
                "policy",
                "expected=POISON",
                "actual=HAND_OVER");
        InterProcessLock.openOrCreate(space, "lock", OwnerDeathPolicy.HAND_OVER);
        InterProcessLock.create(space, "strict", OwnerDeathPolicy.MUST_REPAIR);
        InterProcessLock.openOrCreate(space, "strict");
        InterProcessLock.open(space, "strict");
    }

    @Test
    void create_bytes_areTheGoldenOnes() throws IOException {
        InterProcessLock.create(space, "golden", OwnerDeathPolicy.MUST_REPAIR);
        String dump = HexDump.render(
                space.path().resolve("golden"), new Range(0, 4928), List.of(new Range(48, 48), new Range(4092, 4)));
        try (var golden = SharedSpace.class.getResourceAsStream("lock.hex")) {
            assertEquals(new String(golden.readAllBytes(), StandardCharsets.UTF_8), dump);
        }
    }

    @Test
    void open_twice_isOneLock() {
        InterProcessLock same = InterProcessLock.open(space, "lock");
        lock.lock();
        assertTrue(same.isHeldByCurrentThread());
        same.lock();
        assertEquals(2, lock.getHoldCount());
        lock.unlock();
        same.unlock();
        assertFalse(lock.isLocked());
    }

    @Test
    void of_sharedLong_isTheLockInsideIt() {
        SharedLong value = SharedLong.create(space, "value", 8);
        InterProcessLock inside = InterProcessLock.of(value);
        inside.lock();
        assertTrue(InterProcessLock.of(SharedLong.open(space, "value")).isHeldByCurrentThread());
        assertFalse(lock.isLocked());
        assertEquals(8, value.getAndIncrement());
        assertTrue(inside.toString().contains("/value, owned by pid"), inside::toString);
        inside.unlock();
        assertFalse(inside.isLocked());
        assertEquals(9, value.get());
    }

    // ---- who owns ----

    @Test
    void fencingToken_eachAcquisition_grows() {
        long last = 0;
        for (int i = 0; i < 10; i++) {
            lock.lock();
            long token = lock.fencingToken();
            assertTrue(token > last);
            lock.lock();
            assertEquals(token, lock.fencingToken());
            lock.unlock();
            assertEquals(token, lock.fencingToken());
            lock.unlock();
            last = token;
        }
        Contender other = Contender.doing(() -> {
            lock.lock();
            long token = lock.fencingToken();
            lock.unlock();
            return token;
        });
        assertTrue((long) other.result() > last);
    }

    @Test
    void fencingToken_notTheOwner_throws() {
        assertRefused(
                IllegalMonitorStateException.class,
                lock::fencingToken,
                space.name() + "/lock",
                "only the thread that locked it may ask for its fencing token");
        try (Contender other = Contender.holding(lock)) {
            other.awaitHolding();
            assertRefused(IllegalMonitorStateException.class, lock::fencingToken, space.name() + "/lock");
        }
    }

    @Test
    void unlock_stranger_isToldWhoOwns() {
        assertRefused(
                IllegalMonitorStateException.class,
                lock::unlock,
                "lock=" + space.name() + "/lock",
                "thread=" + Thread.currentThread().getName(),
                "owner=nobody",
                "only the thread that locked it may unlock");
        try (Contender other = Contender.holding(lock)) {
            other.awaitHolding();
            assertRefused(
                    IllegalMonitorStateException.class,
                    lock::unlock,
                    "lock=" + space.name() + "/lock",
                    "owner=pid " + ProcessHandle.current().pid(),
                    "thread " + idOf(other.thread()),
                    "token 1");
        }
    }

    @Test
    void owner_held_tellsProcessThreadTokenAndTime() {
        assertEquals(Optional.empty(), lock.owner());
        long before = System.currentTimeMillis();
        try (Contender other = Contender.holding(lock)) {
            other.awaitHolding();
            Owner owner = lock.owner().orElseThrow();
            assertEquals(ProcessHandle.current().pid(), owner.process().pid());
            assertEquals(idOf(other.thread()), owner.threadId());
            assertEquals(1, owner.token());
            // To the second, and up to 100 ms early.
            assertTrue(owner.sinceEpochMillis() >= before - 1_100, owner::toString);
            assertTrue(owner.sinceEpochMillis() <= System.currentTimeMillis(), owner::toString);
        }
        assertEquals(Optional.empty(), lock.owner());
    }

    @Test
    void counters_use_areCounted() {
        assertEquals(0, lock.acquisitions());
        for (int i = 0; i < 5; i++) {
            lock.lock();
            lock.lock();
            lock.unlock();
            lock.unlock();
        }
        assertEquals(5, lock.acquisitions());
        assertEquals(0, lock.contendedAcquisitions());
        lock.lock();
        Contender waiter = Contender.holding(lock);
        HangGuard.await("waiter", () -> lock.waiters() == 1);
        lock.unlock();
        waiter.close();
        assertEquals(7, lock.acquisitions());
        assertEquals(1, lock.contendedAcquisitions());
        assertEquals(0, lock.deaths());
        assertEquals(Optional.empty(), lock.lastDeath());
    }

    @Test
    void toString_eachState_tellsIt() {
        String name = "InterProcessLock " + space.name() + "/lock, ";
        assertEquals(name + "free", lock.toString());
        lock.lock();
        String pid = "owned by pid " + ProcessHandle.current().pid();
        assertTrue(lock.toString().startsWith(name + pid), lock::toString);
        assertTrue(lock.toString().contains("thread " + idOf(Thread.currentThread()) + ", token 1"), lock::toString);
        lock.unlock();
        assertEquals(name + "free", lock.toString());
        space.close();
        assertEquals(name + "closed", lock.toString());
    }

    @Test
    void create_nullForAChoice_throwsAndMakesNothing() {
        assertThrows(NullPointerException.class, () -> InterProcessLock.create(space, "x", (OwnerDeathPolicy) null));
        assertThrows(NullPointerException.class, () -> InterProcessLock.create(space, "x", (Fairness) null));
        assertThrows(NotFoundException.class, () -> InterProcessLock.open(space, "x"));
    }

    /** A hold more than there can be changes nothing. Counting so far would take half a minute. */
    @Test
    void lock_tooManyHolds_throws() throws ReflectiveOperationException {
        SharedLong value = SharedLong.create(space, "value");
        InterProcessLock inside = InterProcessLock.of(value);
        Field holds = RobustLock.class.getDeclaredField("holds");
        holds.setAccessible(true);
        inside.lock();
        holds.setInt(value.ownLock(), Integer.MAX_VALUE - 1);
        inside.lock();
        Object[] parts = {"lock=" + space.name() + "/value", "holds=" + Integer.MAX_VALUE, "unlock"};
        assertRefused(IllegalStateException.class, inside::lock, parts);
        assertRefused(IllegalStateException.class, inside::tryLock, parts);
        assertRefused(IllegalStateException.class, inside::lockInterruptibly, parts);
        assertEquals(Integer.MAX_VALUE, inside.getHoldCount());
        inside.unlock();
        holds.setInt(value.ownLock(), 1);
        inside.unlock();
        assertFalse(inside.isLocked());
    }

    // ---- other handles ----

    @Test
    void idlingWith_contended_asksTheStrategy() {
        AtomicInteger made = new AtomicInteger();
        InterProcessLock idling = lock.idlingWith(() -> {
            made.incrementAndGet();
            return new YieldingIdleStrategy();
        });
        idling.lock();
        idling.unlock();
        assertEquals(0, made.get());
        lock.lock();
        Contender waiter = Contender.holding(idling);
        HangGuard.await("waiter", () -> lock.waiters() == 1);
        assertEquals(1, made.get());
        lock.unlock();
        waiter.awaitHolding();
        assertTrue(idling.isLocked());
        waiter.close();
        assertThrows(NullPointerException.class, () -> lock.idlingWith(null));
        assertThrows(NullPointerException.class, () -> lock.repairingWith(null));
    }

    @Test
    void idlingWith_strategyThrows_lockIsLeftAlone() {
        InterProcessLock broken = lock.idlingWith(() -> {
            throw new ArithmeticException("as told");
        });
        try (Contender other = Contender.holding(lock)) {
            other.awaitHolding();
            assertThrows(ArithmeticException.class, broken::lock);
            assertThrows(ArithmeticException.class, () -> broken.tryLock(1, TimeUnit.DAYS));
            assertEquals(0, lock.waiters());
        }
        assertTrue(broken.tryLock());
        broken.unlock();
    }

    @Test
    void repairingWith_nobodyDied_actionIsNotRun() {
        InterProcessLock repairing = lock.repairingWith(death -> {
            throw new AssertionError(death);
        });
        repairing.lock();
        repairing.unlock();
        assertTrue(repairing.tryLock());
        repairing.unlock();
    }

    // ---- closing ----

    @Test
    void closeSpace_held_isRefusedAndEverythingStays() {
        SharedLong value = SharedLong.create(space, "value");
        lock.lock();
        Object[] parts = {"owns a lock", space.path(), "/lock", "owned by pid", "unlock it first"};
        assertRefused(IllegalStateException.class, space::close, parts);
        assertEquals(1, lock.getHoldCount());
        assertEquals(1, value.incrementAndGet());
        Contender other = Contender.doing(() -> {
            assertRefused(IllegalStateException.class, space::close, parts);
            return lock.tryLock();
        });
        assertEquals(false, other.result());
        lock.unlock();
        lock.lock();
        lock.unlock();
        InterProcessLock.of(value).lock();
        assertRefused(IllegalStateException.class, space::close, "/value", "owned by pid", "unlock it first");
        InterProcessLock.of(value).unlock();
        space.close();
    }

    /** Nobody could unlock it: the space is closed with it. */
    @Test
    void closeSpace_heldByThreadThatEnded_closes() {
        Contender gone = Contender.doing(() -> {
            lock.lock();
            return null;
        });
        gone.close();
        HangGuard.await("close", () -> {
            try {
                space.close();
                return true;
            } catch (IllegalStateException notYetNoticed) {
                return false;
            }
        });
    }

    @Test
    void anyMethod_spaceClosed_throws() {
        space.close();
        assertRefused(IllegalStateException.class, lock::lock, "closed", "/lock");
        assertRefused(IllegalStateException.class, lock::tryLock, "closed", "/lock");
        assertRefused(IllegalStateException.class, lock::lockInterruptibly, "closed", "/lock");
        assertRefused(IllegalStateException.class, () -> lock.tryLock(1, TimeUnit.DAYS), "closed", "/lock");
        assertRefused(IllegalStateException.class, () -> lock.tryLock(0, TimeUnit.DAYS), "closed", "/lock");
        assertThrows(IllegalStateException.class, lock::unlock);
        assertThrows(IllegalStateException.class, lock::isLocked);
        assertThrows(IllegalStateException.class, lock::owner);
        assertThrows(IllegalStateException.class, lock::waiters);
        assertThrows(IllegalStateException.class, lock::acquisitions);
        assertThrows(IllegalStateException.class, lock::contendedAcquisitions);
        assertThrows(IllegalStateException.class, lock::deaths);
        assertThrows(IllegalStateException.class, lock::lastDeath);
        assertFalse(lock.isHeldByCurrentThread());
        assertEquals(0, lock.getHoldCount());
    }

    @SuppressWarnings("deprecation") // threadId() came with Java 19
    private static long idOf(Thread thread) {
        return thread.getId();
    }
}
