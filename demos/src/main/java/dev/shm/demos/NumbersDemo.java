package dev.shm.demos;

import dev.shm.pool.ProcessPool;
import dev.shm.space.SharedSpace;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

/** {@code shm demo numbers}. */
@Command(
        name = "numbers",
        description = "Worker JVMs compute of some numbers the Fibonacci number, the slow way, the square root and the"
                + " logarithm; each line is printed when it, and those before it, are done.")
final class NumbersDemo extends Lesson {
    // tag::numbers[]
    record Facts(int number, long fibonacci, double root, double logarithm) implements Serializable {
        static Facts of(int number) {
            return new Facts(number, slowFibonacci(number), Math.sqrt(number), Math.log(number));
        }

        private static long slowFibonacci(int n) {
            return n < 2 ? n : slowFibonacci(n - 1) + slowFibonacci(n - 2);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d: Fibonacci %d, square root %.4f, logarithm %.4f",
                    number,
                    fibonacci,
                    root,
                    logarithm);
        }
    }
    // end::numbers[]

    @Override
    void show(SharedSpace space) {
        // tag::numbers[]
        try (ProcessPool pool = ProcessPool.create()) {
            Iterator<Facts> facts =
                    pool.imap(List.of(10, 15, 20, 25, 30, 35, 40).iterator(), Facts::of);
            facts.forEachRemaining(System.out::println);
        }
        // end::numbers[]
    }
}
