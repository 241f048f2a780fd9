package dev.shm.wait;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shm.testkit.HangGuard;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One system call for several words. */
class FutexVectorTest {
    private static final int WORDS = FutexVector.MOST;
    private static final long FOR_EVER = TimeUnit.HOURS.toNanos(10);

    private final ByteBuffer memory = ByteBuffer.allocateDirect(WORDS * Long.BYTES);
    private final long[] addresses = new long[WORDS];
    private final int[] expected = new int[WORDS];

    @BeforeEach
    void prepare() {
        assumeTrue(NativeCode.isAvailable(), "no native code in this run");
        assumeTrue(FutexVector.isAvailable(), "the kernel has no futex_waitv: Linux 5.16 and later do");
        for (int i = 0; i < WORDS; i++) {
            addresses[i] = Futex.address(memory) + (long) i * Long.BYTES;
        }
    }

    @Test
    void await_wokenAtAnyOfThem_returns() {
        for (int which : new int[] {0, 1, WORDS - 1}) {
            AtomicInteger returned = new AtomicInteger();
            HangGuard.threads(2, index -> {
                if (index == 0) {
                    FutexVector.await(addresses, expected, FOR_EVER);
                    returned.incrementAndGet();
                } else {
                    while (returned.get() == 0) { // it may not sleep yet
                        Futex.wake(addresses[which], 1, -1);
                        Thread.onSpinWait();
                    }
                }
            });
            assertEquals(1, returned.get());
        }
    }

    @Test
    void await_oneIsNotAsExpected_returnsAtOnce() {
        expected[WORDS - 1] = 1;
        HangGuard.run("at once", () -> FutexVector.await(addresses, expected, FOR_EVER));
    }

    @Test
    void await_timeIsOver_returns() {
        long begin = System.nanoTime();
        HangGuard.run("a while", () -> FutexVector.await(addresses, expected, TimeUnit.MILLISECONDS.toNanos(20)));
        assertTrue(System.nanoTime() - begin >= TimeUnit.MILLISECONDS.toNanos(20));
    }
}
