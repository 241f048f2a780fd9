package dev.shm.locks;

import static dev.shm.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.space.SharedSpace;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a condition between processes has beyond any {@code Condition}. */
@ExtendWith(LeakCheck.class)
class InterProcessConditionTest {
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

    @Test
    void newCondition_secondHandle_countsFromTheFirstAgain() throws InterruptedException {
        InterProcessCondition first = lock.newCondition();
        InterProcessCondition second = lock.newCondition();
        InterProcessLock other = InterProcessLock.open(space, "lock");
        InterProcessCondition sameAsFirst = other.newCondition();
        InterProcessCondition sameAsSecond = other.newCondition();
        Contender waiter = waiting(second);
        lock.lock();
        assertEquals(0, sameAsFirst.waiters());
        assertEquals(1, sameAsSecond.waiters());
        first.signalAll();
        assertFalse(first.await(1, TimeUnit.MILLISECONDS));
        assertEquals(1, second.waiters());
        sameAsSecond.signal();
        lock.unlock();
        assertEquals(true, waiter.result());
    }

    @Test
    void newCondition_ninth_throwsAndTheEightAreUnharmed() {
        for (int i = 0; i < 8; i++) {
            assertEquals(
                    "InterProcessCondition " + i + " of ",
                    lock.newCondition().toString().substring(0, 27));
        }
        assertThrows(IllegalStateException.class, lock::newCondition);
        assertThrows(IllegalStateException.class, lock::newCondition);
        assertThrows(IllegalArgumentException.class, () -> lock.condition(8));
        assertThrows(IllegalArgumentException.class, () -> lock.condition(-1));
        Contender waiter = waiting(lock.condition(7));
        lock.lock();
        lock.condition(7).signal();
        lock.unlock();
        assertEquals(true, waiter.result());
    }

    @Test
    void condition_noSuchNumber_throws() {
        assertRefused(IllegalArgumentException.class, () -> lock.condition(8), space.name() + "/lock", "index=8");
        assertRefused(IllegalArgumentException.class, () -> lock.condition(-1), "index=-1");
    }

    @Test
    void awaitUntil_predicate_isAskedWithTheLockHeld() throws InterruptedException {
        InterProcessCondition condition = lock.newCondition();
        lock.lock();
        assertTrue(condition.awaitUntil(lock::isHeldByCurrentThread, 0, TimeUnit.DAYS));
        assertFalse(condition.awaitUntil(() -> !lock.isHeldByCurrentThread(), 2, TimeUnit.MILLISECONDS));
        condition.awaitUntil(lock::isHeldByCurrentThread);
        lock.unlock();
    }

    @Test
    void awaitUntil_notTheOwner_throwsAndDoesNotAsk() {
        InterProcessCondition condition = lock.newCondition();
        BooleanSupplier notAsked = () -> {
            throw new AssertionError("asked without the lock");
        };
        assertThrows(IllegalMonitorStateException.class, () -> condition.awaitUntil(notAsked));
        assertThrows(IllegalMonitorStateException.class, () -> condition.awaitUntil(notAsked, 1, TimeUnit.DAYS));
    }

    @Test
    void signal_count_letsSoManyReturn() {
        InterProcessCondition condition = lock.newCondition();
        Contender[] waiters = {waiting(condition), waiting(condition), waiting(condition)};
        lock.lock();
        condition.signal(0);
        condition.signal(2);
        lock.unlock();
        assertEquals(true, waiters[0].result());
        assertEquals(true, waiters[1].result());
        lock.lock();
        condition.signal(Integer.MAX_VALUE);
        lock.unlock();
        assertEquals(true, waiters[2].result());
        assertThrows(IllegalArgumentException.class, () -> condition.signal(-1));
    }

    @Test
    void await_spaceClosed_throws() {
        InterProcessCondition condition = lock.newCondition();
        Contender one = waiting(condition);
        Contender two = waiting(condition);
        space.close();
        assertThrows(IllegalStateException.class, () -> rethrow(one));
        assertThrows(IllegalStateException.class, () -> rethrow(two));
    }

    private static void rethrow(Contender contender) throws Throwable {
        throw contender.failure();
    }

    /** One that waits by now. */
    private Contender waiting(InterProcessCondition condition) {
        int before = condition.waiters();
        Contender waiter = Contender.doing(() -> {
            lock.lock();
            boolean signalled = condition.await(1, TimeUnit.DAYS);
            lock.unlock();
            return signalled;
        });
        HangGuard.await("a waiter more", () -> condition.waiters() == before + 1);
        return waiter;
    }
}
