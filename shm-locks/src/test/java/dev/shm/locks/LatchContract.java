package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What holds for every latch among the threads of one JVM; known to be right from the JDK's own. */
@ExtendWith(LeakCheck.class)
abstract class LatchContract {
    /** What the JDK's latch and ours have in common. */
    interface Subject {
        void await() throws InterruptedException;

        boolean await(long timeout, TimeUnit unit) throws InterruptedException;

        void countDown();

        long getCount();
    }

    /** The JDK's. */
    static final class OfTheJdk extends CountDownLatch implements Subject {
        OfTheJdk(int count) {
            super(count);
        }
    }

    abstract Subject create(int count);

    @Test
    void create_negative_throws() {
        assertThrows(IllegalArgumentException.class, () -> create(-1));
    }

    @Test
    void countDown_belowZero_isIgnored() throws InterruptedException {
        Subject latch = create(2);
        assertEquals(2, latch.getCount());
        latch.countDown();
        assertEquals(1, latch.getCount());
        latch.countDown();
        latch.countDown();
        assertEquals(0, latch.getCount());
        latch.await();
        assertTrue(latch.await(0, TimeUnit.SECONDS));
    }

    @Test
    void await_zeroFromTheStart_returns() throws InterruptedException {
        create(0).await();
        assertEquals(Integer.MAX_VALUE, create(Integer.MAX_VALUE).getCount());
    }

    @Test
    void await_timeIsOver_returnsFalse() throws InterruptedException {
        Subject latch = create(1);
        assertFalse(latch.await(2, TimeUnit.MILLISECONDS));
        assertFalse(latch.await(0, TimeUnit.SECONDS));
        assertFalse(latch.await(-1, TimeUnit.SECONDS));
        assertEquals(1, latch.getCount());
    }

    @Test
    void await_interruptedBefore_throwsEvenIfZero() {
        Subject latch = create(0);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, latch::await);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> latch.await(1, TimeUnit.SECONDS));
        assertFalse(Thread.interrupted());
    }

    @Test
    void await_interruptedWhileWaiting_throws() throws InterruptedException {
        Subject latch = create(1);
        HangGuard.threads(1, index -> {
            Thread waiter = Thread.currentThread();
            Thread interrupter = new Thread(waiter::interrupt);
            interrupter.start();
            assertThrows(InterruptedException.class, latch::await);
            interrupter.join();
        });
        assertEquals(1, latch.getCount());
    }

    @Test
    void await_manyThreads_seeAllThatWasDoneBefore() throws InterruptedException {
        for (int round = 0; round < 50; round++) {
            Subject latch = create(3);
            AtomicInteger done = new AtomicInteger();
            HangGuard.threads(6, index -> {
                if (index < 3) {
                    done.incrementAndGet();
                    latch.countDown();
                } else {
                    latch.await();
                    assertEquals(3, done.get());
                }
            });
        }
    }
}
