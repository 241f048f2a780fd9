package dev.shm.benchmarks.jmh;

import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLongArray;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Sums of arrays of different lengths, one that several processes share and one that they don't. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LengthBenchmark {
    /** Ours. */
    @State(Scope.Thread)
    public static class Shared {
        @Param("1024")
        private int length;

        private SharedSpace space;
        private SharedLongArray array;

        /** Makes it. */
        @Setup
        public void open() {
            space = SharedSpace.temporary();
            array = SharedLongArray.create(space, "array", numbers(length));
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
        @Param("1024")
        private int length;

        private long[] array;

        /** Makes it. */
        @Setup
        public void make() {
            array = numbers(length);
        }
    }

    private static long[] numbers(int length) {
        return LongStream.range(0, length).toArray();
    }

    @Benchmark
    public long sum(Shared state) {
        SharedLongArray array = state.array;
        int length = (int) array.length();
        long sum = 0;
        for (int i = 0; i < length; i++) {
            sum += array.get(i);
        }
        return sum;
    }

    @Benchmark
    public long sumOfJavaArray(Java state) {
        long[] array = state.array;
        long sum = 0;
        for (int i = 0; i < array.length; i++) {
            sum += array[i];
        }
        return sum;
    }
}
