package dev.shm.benchmarks.workers;

import java.util.List;
import java.util.stream.IntStream;

/** Something that only needs a processor: prime numbers by division, about a millisecond at a time. */
final class Primes {
    private static final int LIMIT = 20_000;
    private static final int BELOW_LIMIT = 2262;

    /** Each as much work as any other. */
    static final List<Integer> TASKS =
            IntStream.range(0, 128).map(i -> LIMIT).boxed().toList();

    private Primes() {}

    /** {@return how many there are below a number} */
    static int below(int limit) {
        int count = 0;
        for (int candidate = 2; candidate < limit; candidate++) {
            count += isPrime(candidate) ? 1 : 0;
        }
        return count;
    }

    private static boolean isPrime(int candidate) {
        for (int divisor = 2; divisor * divisor <= candidate; divisor++) {
            if (candidate % divisor == 0) {
                return false;
            }
        }
        return true;
    }

    /** Throws if it was not found out right how many there are, for each of the tasks. */
    static void check(List<Integer> counts) {
        if (counts.size() != TASKS.size() || !counts.stream().allMatch(count -> count == BELOW_LIMIT)) {
            throw new IllegalStateException("not the numbers of primes: " + counts);
        }
    }
}
