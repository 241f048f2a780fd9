package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.testkit.Seeds;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Records by their components. */
class RecordsCodecTest {

    enum Side {
        BUY,
        SELL {
            @Override
            public String toString() {
                return "a constant with a class of its own";
            }
        }
    }

    record Point(int x, int y) {}

    record Trade(long id, Side side, String symbol, Point at, byte[] note) {}

    record Primitives(boolean a, byte b, short c, char d, int e, float f, long g, double h) {}

    record Boxes(Boolean a, Byte b, Short c, Character d, Integer e, Float f, Long g, Double h) {}

    record Nothing() {}

    record Deep(String first, Wrapped wrapped, String last) {}

    record Wrapped(Point from, Point to, String between) {}

    record Positive(int value) {
        Positive {
            if (value <= 0) {
                throw new IllegalArgumentException("not positive: " + value);
            }
        }
    }

    @Test
    void encode_trade_isOneComponentBehindTheOther() {
        Codec<Trade> codec = Codecs.records(Trade.class);
        Trade trade = new Trade(1, Side.SELL, "é", new Point(2, -1), new byte[] {7, 8});
        byte[] bytes = Coded.encode(codec, trade);
        assertEquals(
                "0100000000000000" + "01000000" + "02000000" + "c3a9" + "02000000" + "ffffffff" + "02000000" + "0708",
                HexFormat.of().formatHex(bytes));
        Trade read = Coded.decode(codec, bytes);
        assertEquals(trade.id(), read.id());
        assertSame(Side.SELL, read.side());
        assertEquals("é", read.symbol());
        assertEquals(trade.at(), read.at());
        assertArrayEquals(trade.note(), read.note());
        assertEquals(read.at(), codec.decode(Coded.readOnly(bytes)).at());
    }

    @Test
    void format_componentsInOrder_areNamed() {
        assertEquals(
                "record long id; enum{BUY,SELL} side; utf8 symbol; int at.x; int at.y; bytes note",
                Codecs.records(Trade.class).format());
        assertEquals(
                Codecs.records(Primitives.class).format(),
                Codecs.records(Boxes.class).format());
        assertEquals("record ", Codecs.records(Nothing.class).format());
    }

    @Test
    void records_edges_comeBack() {
        for (Primitives edge : List.of(
                new Primitives(false, (byte) 0, (short) 0, '\0', 0, 0, 0, 0),
                new Primitives(true, (byte) -1, (short) -1, '\uFFFF', -1, -0f, -1, -0.0),
                new Primitives(
                        true,
                        Byte.MIN_VALUE,
                        Short.MIN_VALUE,
                        '\uD800',
                        Integer.MIN_VALUE,
                        Float.NaN,
                        Long.MIN_VALUE,
                        Double.NaN),
                new Primitives(
                        false,
                        Byte.MAX_VALUE,
                        Short.MAX_VALUE,
                        'x',
                        Integer.MAX_VALUE,
                        Float.MIN_VALUE,
                        Long.MAX_VALUE,
                        Double.MAX_VALUE))) {
            assertEquals(edge, Coded.trip(Codecs.records(Primitives.class), edge));
        }
        assertEquals(new Nothing(), Coded.trip(Codecs.records(Nothing.class), new Nothing()));
        Deep deep = new Deep("", new Wrapped(new Point(1, 2), new Point(3, 4), "😀"), "end");
        assertEquals(deep, Coded.trip(Codecs.records(Deep.class), deep));
    }

    @Test
    void records_random_comeBack() {
        Random random = Seeds.random("records");
        Codec<Primitives> primitives = Codecs.records(Primitives.class);
        Codec<Boxes> boxes = Codecs.records(Boxes.class);
        assertEquals(30, primitives.maxBytes(null));
        for (int i = 0; i < 2000; i++) {
            Primitives each = new Primitives(
                    random.nextBoolean(),
                    (byte) random.nextInt(),
                    (short) random.nextInt(),
                    (char) random.nextInt(),
                    random.nextInt(),
                    random.nextFloat(),
                    random.nextLong(),
                    random.nextDouble());
            byte[] bytes = Coded.encode(primitives, each);
            assertEquals(30, bytes.length);
            assertEquals(each, Coded.decode(primitives, bytes));
            Boxes boxed = Coded.decode(boxes, bytes);
            assertEquals(each.g(), boxed.g());
            assertArrayEquals(bytes, Coded.encode(boxes, boxed));
        }
    }

