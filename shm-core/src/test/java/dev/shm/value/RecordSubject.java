package dev.shm.value;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** What {@link AtomicReference} and whatever holds a shared record have in common. */
interface RecordSubject {
    Sample get();

    void set(Sample value);

    Sample getAndSet(Sample value);

    boolean compareAndSet(Sample expected, Sample value);

    Sample updateAndGet(UnaryOperator<Sample> update);

    Sample getAndUpdate(UnaryOperator<Sample> update);

    Sample accumulateAndGet(Sample x, BinaryOperator<Sample> accumulate);

    Sample getAndAccumulate(Sample x, BinaryOperator<Sample> accumulate);

    /** The JDK's, on the heap. */
    final class OnHeap extends AtomicReference<Sample> implements RecordSubject {
        private static final long serialVersionUID = 1L;

        OnHeap(Sample initial) {
            super(initial);
        }
    }

    /** Ours. */
    record Shared(SharedRecord<Sample> record) implements RecordSubject {
        @Override
        public Sample get() {
            return record.get();
        }

        @Override
        public void set(Sample value) {
            record.set(value);
        }

        @Override
        public Sample getAndSet(Sample value) {
            return record.getAndSet(value);
        }

        @Override
        public boolean compareAndSet(Sample expected, Sample value) {
            return record.compareAndSet(expected, value);
        }

        @Override
        public Sample updateAndGet(UnaryOperator<Sample> update) {
            return record.updateAndGet(update);
        }

        @Override
        public Sample getAndUpdate(UnaryOperator<Sample> update) {
            return record.getAndUpdate(update);
        }

        @Override
        public Sample accumulateAndGet(Sample x, BinaryOperator<Sample> accumulate) {
            return record.accumulateAndGet(x, accumulate);
        }

        @Override
        public Sample getAndAccumulate(Sample x, BinaryOperator<Sample> accumulate) {
            return record.getAndAccumulate(x, accumulate);
        }
    }
}
