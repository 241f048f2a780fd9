package dev.shm.pool;

import java.util.Objects;

/**
 * How elements are given to workers. Immutable.
 *
 * @param chunk how many a worker is given at once; 0 for the default: so many that each worker has four times something to do
 * @param listener hears of progress; null for none
 */
public record MapOptions(int chunk, ProgressListener listener) {
    /** Chunks as Python makes them, and no listener. */
    public static final MapOptions DEFAULT = new MapOptions(0, null);

    private static final int TIMES_PER_WORKER = 4;

    /**
     * As said above.
     *
     * @throws IllegalArgumentException if the chunk is negative
     */
    public MapOptions {
        if (chunk < 0) {
            throw new IllegalArgumentException("chunk=" + chunk + "; take 1 or more");
        }
    }

    /**
     * {@return with chunks of so many elements}
     * @param elements how many a worker is given at once, 1 or more
     */
    public static MapOptions chunksOf(int elements) {
        if (elements < 1) {
            throw new IllegalArgumentException("chunk=" + elements + "; take 1 or more");
        }
        return new MapOptions(elements, null);
    }

    /**
     * {@return the same, with a listener}
     * @param progress hears of progress
     */
    public MapOptions listener(ProgressListener progress) {
        return new MapOptions(chunk, Objects.requireNonNull(progress, "listener"));
    }

    int chunkOf(long elements, int workers) {
        long parts = (long) workers * TIMES_PER_WORKER;
        return chunk > 0 ? chunk : (int) Math.max(1, (elements + parts - 1) / parts);
    }
}
