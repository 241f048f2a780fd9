package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.robust.Fairness;
import dev.shm.robust.OwnerDeathPolicy;
import dev.shm.space.AlreadyExistsException;
import dev.shm.space.InvalidFileException;
import dev.shm.space.NotFoundException;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a read-write lock of ours has beyond the JDK's, and bad input. */
@ExtendWith(LeakCheck.class)
class InterProcessReadWriteLockTest {
    private final SharedSpace space = SharedSpace.temporary();
    private final InterProcessReadWriteLock lock = InterProcessReadWriteLock.create(space, "lock");
    private final Lock read = lock.readLock();
    private final Lock write = lock.writeLock();
    private final Lock upgradable = lock.upgradableLock();

    @AfterEach
    void closeSpace() {
        space.close();
    }

    @Test
    void openOrCreate_otherGeometryOrKind_throwsAndNamesIt() {
        InvalidFileException fairness = assertThrows(
                InvalidFileException.class,
                () -> InterProcessReadWriteLock.openOrCreate(space, "lock", OwnerDeathPolicy.HAND_OVER, Fairness.FAIR));
        assertTrue(fairness.getMessage().contains("FAIR"), fairness.getMessage());
        InvalidFileException policy = assertThrows(
                InvalidFileException.class,
                () -> InterProcessReadWriteLock.openOrCreate(space, "lock", OwnerDeathPolicy.POISON, Fairness.BARGING));
        assertTrue(policy.getMessage().contains("POISON"), policy.getMessage());
        assertThrows(AlreadyExistsException.class, () -> InterProcessReadWriteLock.create(space, "lock"));
        assertThrows(NotFoundException.class, () -> InterProcessReadWriteLock.open(space, "none"));
        InterProcessLock.create(space, "other");
        assertThrows(InvalidFileException.class, () -> InterProcessReadWriteLock.open(space, "other"));
        assertFalse(InterProcessReadWriteLock.open(space, "lock").isFair());
    }

    @Test
    void condition_writeLockNotHeld_throws() throws InterruptedException {
        Condition condition = write.newCondition();
        assertThrows(IllegalMonitorStateException.class, condition::await);
        assertThrows(IllegalMonitorStateException.class, condition::signal);
        read.lock();
        assertThrows(IllegalMonitorStateException.class, condition::await);
        assertThrows(IllegalMonitorStateException.class, condition::signalAll);
        assertEquals(1, lock.getReadHoldCount());
        read.unlock();
        assertThrows(UnsupportedOperationException.class, upgradable::newCondition);
    }

    @Test
    void writeLock_threadReadsOnly_throwsInsteadOfWaitingForItself() throws InterruptedException {
        read.lock();
        IllegalStateException e = assertThrows(IllegalStateException.class, write::lock);
        assertTrue(e.getMessage().contains("upgradable"), e.getMessage());
        assertThrows(IllegalStateException.class, upgradable::lock);
        assertFalse(write.tryLock());
        assertFalse(upgradable.tryLock());
        assertEquals(1, lock.getReadHoldCount());
        read.unlock();
        assertTrue(write.tryLock());
        assertThrows(IllegalStateException.class, upgradable::lock);
        write.unlock();
        assertFalse(lock.isWriteLocked());
    }

    @Test
    void upgradableLock_held_othersReadAndNobodyWrites() throws InterruptedException {
        upgradable.lock();
        HangGuard.threads(1, index -> {
            assertTrue(read.tryLock(1, TimeUnit.HOURS));
            read.unlock();
            assertFalse(write.tryLock());
            assertFalse(write.tryLock(1, TimeUnit.MILLISECONDS));
            assertFalse(upgradable.tryLock());
            assertFalse(upgradable.tryLock(1, TimeUnit.MILLISECONDS));
            assertFalse(lock.isWriteLocked());
        });
        upgradable.unlock();
        assertThrows(IllegalMonitorStateException.class, upgradable::unlock);
    }

    @Test
    void writeLock_behindUpgradable_waitsForReadersOnly() throws InterruptedException {
        CountDownLatch reading = new CountDownLatch(1);
        AtomicInteger left = new AtomicInteger();
        HangGuard.threads(2, index -> {
            if (index == 0) {
                reading.await();
                upgradable.lock();
                read.lock(); // its own doesn't count
                write.lock();
                assertEquals(1, left.get());
                upgradable.unlock();
                read.unlock();
                write.unlock();
            } else {
                read.lock();
                reading.countDown();
                HangGuard.await("the writer", () -> lock.waiters() == 1);
                left.incrementAndGet();
                read.unlock();
            }
        });
        assertTrue(write.tryLock());
        write.unlock();
    }

    /** What was read under the upgradable lock is so still when it becomes the write lock. */
    @Test
    void upgradableLock_manyThreads_countExactly() throws InterruptedException {
        AtomicInteger count = new AtomicInteger();
        HangGuard.threads(4, index -> {
            for (int i = 0; i < 200; i++) {
                if (i % 2 == 0) {
                    write.lock();
                    count.setPlain(count.getPlain() + 1);
                    write.unlock();
                    continue;
                }
                upgradable.lock();
                int seen = count.getPlain();
                write.lock();
                count.setPlain(seen + 1);
                write.unlock();
                upgradable.unlock();
            }
        });
        assertEquals(800, count.get());
    }

    @Test
    void visit_threadEndsWhileItReads_writerGoesOn() throws InterruptedException {
        for (int i = 0; i < 2; i++) {
            Thread first = new Thread(read::lock);
            Thread second = new Thread(read::lock);
            first.start();
            second.start();
            first.join();
            second.join();
            HangGuard.run("writer", () -> {
                write.lock();
                write.unlock();
            });
            assertEquals(0, lock.getReadLockCount());
        }
    }

    @Test
    void close_threadReads_throwsAndNamesIt() {
        read.lock();
        IllegalStateException e = assertThrows(IllegalStateException.class, space::close);
        assertTrue(
                e.getMessage()
                        .contains(
                                "lock, read by thread " + Thread.currentThread().getName()),
                e.getMessage());
        read.unlock();
        upgradable.lock();
        assertThrows(IllegalStateException.class, space::close);
        upgradable.unlock();
        space.close();
        assertThrows(IllegalStateException.class, read::lock);
        assertThrows(IllegalStateException.class, write::lock);
        assertThrows(IllegalStateException.class, upgradable::lock);
        assertTrue(lock.toString().endsWith("closed"), lock.toString());
    }

    @Test
    void serialized_isTheSame() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(lock);
            out.writeObject(write);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            InterProcessReadWriteLock other = (InterProcessReadWriteLock) in.readObject();
            Lock otherWrite = (Lock) in.readObject();
            assertSame(lock.engine(), other.engine());
            otherWrite.lock();
            assertTrue(lock.isWriteLockedByCurrentThread());
            otherWrite.unlock();
        }
    }

    @Test
    void toString_tellsTheState() {
        assertTrue(lock.toString().endsWith("lock, write lock free, readers: 0"), lock.toString());
        write.lock();
        read.lock();
        assertTrue(lock.toString().contains("owned by"), lock.toString());
        assertTrue(lock.toString().endsWith("readers: 1"), lock.toString());
        write.unlock();
        read.unlock();
    }
}
