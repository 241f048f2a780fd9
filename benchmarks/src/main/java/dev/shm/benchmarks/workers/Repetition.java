package dev.shm.benchmarks.workers;

import java.util.concurrent.ExecutionException;

/** Something that is done again and again. */
interface Repetition {
    void once() throws InterruptedException, ExecutionException;

    /** Does it for at least so long, and at least once; the time that each took on average. */
    static double nanosPerCall(long millis, Repetition repetition) throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        long elapsed;
        long calls = 0;
        do {
            repetition.once();
            calls++;
            elapsed = System.nanoTime() - start;
        } while (elapsed < millis * 1_000_000);
        return (double) elapsed / calls;
    }
}
