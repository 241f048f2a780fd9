package dev.shm.value;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shm.testkit.HangGuard;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an {@link java.util.concurrent.atomic.AtomicBoolean} does. */
abstract class BooleanContract {
    private static final int THREADS = 4;
    private static final int ROUNDS = 5_000;

    /** A new one with that value. */
    abstract Subject make(boolean initial);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void operations_oneThread_resultAndValue(boolean value) {
        Subject subject = make(value);
        for (String read : NumberContract.READS) {
            if (subject.has(read)) {
                assertEquals(value, subject.call(read), read);
            }
        }
        for (String write : NumberContract.WRITES) {
            if (subject.has(write)) {
                subject.call("set", !value);
                subject.call(write, value);
                assertEquals(value, subject.call("get"), write);
            }
        }
        assertEquals(value, subject.call("getAndSet", !value));
        assertEquals(!value, subject.call("getAndSet", value));
        for (String cas : NumberContract.COMPARE_AND_SETS) {
            if (subject.has(cas)) {
                assertEquals(false, subject.call(cas, !value, !value), cas);
                assertEquals(value, subject.call("get"), cas);
                HangGuard.await(cas, () -> (boolean) subject.call(cas, value, !value));
                assertEquals(!value, subject.call("getAndSet", value), cas);
            }
        }
        for (String cas : NumberContract.COMPARE_AND_EXCHANGES) {
            if (subject.has(cas)) {
                assertEquals(value, subject.call(cas, !value, !value), cas);
                assertEquals(value, subject.call("get"), cas);
                assertEquals(value, subject.call(cas, value, !value), cas);
                assertEquals(!value, subject.call("getAndSet", value), cas);
            }
        }
    }

    @Test
    void compareAndSet_manyThreads_oneAtATimeIsInside() {
        Subject subject = make(false);
        AtomicInteger inside = new AtomicInteger();
        int[] count = {0};
        HangGuard.threads(THREADS, thread -> {
            for (int i = 0; i < ROUNDS; i++) {
                while (!(boolean) subject.call("compareAndSet", false, true)) {
                    Thread.onSpinWait();
                }
                assertEquals(1, inside.incrementAndGet());
                count[0]++;
                inside.decrementAndGet();
                subject.call("setRelease", false);
            }
        });
        assertEquals(THREADS * ROUNDS, count[0]);
    }
}
