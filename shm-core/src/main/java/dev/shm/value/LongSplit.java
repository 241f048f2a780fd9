package dev.shm.value;

import java.util.Objects;
import java.util.Spliterator;
import java.util.function.LongConsumer;
import java.util.function.LongUnaryOperator;

/** Goes through the elements of an array as {@code long}s. */
final class LongSplit implements Spliterator.OfLong {
    private final LongUnaryOperator get;
    private final Run run;
    private final long end;
    private long at;

    LongSplit(LongUnaryOperator get, Run run, long at, long end) {
        this.get = get;
        this.run = run;
        this.at = at;
        this.end = end;
    }

    /** Goes through many. */
    interface Run {
        void forEach(long from, long to, LongConsumer action);
    }

    @Override
    public OfLong trySplit() {
        long from = at;
        long middle = from + end >>> 1;
        if (from >= middle) {
            return null;
        }
        at = middle;
        return new LongSplit(get, run, from, middle);
    }

    @Override
    public boolean tryAdvance(LongConsumer action) {
        Objects.requireNonNull(action);
        if (at >= end) {
            return false;
        }
        action.accept(get.applyAsLong(at++));
        return true;
    }

    @Override
    public void forEachRemaining(LongConsumer action) {
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
