package dev.shm.demos;

import dev.shm.pool.ProcessPool;
import dev.shm.space.SharedSpace;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;

/** {@code shm demo square}. */
@Command(name = "square", description = "Four worker JVMs square the numbers from 0 to 9.")
final class SquareDemo extends Lesson {
    @Override
    void show(SharedSpace space) throws InterruptedException {
        // tag::square[]
        try (ProcessPool pool = ProcessPool.of(4)) {
            List<Integer> squares = pool.map(IntStream.range(0, 10).boxed().toList(), x -> x * x);
            System.out.println(squares);
        }
        // end::square[]
    }
}
