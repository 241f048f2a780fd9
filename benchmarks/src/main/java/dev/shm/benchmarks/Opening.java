package dev.shm.benchmarks;

import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Opens an existing space with so many objects in it, and the first thousand of what is in it, again and again. */
final class Opening implements Candidate {
    static final String SPACE_KEY = "ms_per_space";
    static final String OBJECT_KEY = "ns_per_object";

    private static final int OPEN_AT_ONCE = 1000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private static final long UNMAP_NANOS = 10_000_000;

    private final int objects;
    private final String name;

    /**
     * A space.
     *
     * @param objects how many objects are in it
     */
    Opening(int objects) {
        this.objects = objects;
        this.name = "bench-opening-" + objects + "-" + ProcessHandle.current().pid();
    }

    @Override
    public void prepare() {
        for (int made = 0; made < objects; made += OPEN_AT_ONCE) {
            letUnmap();
            try (SharedSpace space = SharedSpace.openOrCreate(name)) {
                for (int i = made; i < Math.min(objects, made + OPEN_AT_ONCE); i++) {
                    SharedLong.create(space, "value-" + i, i);
                }
            }
        }
        turn(Effort.QUICK);
    }

    @Override
    public Reading turn(Effort effort) {
        List<Double> spaces = new ArrayList<>();
        List<Double> each = new ArrayList<>();
        long end = System.nanoTime() + effort.runMillis() * NANOS_PER_MILLI;
        do {
            letUnmap();
            long start = System.nanoTime();
            try (SharedSpace space = SharedSpace.open(name)) {
                long opened = System.nanoTime();
                int opens = Math.min(objects, OPEN_AT_ONCE);
                for (int i = 0; i < opens; i++) {
                    SharedLong.open(space, "value-" + i);
                }
                spaces.add((double) (opened - start) / NANOS_PER_MILLI);
                each.add((double) (System.nanoTime() - opened) / opens);
            }
        } while (System.nanoTime() < end);
        return Reading.parse(SPACE_KEY + "=" + median(spaces) + " " + OBJECT_KEY + "=" + median(each));
    }

    /** A process can only map so much; and what unmaps it is not to compete with what is measured. */
    private static void letUnmap() {
        System.gc();
        LockSupport.parkNanos(UNMAP_NANOS);
    }

    private static double median(List<Double> samples) {
        return Estimate.median(samples.stream().mapToDouble(d -> d).toArray());
    }

    @Override
    public void close() {
        SharedSpace.delete(name);
    }
}
