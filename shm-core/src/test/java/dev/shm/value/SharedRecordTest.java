package dev.shm.value;

import static dev.shm.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.robust.Handling;
import dev.shm.space.AlreadyExistsException;
import dev.shm.space.InvalidFileException;
import dev.shm.space.NotFoundException;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What only a shared record does, beside what {@link RecordContract} says. */
@ExtendWith(LeakCheck.class)
class SharedRecordTest {
    private SharedSpace space;

    record Pair(long a, long b) {}

    record Bytes(@Length(3) byte[] bytes, double x) {}

    record Name(int id, @Length(4) String text) {}

    record Empty() {}

    /** Refuses what it must never be given: parts of two. */
    record Ordered(long low, long high) {
        Ordered {
            if (low > high) {
                throw new IllegalArgumentException(low + " > " + high);
            }
        }
    }

    /** Of another program: the same components, of the same names. */
    record SamePair(long a, long b) {}

    @BeforeEach
    void open() {
        space = SharedSpace.temporary();
    }

    @AfterEach
    void close() {
        space.close();
    }

    // ---- making and opening ----

    @Test
    void open_twice_oneRecord() {
        SharedRecord<Pair> one = SharedRecord.create(space, "a", new Pair(1, 2));
        SharedRecord<Pair> other = SharedRecord.open(space, "a", Pair.class);
        one.set(new Pair(3, 4));
        assertEquals(new Pair(3, 4), other.get());
        assertSame(one.ownLock(), other.ownLock());
        assertEquals("a", other.name());
        assertEquals(one.get().toString(), other.toString());
    }

    @Test
    void openOrCreate_existing_initialIsIgnored() {
        SharedRecord.openOrCreate(space, "a", new Pair(1, 2));
        assertEquals(
                new Pair(1, 2),
                SharedRecord.openOrCreate(space, "a", new Pair(3, 4)).get());
        SampleCodec codec = new SampleCodec();
        SharedRecord.openOrCreate(space, "b", Sample.of(1), codec);
        assertEquals(
                Sample.of(1),
                SharedRecord.openOrCreate(space, "b", Sample.of(2), codec).get());
    }

    @Test
    void open_classOfAnotherProgram_sameComponentsAreEnough() {
        SharedRecord.create(space, "a", new Pair(1, 2));
        assertEquals(
                new SamePair(1, 2),
                SharedRecord.open(space, "a", SamePair.class).get());
    }

    @Test
    void create_existing_throws() {
        SharedRecord.create(space, "a", new Pair(1, 2));
        assertRefused(
                AlreadyExistsException.class,
                () -> SharedRecord.create(space, "a", new Pair(3, 4)),
                "SharedRecord of record",
                space.path().resolve("a"));
    }

    @Test
    void open_missing_throws() {
        assertRefused(
                NotFoundException.class,
                () -> SharedRecord.open(space, "a", Pair.class),
                "SharedRecord of record",
                space.path().resolve("a"));
    }

    @Test
    void open_otherComponents_throwsAndTellsBoth() {
        SharedRecord.create(space, "a", new Pair(1, 2));
        assertRefused(
                InvalidFileException.class,
                () -> SharedRecord.open(space, "a", Name.class),
                "schema",
                "0 int id; 4 utf8[4] text",
                "0 long a; 8 long b");
    }

    @Test
    void open_sharedLongOrOtherCodec_throws() {
        SharedLong.create(space, "long");
        assertRefused(
                InvalidFileException.class, () -> SharedRecord.open(space, "long", Pair.class), "kind", "SharedRecord");
        SharedRecord.create(space, "a", Sample.of(1), new SampleCodec());
        assertRefused(
                InvalidFileException.class,
                () -> SharedRecord.open(space, "a", new NumberCodec(8)),
                "schema",
                "codec " + NumberCodec.class.getName() + "; 8 bytes",
                "codec " + SampleCodec.class.getName() + "; 61 bytes");
    }

    @Test
    void create_emptyRecord_works() {
        SharedRecord<Empty> record = SharedRecord.create(space, "a", new Empty());
        record.set(new Empty());
        assertEquals(new Empty(), record.get());
    }

