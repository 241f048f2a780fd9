package dev.shm.pool.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.testkit.Seeds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Arguments and results on their way. */
class ValuesTest {
    private static final Object[] PLAIN = {
        null,
        true,
        false,
        7,
        -1,
        Long.MIN_VALUE,
        Double.NaN,
        -0.0,
        "",
        "text ü \uD83D\uDE00 half \uD83D",
        new byte[] {1, 2}
    };

    private static final Object[][] NUMBERS = {
        {1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 0},
        {1L, Long.MIN_VALUE, Long.MAX_VALUE},
        {1.5, Double.NaN, -0.0, Double.MIN_VALUE}
    };

    private static Object[] travel(Object... values) throws IOException {
        return Values.decode(ByteBuffer.wrap(Values.encode(values)));
    }

    @Test
    void encode_anyOfThePlainOnes_arrivesEqual() throws IOException {
        assertArrayEquals(PLAIN, travel(PLAIN));
        assertArrayEquals(new Object[0], travel());
        assertTrue(Values.encode(PLAIN).length < 120, "not by a stream");
    }

    @Test
    void encode_numbersOfOneType_arriveEqualAndAreShort() throws IOException {
        for (Object[] numbers : NUMBERS) {
            assertArrayEquals(numbers, travel(numbers));
            assertArrayEquals(new Object[] {numbers[0]}, travel(numbers[0]));
            assertTrue(Values.encode(numbers).length <= 5 + 8 * numbers.length, "each with a tag");
            Object[] mixed = Arrays.copyOf(numbers, numbers.length + 2, Object[].class);
            mixed[numbers.length] = "not a number";
            assertArrayEquals(mixed, travel(mixed));
        }
    }

    @Test
    void encode_others_arriveEqualAndReferToTheSame() throws IOException {
        List<Object> list = new ArrayList<>(List.of(1, "two"));
        Object[] arrived = travel(list, list, 3, List.of(list), (short) 4);
        assertArrayEquals(new Object[] {list, list, 3, List.of(list), (short) 4}, arrived);
        assertSame(arrived[0], arrived[1]);
    }

    @Test
    void encode_notSerializable_saysWhere() {
        Object[] values = {1, List.of("a", new Object())};
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> Values.encode(values));
        assertTrue(refused.getMessage().contains("at=Object[][1][1], class=java.lang.Object;"), refused::getMessage);
    }

    @Test
    void decode_damaged_isAnIOException() {
        Random random = Seeds.random("ValuesTest");
        List<byte[]> all = new ArrayList<>(List.of(Values.encode(PLAIN)));
        for (Object[] numbers : NUMBERS) {
            all.add(Values.encode(numbers));
        }
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = all.get(i % all.size());
            byte[] damaged = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            for (int n = random.nextInt(3); n > 0 && damaged.length > 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                Values.decode(ByteBuffer.wrap(damaged));
            } catch (IOException e) {
                assertTrue(
                        e.getMessage().startsWith("damaged") || e.getMessage().startsWith("can't"), e::getMessage);
            }
        }
    }

    @Test
    void failure_anyException_arrivesWithItsTrace() throws IOException {
        IllegalStateException thrown = new IllegalStateException("state", new IOException("cause"));
        Throwable arrived = Failure.decode(Failure.encode(thrown)).exception();
        assertEquals("state", arrived.getMessage());
        assertEquals("cause", arrived.getCause().getMessage());
        assertArrayEquals(thrown.getStackTrace(), arrived.getStackTrace());
    }
}
