package dev.shm.benchmarks.jmh;

import dev.shm.queues.Codec;
import dev.shm.queues.Codecs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import net.openhft.chronicle.bytes.BytesIn;
import net.openhft.chronicle.bytes.BytesMarshallable;
import net.openhft.chronicle.bytes.BytesOut;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** An element of 64 bytes into a buffer and out of it, as it happens on its way through a queue. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(jvmArgsAppend = "-Dslf4j.internal.verbosity=ERROR") // Chronicle asks for a logger, which says that it is none
public class CodecBenchmark {

    /** Eight longs, by whatever way. */
    public static final class Numbers implements BytesMarshallable, Serializable {
        private static final long serialVersionUID = 1L;

        private long a = 1;
        private long b = 2;
        private long c = 3;
        private long d = 4;
        private long e = 5;
        private long f = 6;
        private long g = 7;
        private long h = 8;

        @Override
        public void writeMarshallable(BytesOut<?> out) {
            out.writeLong(a).writeLong(b).writeLong(c).writeLong(d);
            out.writeLong(e).writeLong(f).writeLong(g).writeLong(h);
        }

        @Override
        public void readMarshallable(BytesIn<?> in) {
            a = in.readLong();
            b = in.readLong();
            c = in.readLong();
            d = in.readLong();
            e = in.readLong();
            f = in.readLong();
            g = in.readLong();
            h = in.readLong();
        }
    }

    /** The same, as a record. */
    public record Longs(long a, long b, long c, long d, long e, long f, long g, long h) {}

    /** The buffer of a thread, long enough for each. */
    abstract static class Buffer<E> {
        private final ByteBuffer buffer = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
        private final Codec<E> codec;
        private final E element;

        Buffer(Codec<E> codec, E element) {
            this.codec = codec;
            this.element = element;
        }

        E trip() {
            codec.encode(element, buffer.clear());
            return codec.decode(buffer.flip());
        }
    }

    /** By Chronicle Bytes. */
    @State(Scope.Thread)
    public static class Marshallables extends Buffer<Numbers> {
        /** Made by JMH. */
        public Marshallables() {
            super(Codecs.marshallables(Numbers.class), new Numbers());
        }
    }

    /** By Java serialization, with its filter. */
    @State(Scope.Thread)
    public static class Filtered extends Buffer<Numbers> {
        /** Made by JMH. */
        public Filtered() {
            super(Codecs.serialization(Numbers.class), new Numbers());
        }
    }

    /** By the components of a record. */
    @State(Scope.Thread)
    public static class Components extends Buffer<Longs> {
        /** Made by JMH. */
        public Components() {
            super(Codecs.records(Longs.class), new Longs(1, 2, 3, 4, 5, 6, 7, 8));
        }
    }

    /** By the JDK alone. */
    @State(Scope.Thread)
    public static class Streams {
        private final Numbers element = new Numbers();

        Object trip() throws IOException, ClassNotFoundException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(element);
            }
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                return in.readObject();
            }
        }
    }

    @Benchmark
    public Numbers marshallable(Marshallables state) {
        return state.trip();
    }

    @Benchmark
    public Longs record(Components state) {
        return state.trip();
    }

    @Benchmark
    public Numbers serialization(Filtered state) {
        return state.trip();
    }

    @Benchmark
    public Object serializationOfJava(Streams state) throws IOException, ClassNotFoundException {
        return state.trip();
    }
}
