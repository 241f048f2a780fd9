package dev.shm.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HangGuardTest {

    @Test
    void call_done_returnsResult() {
        assertEquals(42, HangGuard.call("answer", () -> 42));
    }

    @Test
    void run_fails_throwsTheSame() {
        IOException failure = new IOException("disk");
        IOException thrown = assertThrows(
                IOException.class,
                () -> HangGuard.run("write", () -> {
                    throw failure;
                }));
        assertEquals(failure, thrown);
    }

    @Test
    void run_hangs_failsWithDumpAndInterrupts() {
        CountDownLatch interrupted = new CountDownLatch(1);
        String message = ShortGuard.failureOf(0.002, () -> HangGuard.run("sleeper", () -> hang(interrupted)));
        assertTrue(message.startsWith("not done: sleeper within 120 ms"), message);
        assertTrue(message.contains("HangGuardTest.hang"), message);
        HangGuard.await("interrupt", () -> interrupted.getCount() == 0);
    }

    @Test
    void await_never_failsWithDescription() {
        String message = ShortGuard.failureOf(0.001, () -> HangGuard.await("a miracle", () -> false));
        assertTrue(message.startsWith("not reached: a miracle within 60 ms"), message);
    }

    @Test
    void threads_allFail_othersAreSuppressed() {
        IllegalStateException thrown = assertThrows(
                IllegalStateException.class,
                () -> HangGuard.threads(3, index -> {
                    throw new IllegalStateException("thread " + index);
                }));
        assertEquals(2, thrown.getSuppressed().length);
    }

    @Test
    void threads_meetAtBarrier_runTogether() throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(4);
        AtomicInteger sum = new AtomicInteger();
        HangGuard.threads(4, index -> {
            barrier.await();
            sum.addAndGet(index);
        });
        assertEquals(6, sum.get());
    }

    private static void hang(CountDownLatch interrupted) {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.countDown();
        }
    }
}
