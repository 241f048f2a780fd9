package dev.shm.demos;

import dev.shm.pool.Arguments;
import dev.shm.pool.ProcessPool;
import dev.shm.space.SharedSpace;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code shm demo starmap}. */
@Command(name = "starmap", description = "Worker JVMs raise numbers to powers: a function of two arguments.")
final class StarmapDemo extends Lesson {
    // tag::starmap[]
    static int power(int base, int exponent) {
        int power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= base;
        }
        return power;
    }
    // end::starmap[]

    @Override
    void show(SharedSpace space) throws InterruptedException {
        // tag::starmap[]
        try (ProcessPool pool = ProcessPool.create()) {
            System.out.println(pool.starmap(
                    List.of(Arguments.of(2, 3), Arguments.of(3, 3), Arguments.of(4, 3)), StarmapDemo::power));
        }
        // end::starmap[]
    }
}
