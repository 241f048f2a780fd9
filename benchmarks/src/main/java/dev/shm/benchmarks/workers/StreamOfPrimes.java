package dev.shm.benchmarks.workers;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;

/** A parallel stream, in two threads, that does what two workers of a pool do in {@link PoolOfPrimes}. */
public final class StreamOfPrimes {
    private StreamOfPrimes() {}

    /**
     * Counts, once for each line, which says for how many milliseconds at least.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
        ForkJoinPool threads = new ForkJoinPool(2);
        try {
            Parent.say("here");
            for (String line = Parent.hear(); line != null; line = Parent.hear()) {
                double nanos = Repetition.nanosPerCall(
                        Long.parseLong(line),
                        () -> Primes.check(threads.submit(() -> Primes.TASKS.parallelStream()
                                        .map(Primes::below)
                                        .toList())
                                .get()));
                Parent.say("tasks_per_s=" + Primes.TASKS.size() * 1e9 / nanos);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
