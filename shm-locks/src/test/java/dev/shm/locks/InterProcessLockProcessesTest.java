package dev.shm.locks;

import static dev.shm.locks.LockActor.tell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.robust.Owner;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The key scenarios of the contract between two JVMs. */
@ExtendWith(LeakCheck.class)
class InterProcessLockProcessesTest {
    private static final int ROUNDS = 200;

    private SharedSpace space;
    private InterProcessLock lock;
    private ChildJvm other;

    @BeforeEach
    void open() {
        space = SharedSpace.temporary();
        lock = InterProcessLock.create(space, "lock");
        other = LockActor.start(space, "lock");
    }

    @AfterEach
    void close() {
        other.close();
        space.close();
    }

    @Test
    void lock_heldHere_otherJvmGetsItWhenUnlocked() {
        lock.lock();
        long token = lock.fencingToken();
        assertEquals("false", tell(other, "try"));
        assertEquals("false", tell(other, "timed"));
        other.send("lock");
        HangGuard.await("waiter", () -> lock.waiters() == 1);
        lock.lock();
        lock.unlock();
        assertEquals(1, lock.waiters());
        lock.unlock();
        assertEquals("lock token " + (token + 1), other.awaitLine("lock"));
        assertEquals(0, lock.waiters());
        assertTrue(lock.isLocked());
        assertFalse(lock.isHeldByCurrentThread());
        assertEquals(0, lock.getHoldCount());
        assertEquals("done", tell(other, "unlock"));
        assertFalse(lock.isLocked());
        assertEquals(1, lock.contendedAcquisitions());
    }

    @Test
    void lock_heldByOtherJvm_getsItWhenUnlocked() throws InterruptedException {
        assertEquals("token 1", tell(other, "lock"));
        assertFalse(lock.tryLock());
        assertFalse(lock.tryLock(1, TimeUnit.MILLISECONDS));
        assertFalse(lock.tryLock(-1, TimeUnit.MILLISECONDS));
        Contender waiter = Contender.holding(lock);
        HangGuard.await("waiter", () -> lock.waiters() == 1);
        assertEquals("done", tell(other, "unlock"));
        waiter.awaitHolding();
        waiter.close();
        assertEquals(2, lock.acquisitions());
    }

    @Test
    void lock_reentered_otherJvmWaitsForTheLastUnlock() {
        tell(other, "lock");
        tell(other, "lock");
        tell(other, "unlock");
        assertFalse(lock.tryLock());
        tell(other, "unlock");
        assertTrue(lock.tryLock());
        lock.unlock();
    }

    @Test
    void owner_otherJvm_isTold() {
        tell(other, "lock");
        Owner owner = lock.owner().orElseThrow();
        assertEquals(other.pid(), owner.process().pid());
        assertTrue(owner.process().command().contains("LockActor"), owner::toString);
        assertEquals(1, owner.token());
        assertTrue(lock.toString().contains("owned by pid " + other.pid()), lock::toString);
        assertTrue(tell(other, "tell").contains("owned by pid " + other.pid()));
        tell(other, "unlock");
    }

    @Test
    void unlock_heldByOtherJvm_throwsAndTellsWho() {
        tell(other, "lock");
        IllegalMonitorStateException refusal = assertThrows(IllegalMonitorStateException.class, lock::unlock);
        assertTrue(refusal.getMessage().contains("owner=pid " + other.pid()), refusal::getMessage);
        assertTrue(lock.isLocked());
        tell(other, "unlock");
        lock.lock();
        String answer = tell(other, "unlock");
        assertTrue(answer.startsWith("IllegalMonitorStateException"), answer);
        assertTrue(answer.contains("owner=pid " + ProcessHandle.current().pid()), answer);
        assertTrue(lock.isHeldByCurrentThread());
        lock.unlock();
    }

