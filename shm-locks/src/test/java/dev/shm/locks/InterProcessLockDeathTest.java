package dev.shm.locks;

import static dev.shm.Refusal.assertRefused;
import static dev.shm.locks.LockActor.tell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.robust.DeathWarnings;
import dev.shm.robust.InconsistentStateException;
import dev.shm.robust.OwnerDeath;
import dev.shm.robust.OwnerDeathPolicy;
import dev.shm.robust.PoisonedLockException;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of a lock whose owner dies, by its policy; the owner is a JVM that is really killed, or a thread. */
@ExtendWith(LeakCheck.class)
class InterProcessLockDeathTest {
    private SharedSpace space;
    private InterProcessLock lock;

    @BeforeAll
    static void silence() {
        DeathWarnings.silence();
    }

    @BeforeEach
    void open() {
        space = SharedSpace.temporary();
    }

    @AfterEach
    void close() {
        space.close();
    }

    /** Makes a lock and has a JVM die with it; tells its pid. */
    private long killedOwner(OwnerDeathPolicy policy) {
        lock = InterProcessLock.create(space, "lock", policy);
        return killWithLock();
    }

    private long killWithLock() {
        try (ChildJvm owner = LockActor.start(space, "lock")) {
            String answer = tell(owner, "lock");
            assertTrue(answer.startsWith("token "), answer);
            owner.kill();
            assertEquals(ChildJvm.KILLED, owner.awaitExit());
            return owner.pid();
        }
    }

    // ---- hand over ----

    @Test
    void lock_ownerKilled_handsOver() {
        long pid = killedOwner(OwnerDeathPolicy.HAND_OVER);
        assertTrue(lock.isLocked());
        assertTrue(lock.toString().contains("owned by pid " + pid), lock::toString);
        long thread = lock.owner().orElseThrow().threadId();
        assertTrue(thread > 0);
        long before = System.currentTimeMillis();
        lock.lock();
        assertEquals(2, lock.fencingToken());
        assertEquals(1, lock.getHoldCount());
        assertEquals(
                ProcessHandle.current().pid(),
                lock.owner().orElseThrow().process().pid());
        lock.unlock();
        assertFalse(lock.isLocked());
        assertEquals(1, lock.deaths());
        OwnerDeath death = lock.lastDeath().orElseThrow();
        assertEquals(pid, death.pid());
        assertTrue(death.command().contains("LockActor"), death::toString);
        assertEquals(thread, death.threadId());
        assertEquals(1, death.token());
        assertTrue(death.sinceEpochMillis() > 0 && death.sinceEpochMillis() <= before, death::toString);
        assertTrue(death.noticedEpochMillis() >= before, death::toString);
        assertTrue(lock.toString().endsWith(", free"), lock::toString);
    }

    @Test
    void tryLock_ownerKilled_getsItSoon() throws InterruptedException {
        killedOwner(OwnerDeathPolicy.HAND_OVER);
        HangGuard.await("tryLock", lock::tryLock);
        lock.unlock();
        killWithLock();
        assertTrue(lock.tryLock(1, TimeUnit.DAYS));
        lock.unlock();
        killWithLock();
        lock.lockInterruptibly();
        lock.unlock();
        assertEquals(3, lock.deaths());
    }

