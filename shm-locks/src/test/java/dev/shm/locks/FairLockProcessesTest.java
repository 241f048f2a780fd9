package dev.shm.locks;

import static dev.shm.locks.LockActor.tell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.shm.robust.Fairness;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Requirements;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The line of a fair lock, in which threads of several JVMs stand, some of them dead or stopped. */
@ExtendWith(LeakCheck.class)
class FairLockProcessesTest {
    private SharedSpace space;
    private InterProcessLock lock;
    private final List<ChildJvm> children = new ArrayList<>();
    private final List<Contender> here = new ArrayList<>();

    @BeforeEach
    void open() {
        space = SharedSpace.temporary();
        lock = InterProcessLock.create(space, "lock", Fairness.FAIR);
    }

    @AfterEach
    void close() {
        children.forEach(ChildJvm::close);
        space.close();
    }

    /** Behind all that are in line already. */
    private ChildJvm waitingChild() {
        ChildJvm child = LockActor.start(space, "lock");
        children.add(child);
        int before = lock.waiters();
        child.send("lock");
        HangGuard.await("child in line", () -> lock.waiters() == before + 1);
        return child;
    }

    /** Behind all that are in line already; returns its token. */
    private Contender waitingHere() {
        int before = lock.waiters();
        Contender waiter = Contender.doing(() -> {
            lock.lock();
            try {
                return lock.fencingToken();
            } finally {
                lock.unlock();
            }
        });
        here.add(waiter);
        HangGuard.await("thread in line", () -> lock.waiters() == before + 1);
        return waiter;
    }

    private void assertFree() {
        HangGuard.run("acquisition", () -> {
            lock.lock();
            lock.unlock();
        });
        assertFalse(lock.isLocked());
        assertEquals(0, lock.waiters());
        assertEquals(0, lock.deaths());
    }

    @Test
    void lock_threadsOfSeveralJvms_areServedInTheOrderOfComing() {
        lock.lock();
        ChildJvm first = waitingChild();
        Contender second = waitingHere();
        ChildJvm third = waitingChild();
        Contender fourth = waitingHere();
        lock.unlock();
        assertEquals("lock token 2", first.awaitLine("lock"));
        assertEquals(3, lock.waiters());
        assertEquals("done", tell(first, "unlock"));
        assertEquals(3L, second.result());
        assertEquals("lock token 4", third.awaitLine("lock"));
        assertEquals("done", tell(third, "unlock"));
        assertEquals(5L, fourth.result());
        assertFree();
    }

    @Test
    void lock_firstMiddleAndLastInLineKilled_theOthersAreServedInOrder() {
        lock.lock();
        ChildJvm first = waitingChild();
        Contender second = waitingHere();
        ChildJvm middle = waitingChild();
        Contender fourth = waitingHere();
        ChildJvm last = waitingChild();
        List.of(first, middle, last).forEach(ChildJvm::kill);
        HangGuard.await("two alive in line", () -> lock.waiters() == 2);
        lock.unlock();
        assertEquals(2L, second.result());
        assertEquals(3L, fourth.result());
        assertFree();
    }

    /** Nobody else wants it: the line has only the dead. */
    @Test
    void tryLockTimed_onlyTheDeadInLine_getsItAtOnce() throws InterruptedException {
        lock.lock();
        waitingChild().kill();
        HangGuard.await("nobody alive in line", () -> lock.waiters() == 0);
        lock.unlock();
        assertEquals(true, lock.tryLock(0, TimeUnit.SECONDS));
        lock.unlock();
        assertFree();
    }

    /** First come, first served: one that is stopped is not dead. */
    @Test
    void unlock_firstInLineIsStopped_nobodyPassesItBy() throws InterruptedException {
        Requirements.linux();
        lock.lock();
        ChildJvm stopped = waitingChild();
        Contender second = waitingHere();
        stopped.signal("STOP");
        lock.unlock();
        HangGuard.run("timed acquisition", () -> assertFalse(lock.tryLock(200, TimeUnit.MILLISECONDS)));
        assertFalse(lock.tryLock(0, TimeUnit.MILLISECONDS));
        assertFalse(lock.isLocked());
        assertEquals(1, lock.acquisitions());
        stopped.signal("CONT");
        assertEquals("lock token 2", stopped.awaitLine("lock"));
        assertEquals("done", tell(stopped, "unlock"));
        assertEquals(3L, second.result());
        assertFree();
    }

    /** It takes the call along. */
    @Test
    void unlock_firstInLineIsCalledAndKilled_theNextIsServed() {
        Requirements.linux();
        lock.lock();
        ChildJvm called = waitingChild();
        Contender second = waitingHere();
        called.signal("STOP");
        lock.unlock();
        called.kill();
        assertEquals(2L, second.result());
        assertFree();
    }

    @Test
    void lock_ownerKilled_firstInLineInherits() {
        ChildJvm owner = LockActor.start(space, "lock");
        children.add(owner);
        tell(owner, "lock");
        ChildJvm first = waitingChild();
        Contender second = waitingHere();
        owner.kill();
        assertEquals("lock token 2", first.awaitLine("lock"));
        assertEquals(1, lock.deaths());
        assertEquals("done", tell(first, "unlock"));
        assertEquals(3L, second.result());
        assertFalse(lock.isLocked());
    }

    @Test
    void open_anywhere_isFairAsItWasMade() {
        assertEquals(true, InterProcessLock.open(space, "lock").isFair());
        assertEquals(true, InterProcessLock.openOrCreate(space, "lock").isFair());
        assertFalse(InterProcessLock.openOrCreate(space, "other").isFair());
    }
}
