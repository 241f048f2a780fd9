package dev.shm.benchmarks.jmh;

import dev.shm.benchmarks.workers.MemoryFiles;
import dev.shm.locks.InterProcessLock;
import dev.shm.space.SharedSpace;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A lock and an unlock that nobody waits for. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LockBenchmark {

    /** Ours. */
    @State(Scope.Thread)
    public static class Shared {
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

    /** Ours, held. */
    @State(Scope.Thread)
    public static class SharedHeld {
        private final Shared shared = new Shared();

        /** Acquires it: by the thread that measures, as it is for fixtures of such a state. */
        @Setup
        public void open() {
            shared.open();
            shared.lock.lock();
        }

        /** Removes it. */
        @TearDown
        public void close() {
            shared.lock.unlock();
            shared.close();
        }
    }

    /** The JDK's among threads. */
    @State(Scope.Thread)
    public static class Reentrant {
        private final ReentrantLock lock = new ReentrantLock();
    }

    /** The JDK's among threads, held. */
    @State(Scope.Thread)
    public static class ReentrantHeld {
        private final ReentrantLock lock = new ReentrantLock();

        /** Acquires it: by the thread that measures. */
        @Setup
        public void lock() {
            lock.lock();
        }
    }

    /** The JDK's among processes. */
    @State(Scope.Thread)
    public static class OfFile {
        private Path path;
        private FileChannel channel;

        /** Opens it, in memory where that can be. */
        @Setup
        public void open() throws IOException {
            path = MemoryFiles.file();
            channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        }

        /** Removes it. */
        @TearDown
        public void close() throws IOException {
            channel.close();
            Files.delete(path);
        }
    }

    @Benchmark
    public void interProcessLock(Shared state) {
        state.lock.lock();
        state.lock.unlock();
    }

    @Benchmark
    public void reentrantLock(Reentrant state) {
        state.lock.lock();
        state.lock.unlock();
    }

    @Benchmark
    public void fileLock(OfFile state) throws IOException {
        state.channel.lock().release();
    }

    @Benchmark
    public void interProcessLockAgain(SharedHeld state) {
        state.shared.lock.lock();
        state.shared.lock.unlock();
    }

    @Benchmark
    public void reentrantLockAgain(ReentrantHeld state) {
        state.lock.lock();
        state.lock.unlock();
    }
}