    @Test
    void lock_ownerKilledWhileOthersWait_oneInheritsAndAllGetIt() {
        lock = InterProcessLock.create(space, "lock");
        try (ChildJvm owner = LockActor.start(space, "lock");
                ChildJvm another = LockActor.start(space, "lock")) {
            tell(owner, "lock");
            List<Contender> waiters = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                waiters.add(Contender.doing(() -> {
                    lock.lock();
                    lock.unlock();
                    return null;
                }));
            }
            another.send("lock");
            HangGuard.await("4 waiters", () -> lock.waiters() == 4);
            owner.kill();
            another.awaitLine("lock");
            tell(another, "unlock");
            waiters.forEach(Contender::close);
            assertEquals(1, lock.deaths());
            assertEquals(owner.pid(), lock.lastDeath().orElseThrow().pid());
        }
    }

    @Test
    void lock_handOverWithRepairAction_actionIsRunOnce() {
        long pid = killedOwner(OwnerDeathPolicy.HAND_OVER);
        List<OwnerDeath> repairs = new ArrayList<>();
        InterProcessLock repairing = lock.repairingWith(repairs::add);
        repairing.lock();
        repairing.unlock();
        repairing.lock();
        repairing.unlock();
        assertEquals(List.of(pid), repairs.stream().map(OwnerDeath::pid).toList());
    }

    @Test
    void lock_ownerExited_handsOver() {
        lock = InterProcessLock.create(space, "lock");
        try (ChildJvm owner = LockActor.start(space, "lock")) {
            tell(owner, "lock");
            owner.send("exit");
            assertEquals(3, owner.awaitExit());
            lock.lock();
            lock.unlock();
            assertEquals(owner.pid(), lock.lastDeath().orElseThrow().pid());
        }
    }

    // ---- a thread dies, its process lives ----

    @Test
    void lock_owningThreadEnded_handsOver() {
        lock = InterProcessLock.create(space, "lock");
        Contender gone = Contender.doing(() -> {
            lock.lock();
            lock.lock();
            return null;
        });
        gone.close();
        lock.lock();
        assertEquals(1, lock.getHoldCount());
        lock.unlock();
        OwnerDeath death = lock.lastDeath().orElseThrow();
        assertEquals(ProcessHandle.current().pid(), death.pid());
        assertEquals(1, lock.deaths());
    }

    @Test
    void lock_owningThreadOfOtherJvmEnded_handsOver() {
        lock = InterProcessLock.create(space, "lock");
        try (ChildJvm other = LockActor.start(space, "lock")) {
            assertEquals("done", tell(other, "lock and end thread"));
            lock.lock();
            lock.unlock();
            assertEquals(other.pid(), lock.lastDeath().orElseThrow().pid());
            assertEquals("token 3", tell(other, "lock"));
            assertEquals("done", tell(other, "unlock"));
        }
    }

    // ---- must repair ----

    @Test
    void lock_mustRepairWithoutAction_throwsEveryTime() {
        long pid = killedOwner(OwnerDeathPolicy.MUST_REPAIR);
        Object[] parts = {"lock=" + space.name() + "/lock", "died=pid " + pid, "repair action"};
        for (int i = 0; i < 3; i++) {
            InconsistentStateException refusal = assertRefused(InconsistentStateException.class, lock::lock, parts);
            assertEquals(pid, refusal.death().pid());
            assertRefused(InconsistentStateException.class, lock::lockInterruptibly, parts);
            assertRefused(InconsistentStateException.class, () -> lock.tryLock(1, TimeUnit.DAYS), parts);
            assertRefused(InconsistentStateException.class, lock::tryLock, parts);
            assertFalse(lock.isHeldByCurrentThread());
            assertFalse(lock.isLocked());
            assertTrue(lock.toString().endsWith("free, to be repaired"), lock::toString);
        }
        try (ChildJvm other = LockActor.start(space, "lock")) {
            String answer = tell(other, "lock");
            assertTrue(answer.startsWith("InconsistentStateException"), answer);
        }
        assertEquals(1, lock.deaths());
    }

    @Test
    void lock_mustRepairWithAction_repairsAndIsAsBefore() {
        long pid = killedOwner(OwnerDeathPolicy.MUST_REPAIR);
        List<OwnerDeath> repairs = new ArrayList<>();
        InterProcessLock repairing = lock.repairingWith(death -> {
            assertTrue(lock.isHeldByCurrentThread());
            assertEquals(2, lock.fencingToken());
            lock.lock();
            lock.unlock();
            repairs.add(death);
        });
        repairing.lock();
        assertEquals(1, repairing.getHoldCount());
        assertEquals(List.of(pid), repairs.stream().map(OwnerDeath::pid).toList());
        repairing.unlock();
        lock.lock();
        lock.unlock();
        repairing.lock();
        repairing.unlock();
        assertEquals(1, repairs.size());
        assertTrue(lock.toString().endsWith(", free"), lock::toString);
    }

    @Test
    void lock_repairActionThrows_isStillToBeRepaired() {
        killedOwner(OwnerDeathPolicy.MUST_REPAIR);
        ArithmeticException asTold = new ArithmeticException("as told");
        InterProcessLock failing = lock.repairingWith(death -> {
            throw asTold;
        });
        assertEquals(asTold, assertThrows(ArithmeticException.class, failing::lock));
        assertFalse(lock.isLocked());
        assertFalse(lock.isHeldByCurrentThread());
        InterProcessLock erring = lock.repairingWith(death -> {
            throw new StackOverflowError("as told");
        });
        assertThrows(StackOverflowError.class, erring::lock);
        assertThrows(InconsistentStateException.class, lock::lock);
        InterProcessLock repairing = lock.repairingWith(death -> {});
        repairing.lock();
        repairing.unlock();
        lock.lock();
        lock.unlock();
        assertEquals(1, lock.deaths());
    }

    @Test
    void lock_repairingJvmKilled_nextRepairsAgain() {
        killedOwner(OwnerDeathPolicy.MUST_REPAIR);
        try (ChildJvm first = LockActor.start(space, "lock");
                ChildJvm second = LockActor.start(space, "lock")) {
            first.send("die repairing");
            first.awaitLine("repairing after");
            assertEquals(ChildJvm.KILLED, first.awaitExit());
            assertThrows(InconsistentStateException.class, lock::lock);
            second.send("repair");
            assertEquals("repairing after " + first.pid(), second.awaitLine("repairing"));
            second.awaitLine("repair done");
            tell(second, "unlock");
        }
        lock.lock();
        lock.unlock();
        assertEquals(2, lock.deaths());
    }

    @Test
    void lock_mustRepairWhileOthersWait_allAreTold() {
        lock = InterProcessLock.create(space, "lock", OwnerDeathPolicy.MUST_REPAIR);
        List<Contender> waiters = waitingWhileOwnerIsKilled();
        for (Contender waiter : waiters) {
            assertInstanceOf(InconsistentStateException.class, waiter.failure());
        }
        assertEquals(0, lock.waiters());
    }

    // ---- poison ----

    @Test
    void lock_poison_nobodyGetsItAgain() {
        long pid = killedOwner(OwnerDeathPolicy.POISON);
        Object[] parts = {"lock=" + space.name() + "/lock", "died=pid " + pid, "make it"};
        for (int i = 0; i < 3; i++) {
            PoisonedLockException refusal = assertRefused(PoisonedLockException.class, lock::lock, parts);
            assertEquals(pid, refusal.death().pid());
            assertRefused(PoisonedLockException.class, lock::lockInterruptibly, parts);
            assertRefused(PoisonedLockException.class, () -> lock.tryLock(1, TimeUnit.DAYS), parts);
            assertRefused(PoisonedLockException.class, lock::tryLock, parts);
            assertRefused(PoisonedLockException.class, lock.repairingWith(death -> {})::lock, parts);
            assertFalse(lock.isHeldByCurrentThread());
            assertTrue(lock.toString().endsWith(", poisoned"), lock::toString);
        }
        try (ChildJvm other = LockActor.start(space, "lock")) {
            String answer = tell(other, "lock");
            assertTrue(answer.startsWith("PoisonedLockException"), answer);
        }
        assertTrue(space.deleteObject("lock"));
        InterProcessLock young = InterProcessLock.create(space, "lock", OwnerDeathPolicy.POISON);
        young.lock();
        young.unlock();
    }

    @Test
    void lock_poisonWhileOthersWait_allAreTold() {
        lock = InterProcessLock.create(space, "lock", OwnerDeathPolicy.POISON);
        List<Contender> waiters = waitingWhileOwnerIsKilled();
        for (Contender waiter : waiters) {
            assertInstanceOf(PoisonedLockException.class, waiter.failure());
        }
        assertEquals(0, lock.waiters());
        assertEquals(1, lock.deaths());
    }

    private List<Contender> waitingWhileOwnerIsKilled() {
        try (ChildJvm owner = LockActor.start(space, "lock")) {
            tell(owner, "lock");
            List<Contender> waiters = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                waiters.add(Contender.doing(() -> {
                    lock.lock();
                    return null;
                }));
            }
            HangGuard.await("4 waiters", () -> lock.waiters() == 4);
            owner.kill();
            return waiters;
        }
    }
}
