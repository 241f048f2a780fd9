package dev.shm.value;

import java.util.Objects;
import java.util.Spliterator;
import java.util.function.IntConsumer;
import java.util.function.LongToIntFunction;

/** Goes through the elements of an array as {@code int}s. */
final class IntSplit implements Spliterator.OfInt {
    private final LongToIntFunction get;
    private final Run run;
    private final long end;
    private long at;

    IntSplit(LongToIntFunction get, Run run, long at, long end) {
        this.get = get;
        this.run = run;
        this.at = at;
        this.end = end;
    }

    /** Goes through many. */
    interface Run {
        void forEach(long from, long to, IntConsumer action);
    }

    @Override
    public OfInt trySplit() {
        long from = at;
        long middle = from + end >>> 1;
        if (from >= middle) {
            return null;
        }
        at = middle;
        return new IntSplit(get, run, from, middle);
    }

    @Override
    public boolean tryAdvance(IntConsumer action) {
        Objects.requireNonNull(action);
        if (at >= end) {
            return false;
        }
        action.accept(get.applyAsInt(at++));
        return true;
    }

    @Override
    public void forEachRemaining(IntConsumer action) {
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
