package dev.shm.benchmarks.workers;

import dev.shm.pool.ProcessPool;
import java.util.List;
import java.util.stream.IntStream;

/** A pool whose worker has done something, and waits for more. */
public final class IdleWorker {
    private IdleWorker() {}

    public static void main(String[] arguments) throws InterruptedException {
        try (ProcessPool pool = ProcessPool.of(1)) {
            List<Integer> numbers = IntStream.range(0, 10).boxed().toList();
            pool.map(numbers, x -> x * x);
            Parent.say("idle pid=" + pool.workers().get(0).pid());
            while (Parent.hear() != null) {
                continue;
            }
        }
    }
}
