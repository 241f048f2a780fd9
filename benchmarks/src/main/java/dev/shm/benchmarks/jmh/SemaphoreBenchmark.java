package dev.shm.benchmarks.jmh;

import dev.shm.locks.InterProcessSemaphore;
import dev.shm.space.SharedSpace;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A permit acquired and released that nobody else wants. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SemaphoreBenchmark {
    private static final int PERMITS = 3;

    /** Ours. */
    @State(Scope.Thread)
    public static class Shared {
        private SharedSpace space;
        private InterProcessSemaphore semaphore;

        /** Opens it. */
        @Setup
        public void open() {
            space = SharedSpace.temporary();
            semaphore = InterProcessSemaphore.create(space, "semaphore", PERMITS);
        }

        /** Removes it. */
        @TearDown
        public void close() {
            space.close();
        }
    }

    /** The JDK's among threads. */
    @State(Scope.Thread)
    public static class OfThreads {
        private final Semaphore semaphore = new Semaphore(PERMITS);
    }

    @Benchmark
    public void acquireRelease(Shared state) throws InterruptedException {
        state.semaphore.acquire();
        state.semaphore.release();
    }

    @Benchmark
    public void acquireReleaseOfSemaphore(OfThreads state) throws InterruptedException {
        state.semaphore.acquire();
        state.semaphore.release();
    }
}
