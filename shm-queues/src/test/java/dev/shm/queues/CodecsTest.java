package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.testkit.Seeds;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The codecs of single values. */
class CodecsTest {
    private static final int RANDOM_ELEMENTS = 2000;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, 0x0102030405060708L})
    void longs_edges_comeBack(long value) {
        assertEquals(value, Coded.trip(Codecs.longs(), value));
    }

    @Test
    void longs_bytes_areLittleEndian() {
        assertArrayEquals(new byte[] {8, 7, 6, 5, 4, 3, 2, 1}, Coded.encode(Codecs.longs(), 0x0102030405060708L));
    }

    @Test
    void doubles_edges_comeBackBitByBit() {
        for (double value : new double[] {
            0,
            -0.0,
            1,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            Double.NEGATIVE_INFINITY,
            Double.NaN,
            Double.longBitsToDouble(0x7FF8_0000_0000_0123L)
        }) {
            assertEquals(
                    Double.doubleToRawLongBits(value), Double.doubleToRawLongBits(Coded.trip(Codecs.doubles(), value)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 9, 16})
    void longsAndDoubles_otherLength_areRefused(int length) {
        byte[] bytes = new byte[length];
        assertThrows(IllegalArgumentException.class, () -> Coded.decode(Codecs.longs(), bytes));
        assertThrows(IllegalArgumentException.class, () -> Coded.decode(Codecs.doubles(), bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "?", "\0", "\uFFFD", "é", "\u07FF", "\u0800", "\uFFFF", "😀", "a\uFFFDé😀?"})
    void strings_edges_comeBack(String text) {
        byte[] bytes = Coded.encode(Codecs.strings(), text);
        assertArrayEquals(text.getBytes(StandardCharsets.UTF_8), bytes);
        assertEquals(text, Coded.decode(Codecs.strings(), bytes));
        assertEquals(text, Codecs.strings().decode(Coded.readOnly(bytes)));
    }

    @Test
    void strings_random_comeBack() {
        Random random = Seeds.random("strings");
        for (int i = 0; i < RANDOM_ELEMENTS; i++) {
            int most = i % 4 == 0 ? Character.MAX_CODE_POINT : i % 4 == 1 ? 0x7F : i % 4 == 2 ? 0xFF : 0xFFFF;
            String text = text(random, most);
            assertEquals(text, Coded.trip(Codecs.strings(), text));
        }
    }

    private static String text(Random random, int mostCodePoint) {
        return random.ints(random.nextInt(300), 0, mostCodePoint + 1)
                .filter(point -> !Character.isDefined(point) || Character.getType(point) != Character.SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD800", "\uDC00", "a\uD83Db", "\uDE00\uD83D", "?\uDBFF"})
    void strings_halfASurrogatePair_isRefused(String text) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> Coded.encode(Codecs.strings(), text));
        assertTrue(refusal.getMessage().contains("half a surrogate pair"), refusal::getMessage);
    }

    /** Unexpected continuation, missing one, overlong, a surrogate, above U+10FFFF, no UTF-8 at all; with a U+FFFD too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "C3",
                "E282",
                "F09F98",
                "C080",
                "E08080",
                "EDA080",
                "F4908080",
                "FF",
                "41EFBFBD80",
                "C3EFBFBD"
            })
    void strings_malformed_areRefused(String hex) {
        byte[] bytes = java.util.HexFormat.of().parseHex(hex);
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> Coded.decode(Codecs.strings(), bytes));
        assertTrue(refusal.getMessage().startsWith("not UTF-8"), refusal::getMessage);
        assertThrows(IllegalArgumentException.class, () -> Codecs.strings().decode(Coded.readOnly(bytes)));
    }

    @Test
    void byteArrays_random_comeBack() {
        Random random = Seeds.random("byteArrays");
        for (int length : new int[] {0, 1, 7, 8, 9, 255, 256, 257, 100_000}) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            assertArrayEquals(bytes, Coded.trip(Codecs.byteArrays(), bytes));
            assertArrayEquals(bytes, Coded.encode(Codecs.byteArrays(), bytes), "nothing is added");
        }
    }

    @Test
    void byteBuffers_part_comesBackAndTheCallersStays() {
        for (ByteBuffer whole : new ByteBuffer[] {ByteBuffer.allocate(10), ByteBuffer.allocateDirect(10)}) {
            for (byte i = 0; i < 10; i++) {
                whole.put(i, i);
            }
            whole.position(2).limit(7);
            ByteBuffer read = Coded.trip(Codecs.byteBuffers(), whole.asReadOnlyBuffer());
            assertEquals(ByteBuffer.wrap(new byte[] {2, 3, 4, 5, 6}), read);
            assertEquals(0, read.position());
            assertEquals(ByteOrder.BIG_ENDIAN, read.order(), "as a new one is");
            Coded.encode(Codecs.byteBuffers(), whole);
            assertEquals(2, whole.position());
            assertEquals(7, whole.limit());
        }
        assertFalse(Coded.trip(Codecs.byteBuffers(), ByteBuffer.allocate(0)).hasRemaining());
    }

    /** A thread's buffer is used for its next element, too. */
    @Test
    void decode_elements_shareNothingWithTheBuffer() {
        ByteBuffer from = Coded.buffer((byte) 1, (byte) 2);
        byte[] array = Codecs.byteArrays().decode(from.duplicate());
        ByteBuffer buffer = Codecs.byteBuffers().decode(from.duplicate());
        from.put(3, (byte) 9);
        assertEquals(1, array[0]);
        assertEquals(1, buffer.get(0));
    }

    @Test
    void codecs_ofOneKind_areEqualAndNamed() {
        assertEquals(Codecs.longs(), Codecs.longs());
        assertEquals("long", Codecs.longs().format());
        assertEquals("double", Codecs.doubles().format());
        assertEquals("utf8", Codecs.strings().format());
        assertEquals("bytes", Codecs.byteArrays().format());
        assertEquals("bytes", Codecs.byteBuffers().format());
        assertNotEquals(Codecs.byteArrays(), Codecs.byteBuffers());
    }
}
