package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What holds for every re-entrant read-write lock among the threads of one JVM; known to be right from the JDK's own. */
@ExtendWith(LeakCheck.class)
abstract class ReadWriteContract {
    private Lock read;
    private Lock write;

    abstract ReadWriteLock create();

    abstract int waiters();

    @BeforeEach
    void make() {
        ReadWriteLock lock = create();
        read = lock.readLock();
        write = lock.writeLock();
    }

    @Test
    void readLock_manyThreads_allAreInAtOnce() throws Exception {
        CyclicBarrier inside = new CyclicBarrier(4);
        HangGuard.threads(4, index -> {
            read.lock();
            inside.await();
            read.unlock();
        });
        assertTrue(write.tryLock());
        write.unlock();
    }

    @Test
    void tryLock_somebodyReads_onlyReadersGetIt() throws InterruptedException {
        read.lock();
        HangGuard.threads(1, index -> {
            assertTrue(read.tryLock());
            read.unlock();
            assertTrue(read.tryLock(1, TimeUnit.HOURS));
            read.unlock();
            assertFalse(write.tryLock());
            assertFalse(write.tryLock(1, TimeUnit.MILLISECONDS));
        });
        read.unlock();
        assertTrue(write.tryLock());
        write.unlock();
    }

    @Test
    void tryLock_somebodyWrites_nobodyGetsIt() throws InterruptedException {
        write.lock();
        HangGuard.threads(1, index -> {
            assertFalse(read.tryLock());
            assertFalse(read.tryLock(1, TimeUnit.MILLISECONDS));
            assertFalse(write.tryLock());
            assertFalse(write.tryLock(1, TimeUnit.MILLISECONDS));
        });
        write.unlock();
        assertTrue(read.tryLock());
        read.unlock();
    }

    @Test
    void lock_again_countsHolds() throws InterruptedException {
        write.lock();
        write.lock();
        read.lock();
        read.lock();
        write.unlock();
        HangGuard.threads(1, index -> assertFalse(read.tryLock()));
        write.unlock(); // downgraded
        HangGuard.threads(1, index -> {
            assertTrue(read.tryLock());
            read.unlock();
            assertFalse(write.tryLock());
        });
        read.unlock();
        HangGuard.threads(1, index -> assertFalse(write.tryLock()));
        read.unlock();
        HangGuard.threads(1, index -> {
            assertTrue(write.tryLock());
            write.unlock();
        });
    }

    @Test
    void unlock_withoutHold_throws() throws InterruptedException {
        assertThrows(IllegalMonitorStateException.class, read::unlock);
        assertThrows(IllegalMonitorStateException.class, write::unlock);
        read.lock();
        HangGuard.threads(1, index -> {
            assertThrows(IllegalMonitorStateException.class, read::unlock);
            assertThrows(IllegalMonitorStateException.class, write::unlock);
        });
        read.unlock();
        assertThrows(IllegalMonitorStateException.class, write::unlock);
        assertThrows(IllegalMonitorStateException.class, read::unlock);
    }

    @Test
    void lock_writerWaits_readersComeInAfterIt() throws InterruptedException {
        AtomicInteger written = new AtomicInteger();
        CountDownLatch held = new CountDownLatch(1);
        HangGuard.threads(3, index -> {
            if (index == 0) {
                read.lock();
                held.countDown();
                HangGuard.await("both wait", () -> waiters() == 2);
                read.lock(); // again: this thread reads already, and nobody keeps it out
                read.unlock();
                read.unlock();
            } else if (index == 1) {
                held.await();
                write.lock();
                written.incrementAndGet();
                write.unlock();
            } else {
                held.await();
                HangGuard.await("a writer", () -> waiters() == 1);
                read.lock();
                assertEquals(1, written.get());
                read.unlock();
            }
        });
    }

    @Test
    void lock_interruptedWhileWaiting_throws() throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(2);
        HangGuard.threads(3, index -> {
            if (index == 2) {
                write.lock();
                held.countDown();
                interrupted.await();
                write.unlock();
                return;
            }
            held.await();
            Thread waiter = Thread.currentThread();
            Thread interrupter = new Thread(() -> {
                HangGuard.await("it waits", () -> waiters() >= 1);
                waiter.interrupt();
            });
            interrupter.start();
            Lock wanted = index == 0 ? read : write;
            assertThrows(InterruptedException.class, wanted::lockInterruptibly);
            interrupted.countDown();
            interrupter.join();
        });
        assertTrue(write.tryLock());
        write.unlock();
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, read::lockInterruptibly);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> write.tryLock(1, TimeUnit.SECONDS));
    }

    @Test
    void writeLock_timeIsOver_readersGoOn() throws InterruptedException {
        read.lock();
        HangGuard.threads(1, index -> {
            assertFalse(write.tryLock(2, TimeUnit.MILLISECONDS));
            assertTrue(read.tryLock());
            read.unlock();
        });
        read.unlock();
    }

    @Test
    void condition_ofWriteLock_wakesWithLockHeld() throws InterruptedException {
        Condition condition = write.newCondition();
        AtomicInteger value = new AtomicInteger();
        HangGuard.threads(3, index -> {
            if (index == 0) {
                write.lock();
                while (value.get() == 0) {
                    condition.await();
                }
                value.incrementAndGet();
                write.unlock();
            } else if (index == 1) {
                while (value.get() < 2) { // readers come and go while it waits
                    read.lock();
                    read.unlock();
                }
            } else {
                write.lock();
                value.set(1);
                condition.signalAll();
                write.unlock();
            }
        });
        assertThrows(UnsupportedOperationException.class, read::newCondition);
    }

    @Test
    void lock_readersAndWriters_writersAreAlone() throws InterruptedException {
        AtomicLong one = new AtomicLong();
        AtomicLong other = new AtomicLong();
        HangGuard.threads(6, index -> {
            for (int i = 0; i < 300; i++) {
                if ((index + i) % 3 == 0) {
                    write.lock();
                    one.setPlain(one.getPlain() + 1);
                    other.setPlain(other.getPlain() + 1);
                    write.unlock();
                } else {
                    read.lock();
                    assertEquals(one.getPlain(), other.getPlain());
                    read.unlock();
                }
            }
        });
        assertEquals(600, one.get());
        assertEquals(0, waiters());
    }
}
