package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.robust.DeathWarnings;
import dev.shm.robust.OwnerDeathPolicy;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Requirements;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rows 1 and 4 of the fault matrix for conditions: who waits or signals is killed or stopped, and nobody else waits for it. */
@ExtendWith(LeakCheck.class)
class ConditionDeathTest {
    /* Where a lock's file has its first condition; see RobustLayout. */
    private static final int FIRST_CONDITION = 4096 + 320;
    private static final long FULL = 0xFFFFL << 32;

    @TempDir
    private Path directory;

    private final List<ChildJvm> children = new ArrayList<>();
    private SharedSpace space;
    private InterProcessLock lock;

    @BeforeEach
    void requireLinux() {
        Requirements.linux();
        DeathWarnings.silence();
    }

    @AfterEach
    void close() {
        children.forEach(ChildJvm::close);
        if (space != null) {
            space.close();
        }
    }

    private void make(OwnerDeathPolicy policy) {
        space = SharedSpace.create(directory.resolve("space"));
        lock = ConditionPuppet.create(space, policy);
    }

    private ChildJvm puppet() {
        children.add(ConditionPuppet.start(space));
        return children.get(children.size() - 1);
    }

    /** One that sleeps as the next one in the kernel's queue. */
    private ChildJvm waiting(String order) {
        int before = waiters();
        ChildJvm child = puppet();
        ConditionPuppet.tell(child, order);
        awaitWaiters(before + 1);
        awaitAsleep();
        return child;
    }

    private int waiters() {
        return lock.condition(0).waiters();
    }

    private void awaitWaiters(int count) {
        HangGuard.await(count + " waiters", () -> waiters() == count);
    }

    /** Whoever waits has released the lock; a moment later it is in the kernel, and it does no harm if it is not. */
    private void awaitAsleep() {
        HangGuard.await("lock given back", () -> !lock.isLocked());
        LockSupport.parkNanos(20_000_000);
    }

    private void signal() {
        HangGuard.run("signal", () -> {
            lock.lock();
            lock.condition(0).signal();
            lock.unlock();
        });
    }

    @Test
    void kill_waiter_signalGoesToAnother() {
        make(OwnerDeathPolicy.HAND_OVER);
        ChildJvm first = waiting("wait 0");
        ChildJvm second = waiting("wait 0");
        first.kill();
        first.awaitExit();
        awaitWaiters(1);
        signal();
        second.awaitLine("woken 0");
        awaitWaiters(0);
        assertEquals(0, lock.deaths());
    }

    /** It was woken, was about to come for the lock, and had the kernel's only wake-up. */
    @Test
    void kill_waiterAlreadyWoken_anotherReturns() {
        make(OwnerDeathPolicy.HAND_OVER);
        Deque<ChildJvm> line = new ArrayDeque<>(List.of(waiting("wait 0"), waiting("wait 0")));
        HangGuard.run("kill of one that is woken", () -> {
            killWoken(line);
            lock.unlock();
        });
        line.getFirst().awaitLine("woken 0");
        awaitWaiters(0);
        assertEquals(0, lock.deaths());
    }

    /** Others have the lock all the time, for things of their own. */
    @Test
    void kill_waiterAlreadyWokenWhileLockIsBusy_anotherReturns() {
        make(OwnerDeathPolicy.HAND_OVER);
        Deque<ChildJvm> line = new ArrayDeque<>(List.of(waiting("wait 0"), waiting("wait 0")));
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch killed = new CountDownLatch(1);
        Contender busy = Contender.doing(() -> {
            killWoken(line);
            killed.countDown();
            while (!over.get()) {
                lock.unlock();
                lock.lock();
                LockSupport.parkNanos(1_000_000);
            }
            lock.unlock();
            return null;
        });
        try {
            HangGuard.await("kill", () -> killed.getCount() == 0);
            line.getFirst().awaitLine("woken 0");
        } finally {
            over.set(true);
            busy.close();
        }
    }

    /** Signals the first in line, has the lock again before it comes, and kills it where it waits for that. */
    private void killWoken(Deque<ChildJvm> line) {
        while (true) {
            ChildJvm first = line.removeFirst();
            long returned = returns(first);
            lock.lock();
            lock.condition(0).signal();
            lock.unlock();
            lock.lock();
            HangGuard.await("first one to come", () -> lock.waiters() == 1 || returns(first) > returned);
            if (returns(first) == returned) {
                first.kill();
                first.awaitExit();
                return;
            }
            lock.unlock(); // it was quicker
            line.addLast(first);
            HangGuard.await("both waiting again", () -> isWaitingAgain(line));
            awaitAsleep();
        }
    }

    /** Has those wait again that have returned; says whether all wait. */
    private boolean isWaitingAgain(Deque<ChildJvm> line) {
        for (ChildJvm puppet : line) {
            if (returns(puppet)
                    == puppet.output().lines().filter("done wait 0"::equals).count()) {
                ConditionPuppet.tell(puppet, "wait 0");
            }
        }
        return waiters() == line.size();
    }

