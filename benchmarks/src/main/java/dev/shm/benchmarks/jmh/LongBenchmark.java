package dev.shm.benchmarks.jmh;

import static dev.shm.benchmarks.workers.PeerOptions.AGRONA;
import static dev.shm.benchmarks.workers.PeerOptions.CHRONICLE;
import static dev.shm.benchmarks.workers.PeerOptions.CHRONICLE_CLEANER;
import static dev.shm.benchmarks.workers.PeerOptions.CHRONICLE_FILES;
import static dev.shm.benchmarks.workers.PeerOptions.CHRONICLE_LOG;

import dev.shm.benchmarks.workers.MemoryFiles;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import net.openhft.chronicle.bytes.MappedBytes;
import net.openhft.chronicle.bytes.ref.BinaryLongReference;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A long that several processes share, by this and by others, and one that they don't. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LongBenchmark {
    private static final int PAGE = 4096;

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

    /** Agrona's, in a mapped file. */
    @State(Scope.Thread)
    public static class OfAgrona {
        private Path file;
        private AtomicBuffer buffer;
        private long next;

        /** Maps it. */
        @Setup
        public void open() throws IOException {
            file = MemoryFiles.file();
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                buffer = new UnsafeBuffer(channel.map(MapMode.READ_WRITE, 0, PAGE));
            }
        }

        /** Removes it; the collector unmaps it. */
        @TearDown
        public void close() throws IOException {
            Files.delete(file);
        }
    }

    /** Chronicle's, in a mapped file: the bytes, and a reference into them. */
    @State(Scope.Thread)
    public static class OfChronicle {
        private Path file;
        private MappedBytes bytes;
        private BinaryLongReference reference;
        private long next;

        /** Maps it. */
        @Setup
        public void open() throws IOException {
            file = MemoryFiles.file();
            bytes = MappedBytes.singleMappedBytes(file.toFile(), PAGE);
            reference = new BinaryLongReference();
            reference.bytesStore(bytes, 0, Long.BYTES);
        }

        /** Removes it. */
        @TearDown
        public void close() throws IOException {
            reference.close();
            bytes.close();
            Files.delete(file);
        }
    }

    @Benchmark
    public long getAndAdd(Shared state) {
        return state.value.getAndAdd(3);
    }

    @Benchmark
    public long getAndAddOfAtomicLong(Atomic state) {
        return state.value.getAndAdd(3);
    }

    @Benchmark
    @Fork(jvmArgsAppend = AGRONA)
    public long getAndAddOfAgrona(OfAgrona state) {
        return state.buffer.getAndAddLong(0, 3);
    }

    @Benchmark
    @Fork(jvmArgsAppend = {CHRONICLE, CHRONICLE_FILES, CHRONICLE_CLEANER, CHRONICLE_LOG})
    public long getAndAddOfChronicleBytes(OfChronicle state) {
        return state.bytes.addAndGetLong(0, 3);
    }

    @Benchmark
    @Fork(jvmArgsAppend = {CHRONICLE, CHRONICLE_FILES, CHRONICLE_CLEANER, CHRONICLE_LOG})
    public long getAndAddOfChronicleReference(OfChronicle state) {
        return state.reference.addAtomicValue(3);
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

    /** Succeeds each time. */
    @Benchmark
    @Fork(jvmArgsAppend = AGRONA)
    public boolean compareAndSetOfAgrona(OfAgrona state) {
        long expected = state.next++;
        return state.buffer.compareAndSetLong(0, expected, expected + 1);
    }

    /** Succeeds each time. */
    @Benchmark
    @Fork(jvmArgsAppend = {CHRONICLE, CHRONICLE_FILES, CHRONICLE_CLEANER, CHRONICLE_LOG})
    public boolean compareAndSetOfChronicleBytes(OfChronicle state) {
        long expected = state.next++;
        return state.bytes.compareAndSwapLong(0, expected, expected + 1);
    }

    /** Succeeds each time. */
    @Benchmark
    @Fork(jvmArgsAppend = {CHRONICLE, CHRONICLE_FILES, CHRONICLE_CLEANER, CHRONICLE_LOG})
    public boolean compareAndSetOfChronicleReference(OfChronicle state) {
        long expected = state.next++;
        return state.reference.compareAndSwapValue(expected, expected + 1);
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
