package dev.shm.value;

import java.util.Objects;
import java.util.Spliterator;
import java.util.function.DoubleConsumer;
import java.util.function.LongToDoubleFunction;

/** Goes through the elements of an array as {@code double}s. */
final class DoubleSplit implements Spliterator.OfDouble {
    private final LongToDoubleFunction get;
    private final Run run;
    private final long end;
    private long at;

    DoubleSplit(LongToDoubleFunction get, Run run, long at, long end) {
        this.get = get;
        this.run = run;
        this.at = at;
        this.end = end;
    }

    /** Goes through many. */
    interface Run {
        void forEach(long from, long to, DoubleConsumer action);
    }

    @Override
    public OfDouble trySplit() {
        long from = at;
        long middle = from + end >>> 1;
        if (from >= middle) {
            return null;
        }
        at = middle;
        return new DoubleSplit(get, run, from, middle);
    }

    @Override
    public boolean tryAdvance(DoubleConsumer action) {
        Objects.requireNonNull(action);
        if (at >= end) {
            return false;
        }
        action.accept(get.applyAsDouble(at++));
        return true;
    }

    @Override
    public void forEachRemaining(DoubleConsumer action) {
        Objects.requireNonNull(action);
        long from = at;
        at = end;
        run.forEach(from, end, action);
    }

    @Override
    public long estimateSize() {
        return end - at;
    }

    @Override
    public int characteristics() {
        return ORDERED | SIZED | SUBSIZED;
    }
}
