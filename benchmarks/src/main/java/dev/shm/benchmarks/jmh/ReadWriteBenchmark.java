package dev.shm.benchmarks.jmh;

import dev.shm.locks.InterProcessReadWriteLock;
import dev.shm.space.SharedSpace;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A read lock, or a write lock, acquired and released while nobody else wants any. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ReadWriteBenchmark {

    /** Ours. */
    @State(Scope.Thread)
    public static class Shared {
        private SharedSpace space;
        private Lock read;
        private Lock write;

        /** Opens it. */
        @Setup
        public void open() {
            space = SharedSpace.temporary();
            InterProcessReadWriteLock lock = InterProcessReadWriteLock.create(space, "lock");
            read = lock.readLock();
            write = lock.writeLock();
        }

        /** Removes it. */
        @TearDown
        public void close() {
            space.close();
        }
    }

    /** The JDK's among threads. */
    @State(Scope.Thread)
    public static class Reentrant {
        private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
        private final Lock read = lock.readLock();
        private final Lock write = lock.writeLock();
    }

    @Benchmark
    public void read(Shared state) {
        state.read.lock();
        state.read.unlock();
    }

    @Benchmark
    public void readOfReentrant(Reentrant state) {
        state.read.lock();
        state.read.unlock();
    }

    @Benchmark
    public void write(Shared state) {
        state.write.lock();
        state.write.unlock();
    }

    @Benchmark
    public void writeOfReentrant(Reentrant state) {
        state.write.lock();
        state.write.unlock();
    }
}