    // ---- values ----

    @Test
    void set_bytes_comeBackAndAreComparedByContents() {
        SharedRecord<Bytes> record = SharedRecord.create(space, "a", new Bytes(new byte[] {1, 2, 3}, 0.0));
        assertArrayEquals(new byte[] {1, 2, 3}, record.get().bytes());
        assertFalse(record.compareAndSet(new Bytes(new byte[] {1, 2, 3}, -0.0), new Bytes(new byte[3], 1)));
        assertTrue(record.compareAndSet(new Bytes(new byte[] {1, 2, 3}, 0.0), new Bytes(new byte[3], Double.NaN)));
        assertTrue(record.compareAndSet(new Bytes(new byte[3], Double.NaN), new Bytes(new byte[3], 2)));
        byte[] mine = record.get().bytes();
        mine[0] = 7;
        assertEquals(0, record.get().bytes()[0], "a copy");
    }

    @Test
    void set_texts_comeBack() {
        SharedRecord<Name> record = SharedRecord.create(space, "a", new Name(1, ""));
        for (String text : new String[] {"", "a", "abcd", "é", "éé", "€", "€a", "\uD83D\uDE00", "\0a", " a "}) {
            record.set(new Name(2, text));
            assertEquals(new Name(2, text), record.get());
        }
    }

    @Test
    void set_tooLongOrNull_throwsAndNothingIsWritten() {
        SharedRecord<Name> record = SharedRecord.create(space, "a", new Name(1, "abcd"));
        assertRefused(
                IllegalArgumentException.class,
                () -> record.set(new Name(2, "abcde")),
                "component=text",
                "bytes in UTF-8=5",
                "@Length=4");
        assertRefused(IllegalArgumentException.class, () -> record.set(new Name(2, "€€")), "component=text", "6", "4");
        assertRefused(IllegalArgumentException.class, () -> record.set(new Name(2, "a\0")), "component=text", "U+0000");
        assertRefused(
                IllegalArgumentException.class, () -> record.set(new Name(2, "\uD83D")), "component=text", "surrogate");
        assertRefused(NullPointerException.class, () -> record.set(new Name(2, null)), "component=text");
        assertRefused(
                IllegalArgumentException.class,
                () -> record.updateAndGet(before -> new Name(2, "abcde")),
                "component=text");
        assertThrows(NullPointerException.class, () -> record.set(null));
        assertEquals(new Name(1, "abcd"), record.get());
        assertFalse(record.ownLock().isHeldByCurrentThread());
    }

    @Test
    void set_otherNumberOfBytesOrNullInside_throwsAndNothingIsWritten() {
        SharedRecord<Bytes> bytes = SharedRecord.create(space, "b", new Bytes(new byte[3], 1));
        assertRefused(
                IllegalArgumentException.class,
                () -> bytes.set(new Bytes(new byte[2], 2)),
                "component=bytes",
                "bytes=2",
                "@Length=3");
        SharedRecord<Sample> sample = SharedRecord.create(space, "c", Sample.of(1));
        Sample s = Sample.of(2);
        assertRefused(
                NullPointerException.class,
                () -> sample.set(new Sample(
                        s.flags(),
                        s.id(),
                        s.open(),
                        s.code(),
                        s.lot(),
                        s.count(),
                        s.weight(),
                        s.price(),
                        s.side(),
                        s.text(),
                        null)),
                "component=at");
        assertRefused(
                NullPointerException.class,
                () -> sample.set(new Sample(
                        s.flags(),
                        s.id(),
                        s.open(),
                        s.code(),
                        s.lot(),
                        s.count(),
                        s.weight(),
                        s.price(),
                        null,
                        s.text(),
                        s.at())),
                "component=side");
        assertEquals(Sample.of(1), sample.get());
    }

    @Test
    void get_constructorWithAnOpinion_neverSeesPartsOfTwo() {
        SharedRecord<Ordered> record = SharedRecord.create(space, "a", new Ordered(0, 0));
        int rounds = 50_000;
        HangGuard.threads(2, index -> {
            for (int i = 0; i < rounds; i++) {
                if (index == 0) {
                    record.set(i % 2 == 0 ? new Ordered(i, i) : new Ordered(-i, -i));
                } else {
                    record.get();
                }
            }
        });
        assertEquals(new Ordered(1 - rounds, 1 - rounds), record.get());
    }