    private static long returns(ChildJvm puppet) {
        return puppet.output().lines().filter("woken 0"::equals).count();
    }

    @Test
    void stop_waiter_anotherReturnsInItsPlace() {
        make(OwnerDeathPolicy.HAND_OVER);
        ChildJvm first = waiting("wait 0");
        ChildJvm second = waiting("wait 0");
        first.signal("STOP");
        signal();
        second.awaitLine("woken 0");
        first.signal("CONT");
        signal();
        first.awaitLine("woken 0");
        awaitWaiters(0);
    }

    @Test
    void kill_signallerBeforeUnlock_allReturnAndHeirIsTold() {
        make(OwnerDeathPolicy.HAND_OVER);
        ChildJvm first = waiting("wait 0");
        ChildJvm second = waiting("wait 0");
        ChildJvm signaller = puppet();
        signaller.send("signalAndDie 0");
        first.awaitLine("woken 0");
        second.awaitLine("woken 0");
        assertEquals(ChildJvm.KILLED, signaller.awaitExit());
        assertEquals(1, lock.deaths());
        assertEquals(
                signaller.pid(),
                lock.lastDeath().orElseThrow().pid(),
                () -> lock.lastDeath().toString());
    }

    /** No mourner of those who wait ever sees the dead owner: the heir has come and gone before. */
    @Test
    void kill_ownerInheritedFromAtOnce_allReturn() {
        make(OwnerDeathPolicy.HAND_OVER);
        ChildJvm waiter = waiting("wait 0");
        ChildJvm owner = puppet();
        ChildJvm heir = puppet();
        ConditionPuppet.tell(owner, "lock");
        waiter.signal("STOP");
        ConditionPuppet.tell(heir, "acquire");
        HangGuard.await("heir to be", () -> lock.waiters() == 1);
        owner.kill();
        heir.awaitLine("acquired");
        assertEquals(1, lock.deaths());
        heir.kill(); // who has let go may be gone as well
        heir.awaitExit();
        waiter.signal("CONT");
        waiter.awaitLine("woken 0");
    }

    @Test
    void kill_ownerOfLockToBeRepaired_waitersRepairOrAreRefused() {
        make(OwnerDeathPolicy.MUST_REPAIR);
        ChildJvm plain = waiting("wait 0");
        killOwner();
        plain.awaitLine("refused 0 InconsistentStateException");
        HangGuard.run("repair", () -> {
            InterProcessLock repairing = lock.repairingWith(death -> {});
            repairing.lock();
            repairing.unlock();
        });
        ChildJvm repairing = waiting("waitRepairing 0");
        killOwner();
        repairing.awaitLine("repairs");
        repairing.awaitLine("woken 0");
        awaitWaiters(0);
    }

    @Test
    void kill_ownerOfLockToBePoisoned_allWaitersAreRefused() {
        make(OwnerDeathPolicy.POISON);
        ChildJvm first = waiting("wait 0");
        ChildJvm second = waiting("waitRepairing 0");
        killOwner();
        first.awaitLine("refused 0 PoisonedLockException");
        second.awaitLine("refused 0 PoisonedLockException");
        awaitWaiters(0);
    }

    private void killOwner() {
        ChildJvm owner = puppet();
        ConditionPuppet.tell(owner, "lock");
        owner.kill();
        owner.awaitExit();
    }

    // ---- limits ----

    /** A word that dead waiters have filled up is emptied by the next one. */
    @Test
    void await_wordFullOfTheDead_waits() throws IOException {
        make(OwnerDeathPolicy.HAND_OVER);
        word(FULL);
        ChildJvm waiter = puppet();
        ConditionPuppet.tell(waiter, "wait 0");
        awaitWaiters(1);
        awaitAsleep();
        assertEquals(1, word() >>> 32 & 0xFFFF, "waiting");
        signal();
        waiter.awaitLine("woken 0");
        assertEquals(0, word() >>> 32, "owed and waiting");
    }

    /** What dead waiters were owed makes a later one return early, once, and no more. */
    @Test
    void await_signalsOwedToTheDead_areForgotten() throws IOException {
        make(OwnerDeathPolicy.HAND_OVER);
        word(3L << 48 | 5L << 32);
        ChildJvm waiter = puppet();
        ConditionPuppet.tell(waiter, "wait 0");
        waiter.awaitLine("woken 0");
        assertEquals(0, word() >>> 32, "owed and waiting");
        assertTrue((word() & 0xFFFF_0000L) != 0, "epoch");
    }

    private void word(long value) throws IOException {
        try (FileChannel file = FileChannel.open(space.path().resolve("lock"), StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            file.write(bytes.putLong(0, value), FIRST_CONDITION);
        }
    }

    private long word() throws IOException {
        try (FileChannel file = FileChannel.open(space.path().resolve("lock"), StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            file.read(bytes, FIRST_CONDITION);
            return bytes.getLong(0);
        }
    }
}
