package dev.shm.benchmarks.jmh;

import dev.shm.locks.InterProcessLock;
import dev.shm.locks.LockStripe;
import dev.shm.space.SharedSpace;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One of a million locks, at random, against one lock and a random access to as many bytes as the million has. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StripeBenchmark {
    private static final int LOCKS = 1_000_000;
    private static final int WORDS_PER_LOCK = 8;

    /** Numbers that the processor can't foresee. */
    @State(Scope.Thread)
    public static class Dice {
        private long state = 42;

        private int next() {
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
            return (int) ((state >>> 32) * LOCKS >>> 32);
        }
    }

    /** A million locks, each used once before. */
    @State(Scope.Thread)
    public static class Many {
        private SharedSpace space;
        private LockStripe stripe;

        /** Opens them. */
        @Setup
        public void open() {
            space = SharedSpace.temporary();
            stripe = LockStripe.create(space, "stripe", LOCKS);
            for (int i = 0; i < LOCKS; i++) {
                stripe.getAt(i).lock();
                stripe.getAt(i).unlock();
            }
        }

        /** Removes them. */
        @TearDown
        public void close() {
            space.close();
        }
    }

    /** One lock, and memory. */
    @State(Scope.Thread)
    public static class One {
        private final long[] memory = new long[LOCKS * WORDS_PER_LOCK];
        private SharedSpace space;
        private InterProcessLock lock;

        /** Opens it. */
        @Setup
        public void open() {
            space = SharedSpace.temporary();
            lock = InterProcessLock.create(space, "lock");
        }

        /** Removes it. */
        @TearDown
        public void close() {
            space.close();
        }
    }

    @Benchmark
    public void oneOfAMillion(Many many, Dice dice) {
        InterProcessLock lock = many.stripe.getAt(dice.next());
        lock.lock();
        lock.unlock();
    }

    @Benchmark
    public void oneAndAMiss(One one, Dice dice) {
        one.memory[dice.next() * WORDS_PER_LOCK]++;
        one.lock.lock();
        one.lock.unlock();
    }
}
