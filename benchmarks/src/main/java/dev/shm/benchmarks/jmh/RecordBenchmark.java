package dev.shm.benchmarks.jmh;

import dev.shm.space.SharedSpace;
import dev.shm.value.RecordCodec;
import dev.shm.value.SharedRecord;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.StampedLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A record of 64 bytes, nobody else at it: shared by several processes, and by threads under a {@link StampedLock}. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RecordBenchmark {

    /** Eight of a kind. */
    public record Longs(long a, long b, long c, long d, long e, long f, long g, long h) {
        static final Longs EXAMPLE = new Longs(1, 2, 3, 4, 5, 6, 7, 8);
    }

    /** What a component may be. */
    public enum Side {
        BUY,
        SELL
    }

    /** Of several kinds, 64 bytes too. */
    public record Mixed(
            long id,
            double price,
            double limit,
            long nanos,
            long count,
            int venue,
            float weight,
            Side side,
            short lot,
            char code,
            byte flags,
            boolean open) {
        static final Mixed EXAMPLE = new Mixed(1, 2.5, 3.5, 4, 5, 6, 7.5f, Side.SELL, (short) 8, 'x', (byte) 9, true);
    }

    /** Ours, eight longs. */
    @State(Scope.Thread)
    public static class SharedLongs {
        private SharedSpace space;
        private SharedRecord<Longs> value;

        /** Opens it. */
        @Setup
        public void open() {
            space = SharedSpace.temporary();
            value = SharedRecord.create(space, "value", Longs.EXAMPLE);
        }

        /** Removes it. */
        @TearDown
        public void close() {
            space.close();
        }
    }

    /** Ours, mixed. */
    @State(Scope.Thread)
    public static class SharedMixed {
        private SharedSpace space;
        private SharedRecord<Mixed> value;

        /** Opens it. */
        @Setup
        public void open() {
            space = SharedSpace.temporary();
            value = SharedRecord.create(space, "value", Mixed.EXAMPLE);
        }

        /** Removes it. */
        @TearDown
        public void close() {
            space.close();
        }
    }

    /** Ours, by a codec. */
    @State(Scope.Thread)
    public static class SharedByCodec {
        private SharedSpace space;
        private SharedRecord<Longs> value;

        /** Opens it. */
        @Setup
        public void open() {
            space = SharedSpace.temporary();
            value = SharedRecord.create(space, "value", Longs.EXAMPLE, new LongsCodec());
        }

        /** Removes it. */
        @TearDown
        public void close() {
            space.close();
        }
    }

    /** As a user would write it. */
    public static final class LongsCodec implements RecordCodec<Longs> {
        private static final long serialVersionUID = 1L;

        @Override
        public int lengthBytes() {
            return 8 * Long.BYTES;
        }

        @Override
        public void encode(Longs value, ByteBuffer to) {
            to.putLong(value.a()).putLong(value.b()).putLong(value.c()).putLong(value.d());
            to.putLong(value.e()).putLong(value.f()).putLong(value.g()).putLong(value.h());
        }

        @Override
        public Longs decode(ByteBuffer from) {
            return new Longs(
                    from.getLong(),
                    from.getLong(),
                    from.getLong(),
                    from.getLong(),
                    from.getLong(),
                    from.getLong(),
                    from.getLong(),
                    from.getLong());
        }
    }

    /** The JDK's among threads, as its documentation says. */
    @State(Scope.Thread)
    public static class StampedLongs {
        private final StampedLock lock = new StampedLock();
        private long a = 1;
        private long b = 2;
        private long c = 3;
        private long d = 4;
        private long e = 5;
        private long f = 6;
        private long g = 7;
        private long h = 8;

        Longs get() {
            long stamp = lock.tryOptimisticRead();
            Longs value = new Longs(a, b, c, d, e, f, g, h);
            if (lock.validate(stamp)) {
                return value;
            }
            stamp = lock.readLock();
            try {
                return new Longs(a, b, c, d, e, f, g, h);
            } finally {
                lock.unlockRead(stamp);
            }
        }

        void set(Longs value) {
            long stamp = lock.writeLock();
            try {
                a = value.a();
                b = value.b();
                c = value.c();
                d = value.d();
                e = value.e();
                f = value.f();
                g = value.g();
                h = value.h();
            } finally {
                lock.unlockWrite(stamp);
            }
        }
    }

    /** The JDK's among threads. */
    @State(Scope.Thread)
    public static class StampedMixed {
        private final StampedLock lock = new StampedLock();
        private long id = 1;
        private double price = 2.5;
        private double limit = 3.5;
        private long nanos = 4;
        private long count = 5;
        private int venue = 6;
        private float weight = 7.5f;
        private Side side = Side.SELL;
        private short lot = 8;
        private char code = 'x';
        private byte flags = 9;
        private boolean open = true;

        Mixed get() {
            long stamp = lock.tryOptimisticRead();
            Mixed value = load();
            if (lock.validate(stamp)) {
                return value;
            }
            stamp = lock.readLock();
            try {
                return load();
            } finally {
                lock.unlockRead(stamp);
            }
        }

        private Mixed load() {
            return new Mixed(id, price, limit, nanos, count, venue, weight, side, lot, code, flags, open);
        }
    }

    @Benchmark
    public Longs getLongs(SharedLongs state) {
        return state.value.get();
    }

    @Benchmark
    public Longs getLongsByCodec(SharedByCodec state) {
        return state.value.get();
    }

    @Benchmark
    public Longs getLongsOfStampedLock(StampedLongs state) {
        return state.get();
    }

    @Benchmark
    public Mixed getMixed(SharedMixed state) {
        return state.value.get();
    }

    @Benchmark
    public Mixed getMixedOfStampedLock(StampedMixed state) {
        return state.get();
    }

    @Benchmark
    public void setLongs(SharedLongs state) {
        state.value.set(Longs.EXAMPLE);
    }

    @Benchmark
    public void setLongsOfStampedLock(StampedLongs state) {
        state.set(Longs.EXAMPLE);
    }
}
