package dev.shm.benchmarks.workers;

import dev.shm.pool.ProcessPool;
import java.util.List;
import java.util.stream.IntStream;

/** The first example of a pool, as a program: its start is measured. */
public final class Squares {
    private Squares() {}

    public static void main(String[] arguments) throws InterruptedException {
        try (ProcessPool pool = ProcessPool.of(4)) {
            List<Integer> squares = pool.map(IntStream.range(0, 10).boxed().toList(), x -> x * x);
            System.out.println(squares);
        }
    }
}
