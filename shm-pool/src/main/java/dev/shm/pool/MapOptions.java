package dev.shm.pool;

import java.util.Arrays;
import java.util.Objects;

/**
 * How elements are given to workers. Immutable.
 *
 * @param chunk how many a worker is given at once; 0 for the default: at first so many that each worker has four times something to
 *     do, as Python does; then fewer and fewer, so that in the end none is waited for long
 * @param listener hears of progress; null for none
 */
public record MapOptions(int chunk, ProgressListener listener) {
    /** The default chunks, and no listener. */
    public static final MapOptions DEFAULT = new MapOptions(0, null);

    /* Guided self-scheduling: C. Polychronopoulos and D. Kuck (1987). */
    private static final int TIMES_PER_WORKER = 4;
    private static final int MOST_TIMES_PER_WORKER = 16;

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

    /** How many elements each chunk has. */
    int[] chunks(int elements, int workers) {
        int[] chunks = new int[TIMES_PER_WORKER * workers];
        int count = 0;
        for (int left = elements; left > 0; left -= chunks[count++]) {
            if (count == chunks.length) {
                chunks = Arrays.copyOf(chunks, 2 * count);
            }
            chunks[count] = next(left, elements, workers);
        }
        return Arrays.copyOf(chunks, count);
    }

    private int next(int left, int all, int workers) {
        if (chunk > 0) {
            return Math.min(chunk, left);
        }
        return Math.max(
                part(left, workers, TIMES_PER_WORKER), Math.min(left, part(all, workers, MOST_TIMES_PER_WORKER)));
    }

    private static int part(int elements, int workers, int times) {
        long parts = (long) workers * times;
        return (int) ((elements + parts - 1) / parts);
    }
}