    @Test
    void waiters_threadsOfBothJvms_areCounted() {
        lock.lock();
        other.send("lock");
        List<Contender> here = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            here.add(Contender.doing(() -> {
                lock.lock();
                lock.unlock();
                return null;
            }));
        }
        HangGuard.await("4 waiters", () -> lock.waiters() == 4);
        lock.unlock();
        other.awaitLine("lock");
        tell(other, "unlock");
        here.forEach(Contender::close);
        assertEquals(0, lock.waiters());
    }

    /** It waits no more, though nobody was there to take it off. */
    @Test
    void waiters_waitingJvmKilled_isNotCounted() {
        lock.lock();
        other.send("lock");
        HangGuard.await("waiter", () -> lock.waiters() == 1);
        other.kill();
        HangGuard.await("no waiter", () -> lock.waiters() == 0);
        lock.unlock();
        assertTrue(lock.tryLock());
        lock.unlock();
        assertEquals(0, lock.deaths());
    }

    @Test
    void lockInterruptibly_heldByOtherJvm_isInterruptedAndLockStaysUsable() {
        tell(other, "lock");
        Contender waiter = Contender.doing(() -> {
            lock.lockInterruptibly();
            return null;
        });
        HangGuard.await("waiter", () -> lock.waiters() == 1);
        waiter.interrupt();
        assertInstanceOf(InterruptedException.class, waiter.failure());
        HangGuard.await("no waiter", () -> lock.waiters() == 0);
        tell(other, "unlock");
        assertTrue(lock.tryLock());
        lock.unlock();
        tell(other, "lock");
        tell(other, "unlock");
    }

    @Test
    void lock_interruptedWhileHeldByOtherJvm_waitsOnAndKeepsTheInterrupt() {
        tell(other, "lock");
        Contender waiter = Contender.holding(lock);
        HangGuard.await("waiter", () -> lock.waiters() == 1);
        waiter.interrupt();
        waiter.interrupt();
        tell(other, "unlock");
        waiter.awaitHolding();
        waiter.close();
        assertEquals(true, waiter.result());
    }

    /** They can't get it any more, so they are told; the owner elsewhere notices nothing. */
    @Test
    void closeSpace_threadsWaiting_theyGetAnException() {
        tell(other, "lock");
        List<Contender> waiters = List.of(
                Contender.doing(() -> {
                    lock.lock();
                    return null;
                }),
                Contender.doing(() -> {
                    lock.lockInterruptibly();
                    return null;
                }),
                Contender.doing(() -> lock.tryLock(1, TimeUnit.DAYS)));
        HangGuard.await("3 waiters", () -> lock.waiters() == 3);
        HangGuard.run("close", space::close);
        for (Contender waiter : waiters) {
            Throwable failure = waiter.failure();
            assertInstanceOf(IllegalStateException.class, failure);
            assertTrue(failure.getMessage().contains("closed"), failure::getMessage);
        }
        assertEquals("done", tell(other, "unlock"));
        assertEquals("token 2", tell(other, "lock"));
        assertEquals("done", tell(other, "unlock"));
        other.endInput();
        assertEquals(0, other.awaitExit());
    }

    /** Wherever on their way to sleep the closing meets them. */
    @Test
    void closeSpace_threadsBeginToWait_theyGetAnException() {
        tell(other, "lock");
        Random random = Seeds.random("closeSpace");
        space.close();
        for (int i = 0; i < ROUNDS; i++) {
            SharedSpace again = SharedSpace.open(space.path());
            InterProcessLock held = InterProcessLock.open(again, "lock");
            List<Contender> waiters = new ArrayList<>();
            for (int k = 0; k < 3; k++) {
                waiters.add(Contender.doing(() -> {
                    held.lock();
                    return null;
                }));
            }
            LockSupport.parkNanos(random.nextInt(1_000_000));
            again.close();
            for (Contender waiter : waiters) {
                assertInstanceOf(IllegalStateException.class, waiter.failure());
            }
        }
        tell(other, "unlock");
        other.endInput();
        assertEquals(0, other.awaitExit());
    }
}
