package dev.shm.benchmarks.workers;

import dev.shm.pool.ProcessPool;
import java.util.concurrent.ExecutionException;

/** A pool of two workers that counts {@link Primes}, made for each turn: an idle one would take its share of the other's turns. */
public final class PoolOfPrimes {
    /* The workers are new in each turn, and still compile after one second. */
    private static final int WARM_UP_MILLIS = 2000;

    private PoolOfPrimes() {}

    /**
     * Counts, once for each line, which says for how many milliseconds at least.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
        Parent.say("here");
        for (String line = Parent.hear(); line != null; line = Parent.hear()) {
            Parent.say("tasks_per_s=" + tasksPerSecond(Long.parseLong(line)));
        }
    }

    private static double tasksPerSecond(long millis) throws InterruptedException, ExecutionException {
        try (ProcessPool pool = ProcessPool.of(2)) {
            Repetition count = () -> Primes.check(pool.map(Primes.TASKS, Primes::below));
            Repetition.nanosPerCall(WARM_UP_MILLIS, count);
            return Primes.TASKS.size() * 1e9 / Repetition.nanosPerCall(millis, count);
        }
    }
}