    @Test
    void set_insideOfUpdateOrOwnLock_isReentrant() {
        SharedRecord<Pair> record = SharedRecord.create(space, "a", new Pair(1, 1));
        Pair after = record.updateAndGet(before -> {
            record.set(new Pair(2, 2));
            return new Pair(before.a() + 10, record.get().b());
        });
        assertEquals(new Pair(11, 2), after);
        assertEquals(after, record.get());
        record.ownLock().lock(Handling.DEFAULT);
        record.set(new Pair(5, 5));
        record.ownLock().unlock();
        assertEquals(new Pair(5, 5), record.get());
    }

    // ---- codecs ----

    /** A number in as many bytes as wanted; wrong where the test wants it. */
    private static final class NumberCodec implements RecordCodec<Long> {
        private static final long serialVersionUID = 1L;
        private final int lengthBytes;

        NumberCodec(int lengthBytes) {
            this.lengthBytes = lengthBytes;
        }

        @Override
        public int lengthBytes() {
            return lengthBytes;
        }

        @Override
        public void encode(Long value, ByteBuffer to) {
            to.order(java.nio.ByteOrder.BIG_ENDIAN).putLong(value);
        }

        @Override
        public Long decode(ByteBuffer from) {
            long number = from.order(java.nio.ByteOrder.BIG_ENDIAN).getLong();
            return number < 0 ? null : number;
        }
    }

    @Test
    void codec_withABufferOfItsOwnOrder_works() {
        SharedRecord<Long> record = SharedRecord.create(space, "a", 1L, new NumberCodec(8));
        record.updateAndGet(before -> before + 1);
        assertEquals(2, record.get());
    }

    @Test
    void codec_badLengthOrTooMuchOrNull_throws() {
        assertRefused(
                IllegalArgumentException.class,
                () -> SharedRecord.create(space, "a", 1L, new NumberCodec(0)),
                NumberCodec.class.getName(),
                "bytes=0");
        assertThrows(
                java.nio.BufferOverflowException.class, () -> SharedRecord.create(space, "a", 1L, new NumberCodec(7)));
        assertTrue(space.objects().isEmpty());
        SharedRecord<Long> record = SharedRecord.create(space, "a", 1L, new NumberCodec(8));
        assertThrows(NullPointerException.class, () -> record.set(null));
        assertEquals(1, record.get());
        record.set(-1L);
        assertThrows(NullPointerException.class, record::get);
    }

    // ---- life ----

    @Test
    void everyMethod_spaceClosed_throws() {
        SharedRecord<Pair> record = SharedRecord.create(space, "a", new Pair(1, 2));
        space.close();
        for (Method method : SharedRecord.class.getDeclaredMethods()) {
            boolean local = Set.of("name", "ownLock").contains(method.getName());
            if (Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()) && !local) {
                assertRefused(
                        IllegalStateException.class,
                        () -> Methods.call(record, method.getName(), argumentsOf(method)),
                        "closed",
                        "/a");
            }
        }
        assertEquals("a", record.name());
    }

    private static Object[] argumentsOf(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(type -> type == UnaryOperator.class
                        ? UnaryOperator.<Pair>identity()
                        : type == BinaryOperator.class ? (BinaryOperator<Pair>) (one, other) -> one : new Pair(1, 2))
                .toArray();
    }

    @Test
    void serialized_readInTheSameJvm_isTheSameRecord() throws Exception {
        SharedRecord<Pair> record = SharedRecord.create(space, "a", new Pair(1, 2));
        SharedRecord<Pair> read = Travel.of(record);
        read.set(new Pair(3, 4));
        assertEquals(new Pair(3, 4), record.get());
        assertSame(record.ownLock(), read.ownLock());
        SharedRecord<Sample> byCodec = SharedRecord.create(space, "b", Sample.of(1), new SampleCodec());
        Travel.of(byCodec).set(Sample.of(2));
        assertEquals(Sample.of(2), byCodec.get());
    }
}