    @Test
    void encode_nullComponent_isNamed() {
        Codec<Trade> trades = Codecs.records(Trade.class);
        Point at = new Point(1, 2);
        assertNamed("component=side", trades, new Trade(1, null, "x", at, new byte[0]));
        assertNamed("component=symbol", trades, new Trade(1, Side.BUY, null, at, new byte[0]));
        assertNamed("component=at", trades, new Trade(1, Side.BUY, "x", null, new byte[0]));
        assertNamed("component=note", trades, new Trade(1, Side.BUY, "x", at, null));
        Codec<Deep> deep = Codecs.records(Deep.class);
        assertNamed("component=wrapped.to", deep, new Deep("", new Wrapped(at, null, ""), ""));
        Boxes boxes = new Boxes(true, (byte) 1, (short) 1, 'x', null, 1f, 1L, 1.0);
        assertNamed("component=e;", Codecs.records(Boxes.class), boxes);
    }

    private static <E> void assertNamed(String expected, Codec<E> codec, E element) {
        NullPointerException refusal = assertThrows(NullPointerException.class, () -> Coded.encode(codec, element));
        assertTrue(refusal.getMessage().contains(expected), refusal::getMessage);
    }

    @Test
    void encode_halfASurrogatePair_namesTheComponent() {
        Deep deep = new Deep("", new Wrapped(new Point(1, 2), new Point(3, 4), "\uD83D"), "end");
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> Coded.encode(Codecs.records(Deep.class), deep));
        assertTrue(refusal.getMessage().contains("text=wrapped.between"), refusal::getMessage);
    }

    record Unsuitable(int a, WithList b) {}

    record WithList(List<String> items) {}

    record Endless(int a, Endless next) {}

    record Arrays2(int[] numbers) {}

    record Generic<T>(T value) {}

    @Test
    void records_componentWithoutAForm_isNamed() {
        assertRefused(Unsuitable.class, "component=b.items, type=java.util.List<java.lang.String>");
        assertRefused(Endless.class, "component=next");
        assertRefused(Arrays2.class, "component=numbers, type=int[]");
        assertRefused(Generic.class, "component=value, type=T");
        @SuppressWarnings({"unchecked", "rawtypes"})
        Class<? extends Record> noRecord = (Class) String.class;
        assertRefused(noRecord, "not a record: class=java.lang.String");
        assertRefused(Record.class, "not a record");
    }

    private static void assertRefused(Class<? extends Record> type, String expected) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> Codecs.records(type));
        assertTrue(refusal.getMessage().contains(expected), refusal::getMessage);
    }

    @Test
    void decode_constructorRefuses_throwsThat() {
        Codec<Positive> codec = Codecs.records(Positive.class);
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> Coded.decode(codec, new byte[4]));
        assertEquals("not positive: 0", refusal.getMessage());
    }

    @Test
    void decode_notWhatWasEncoded_isRefused() {
        Codec<Trade> codec = Codecs.records(Trade.class);
        byte[] good = Coded.encode(codec, new Trade(1, Side.SELL, "é", new Point(2, -1), new byte[] {7, 8}));
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThrows(RuntimeException.class, () -> Coded.decode(codec, cut));
        }
        assertThrows(BufferUnderflowException.class, () -> Coded.decode(codec));
        assertDecodeSays("longer than what is in it: bytes left=1", codec, Arrays.copyOf(good, good.length + 1));
        assertDecodeSays("no such constant: component=side, number=2, of=2", codec, with(good, 8, 2));
        assertDecodeSays("no such constant: component=side, number=-1, of=2", codec, with(good, 8, -1));
        assertDecodeSays("length: component=symbol, bytes=2147483647", codec, with(good, 12, Integer.MAX_VALUE));
        assertDecodeSays("length: component=note, bytes=-1, left=2", codec, with(good, 26, -1));
        assertDecodeSays("not UTF-8: text=symbol", codec, with(good, 16, -1));
        byte[] two = Coded.encode(
                Codecs.records(Primitives.class), new Primitives(true, (byte) 0, (short) 0, 'x', 0, 0, 0, 0));
        two[0] = 2;
        assertDecodeSays("no boolean", Codecs.records(Primitives.class), two);
    }

    private static byte[] with(byte[] bytes, int offset, int value) {
        byte[] copy = bytes.clone();
        ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
        return copy;
    }

    private static void assertDecodeSays(String expected, Codec<?> codec, byte[] bytes) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> Coded.decode(codec, bytes));
        assertTrue(refusal.getMessage().contains(expected), refusal::getMessage);
    }
}
