package dev.shm.benchmarks.jmh;

import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLongArray;
import java.util.SplittableRandom;
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

/** Sums and elements of arrays of different lengths, one that several processes share and one that they don't. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LengthBenchmark {
    private static final int PLACES = 4096; // a power of two
    private static final long SEED = 42;

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

    /** Ours, with elements of which most are nowhere. */
    @State(Scope.Thread)
    public static class Sparse {
        @Param("1024")
        private long length;

        private SharedSpace space;
        private SharedLongArray array;
        private long[] places;
        private int next;

        /** Makes it, with pages where it is looked at. */
        @Setup
        public void open() {
            space = SharedSpace.temporary();
            array = SharedLongArray.createSparse(space, "array", length);
            places = places(length);
            for (long place : places) {
                array.set(place, place);
            }
        }

        /** Removes it. */
        @TearDown
        public void close() {
            space.close();
        }
    }

    /** The language's, to be looked at in the same places. */
    @State(Scope.Thread)
    public static class JavaPlaces {
        private final Java java = new Java();

        @Param("1024")
        private int length;

        private long[] places;
        private int next;

        /** Makes it. */
        @Setup
        public void make() {
            java.length = length;
            java.make();
            places = places(length);
        }
    }

    /** Anywhere, but always the same, and so few that the pages fit into memory. */
    private static long[] places(long length) {
        return new SplittableRandom(SEED).longs(PLACES, 0, length).toArray();
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

    @Benchmark
    public long getAnywhere(Sparse state) {
        return state.array.get(state.places[state.next++ & (PLACES - 1)]);
    }

    @Benchmark
    public long getAnywhereOfJavaArray(JavaPlaces state) {
        return state.java.array[(int) state.places[state.next++ & (PLACES - 1)]];
    }
}
