package dev.shm.benchmarks.jmh;

import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLongArray;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** An array that several processes share, and one that they don't. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ArrayBenchmark {
    private static final int LENGTH = 10_000_000;
    private static final int COPY_LENGTH = (64 << 20) / Long.BYTES;

    /** Ours. */
    @State(Scope.Thread)
    public static class Shared {
        private SharedSpace space;
        private SharedLongArray array;

        /** Makes it. */
        @Setup
        public void open() {
            space = SharedSpace.temporary();
            array = SharedLongArray.create(space, "array", numbers());
        }

        /** Removes it. */
        @TearDown
        public void close() {
            space.close();
        }
    }

    /** The language's. */
    @State(Scope.Thread)
    public static class Java {
        private final long[] array = numbers();
    }

    /** 64 MiB in all places between which they are copied. */
    @State(Scope.Thread)
    public static class Copies {
        private final long[] here = new long[COPY_LENGTH];
        private final long[] there = new long[COPY_LENGTH];
        private SharedSpace space;
        private SharedLongArray shared;

        /** Makes it. */
        @Setup
        public void open() {
            space = SharedSpace.temporary();
            shared = SharedLongArray.create(space, "array", COPY_LENGTH);
        }

        /** Removes it. */
        @TearDown
        public void close() {
            space.close();
        }
    }

    private static long[] numbers() {
        return LongStream.range(0, LENGTH).toArray();
    }

    @Benchmark
    public long sumByInt(Shared state) {
        SharedLongArray array = state.array;
        int length = (int) array.length();
        long sum = 0;
        for (int i = 0; i < length; i++) {
            sum += array.get(i);
        }
        return sum;
    }

    @Benchmark
    public long sumByLong(Shared state) {
        SharedLongArray array = state.array;
        long sum = 0;
        for (long i = 0; i < array.length(); i++) {
            sum += array.get(i);
        }
        return sum;
    }

    /** The loop that a Java array has. */
    @Benchmark
    public long sumOfJavaArray(Java state) {
        long[] array = state.array;
        long sum = 0;
        for (int i = 0; i < array.length; i++) {
            sum += array[i];
        }
        return sum;
    }

    @Benchmark
    public long stream(Shared state) {
        return state.array.stream().sum();
    }

    @Benchmark
    public long streamOfJavaArray(Java state) {
        return LongStream.of(state.array).sum();
    }

    @Benchmark
    public long forEach(Shared state) {
        long[] sum = {0};
        state.array.forEach(value -> sum[0] += value);
        return sum[0];
    }

    @Benchmark
    public long forEachOfJavaArray(Java state) {
        long[] sum = {0};
        LongStream.of(state.array).forEach(value -> sum[0] += value);
        return sum[0];
    }

    @Benchmark
    public void copyIn(Copies state) {
        state.shared.copyFrom(0, state.here, 0, COPY_LENGTH);
    }

    @Benchmark
    public void copyOut(Copies state) {
        state.shared.copyTo(0, state.there, 0, COPY_LENGTH);
    }

    @Benchmark
    public void copyOfJavaArray(Copies state) {
        System.arraycopy(state.here, 0, state.there, 0, COPY_LENGTH);
    }
}
