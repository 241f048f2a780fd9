package dev.shm.benchmarks;

import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLongArray;
import java.util.ArrayList;
import java.util.List;

/** Opens an array that is there, and looks at one element, again and again, in a space that is opened anew each time. */
final class ArrayOpening implements Candidate {
    static final String KEY = "ns_per_array";

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final long length;
    private final String name;

    /**
     * An array, which has a page where it is looked at and else none.
     *
     * @param length of it
     */
    ArrayOpening(long length) {
        this.length = length;
        this.name = "bench-array-" + length + "-" + ProcessHandle.current().pid();
    }

    @Override
    public void prepare() {
        try (SharedSpace space = SharedSpace.create(name)) {
            SharedLongArray.createSparse(space, "array", length).set(length / 2, length);
        }
        turn(Effort.QUICK);
    }

    @Override
    public Reading turn(Effort effort) {
        List<Double> nanos = new ArrayList<>();
        long end = System.nanoTime() + effort.runMillis() * NANOS_PER_MILLI;
        do {
            System.gc(); // unmaps what was closed: a process can only map so much
            try (SharedSpace space = SharedSpace.open(name)) {
                long start = System.nanoTime();
                long found = SharedLongArray.open(space, "array").get(length / 2);
                nanos.add((double) (System.nanoTime() - start));
                if (found != length) {
                    throw new IllegalStateException("another element was there: found=" + found);
                }
            }
        } while (System.nanoTime() < end);
        return Reading.of(
                KEY, Estimate.median(nanos.stream().mapToDouble(d -> d).toArray()));
    }

    @Override
    public void close() {
        SharedSpace.delete(name);
    }
}
