package dev.shm.benchmarks.jmh;

import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A long that several processes share, and one that they don't. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LongBenchmark {

    /** Ours. */
    @State(Scope.Thread)
    public static class Shared {
        private SharedSpace space;
        private SharedLong value;
        private long next;

        /** Opens it. */
        @Setup
        public void open() {
            space = SharedSpace.temporary();
            value = SharedLong.create(space, "value");
        }

        /** Removes it. */
        @TearDown
        public void close() {
            space.close();
        }
    }

    /** The JDK's. */
    @State(Scope.Thread)
    public static class Atomic {
        private final AtomicLong value = new AtomicLong();
        private long next;
    }

    @Benchmark
    public long getAndAdd(Shared state) {
        return state.value.getAndAdd(3);
    }

    @Benchmark
    public long getAndAddOfAtomicLong(Atomic state) {
        return state.value.getAndAdd(3);
    }

    /** Succeeds each time. */
    @Benchmark
    public boolean compareAndSet(Shared state) {
        long expected = state.next++;
        return state.value.compareAndSet(expected, expected + 1);
    }

    /** Succeeds each time. */
    @Benchmark
    public boolean compareAndSetOfAtomicLong(Atomic state) {
        long expected = state.next++;
        return state.value.compareAndSet(expected, expected + 1);
    }

    @Benchmark
    public void set(Shared state) {
        state.value.set(state.next++);
    }

    @Benchmark
    public void setOfAtomicLong(Atomic state) {
        state.value.set(state.next++);
    }

    @Benchmark
    public long get(Shared state) {
        return state.value.get();
    }

    @Benchmark
    public long getOfAtomicLong(Atomic state) {
        return state.value.get();
    }
}
