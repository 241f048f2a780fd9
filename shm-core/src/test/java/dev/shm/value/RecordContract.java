package dev.shm.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.testkit.HangGuard;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What an {@link java.util.concurrent.atomic.AtomicReference} does, and that nobody sees half a record. */
abstract class RecordContract {
    private static final int WRITERS = 2;
    private static final int READERS = 2;
    private static final int ROUNDS = 5_000;

    /** A new one. */
    abstract RecordSubject make(Sample initial);

    @Test
    void get_new_isInitial() {
        assertEquals(Sample.of(7), make(Sample.of(7)).get());
    }

    @Test
    void get_afterEachOfManyWrites_isWhatWasWritten() {
        RecordSubject subject = make(Sample.of(0));
        for (long n = 1; n < 1_000; n++) {
            Sample sample = Sample.of(n * 0x9E37_79B9_7F4AL * (n % 2 == 0 ? 1 : -1));
            subject.set(sample);
            assertEquals(sample, subject.get());
            assertEquals(sample, subject.get());
        }
    }

    @Test
    void getAndSet_returnsBefore() {
        RecordSubject subject = make(Sample.of(1));
        assertEquals(Sample.of(1), subject.getAndSet(Sample.of(2)));
        assertEquals(Sample.of(2), subject.getAndSet(Sample.of(3)));
        assertEquals(Sample.of(3), subject.get());
    }

    @Test
    void compareAndSet_expectedOrNot_setsOrNot() {
        Sample one = Sample.of(1);
        RecordSubject subject = make(one);
        assertFalse(subject.compareAndSet(Sample.of(2), Sample.of(3)));
        assertEquals(one, subject.get());
        assertTrue(subject.compareAndSet(one, Sample.of(3)));
        assertEquals(Sample.of(3), subject.get());
    }

    @Test
    void updates_returnBeforeOrAfter() {
        RecordSubject subject = make(Sample.of(1));
        assertEquals(Sample.of(2), subject.updateAndGet(Sample::next));
        assertEquals(Sample.of(2), subject.getAndUpdate(Sample::next));
        assertEquals(Sample.of(3), subject.get());
        assertEquals(Sample.of(8), subject.accumulateAndGet(Sample.of(5), RecordContract::sum));
        assertEquals(Sample.of(8), subject.getAndAccumulate(Sample.of(2), RecordContract::sum));
        assertEquals(Sample.of(10), subject.get());
    }

    private static Sample sum(Sample one, Sample other) {
        return Sample.of(Sample.numberOf(one) + Sample.numberOf(other));
    }

    @Test
    void updateAndGet_functionThrows_nothingIsWritten() {
        RecordSubject subject = make(Sample.of(1));
        assertThrows(
                ArithmeticException.class,
                () -> subject.updateAndGet(before -> {
                    throw new ArithmeticException();
                }));
        assertEquals(Sample.of(1), subject.get());
        assertEquals(Sample.of(2), subject.updateAndGet(Sample::next));
    }

    @Test
    void updateAndGet_manyThreads_noneIsLostAndNoReadIsTorn() {
        RecordSubject subject = make(Sample.of(0));
        AtomicInteger writing = new AtomicInteger(WRITERS);
        HangGuard.threads(WRITERS + READERS, index -> {
            if (index < WRITERS) {
                for (int i = 0; i < ROUNDS; i++) {
                    subject.updateAndGet(Sample::next);
                }
                writing.decrementAndGet();
            } else {
                long last = 0;
                while (writing.get() > 0) {
                    long now = Sample.numberOf(subject.get());
                    assertTrue(now >= last, () -> "went back to " + now);
                    last = now;
                }
            }
        });
        assertEquals(WRITERS * ROUNDS, Sample.numberOf(subject.get()));
    }
}
