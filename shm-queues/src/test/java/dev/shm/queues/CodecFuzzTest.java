package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.shm.elements.Elements.Customer;
import dev.shm.elements.Elements.Effects;
import dev.shm.elements.Elements.Gadget;
import dev.shm.elements.Elements.Holder;
import dev.shm.elements.Elements.Order;
import dev.shm.elements.Elements.Side;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.Seeds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever lies in a queue, to decode it ends soon, in an element or an exception, and takes no more room than it should. */
class CodecFuzzTest {
    private static final int ROUNDS = 500;
    private static final int LONG_ROUNDS = 20_000;

    record Nested(String text, Side side, byte[] bytes, Inner inner, Boolean flag) {}

    record Inner(long id, String text) {}

    static Stream<Arguments> codecs() throws IOException {
        Nested nested = new Nested("a text of é", Side.SELL, new byte[20], new Inner(7, "inner"), true);
        Map<String, Object> tables = new HashMap<>(Map.of("a", List.of(1, 2), "b", Map.of("c", Side.BUY)));
        Holder holder =
                new Holder(tables, new Object[] {new int[3], "text", List.of(1L), Side.SELL, new ArrayList<>()});
        Order order = SerializationCodecTest.order(new Customer("Ann", "extra"));
        return Stream.of(
                Arguments.of(Codecs.longs(), List.of(5L)),
                Arguments.of(Codecs.doubles(), List.of(0.5)),
                Arguments.of(Codecs.strings(), List.of("", "a text", "é😀".repeat(20))),
                Arguments.of(Codecs.byteArrays(), List.of(new byte[0], new byte[30])),
                Arguments.of(Codecs.byteBuffers(), List.of(ByteBuffer.allocate(30))),
                Arguments.of(Codecs.records(Nested.class), List.of(nested)),
                Arguments.of(Codecs.serialization(Order.class), List.of(order)),
                Arguments.of(Codecs.serialization(Holder.class, Map.class, Side.class), List.of(holder)),
                Arguments.of(
                        Codecs.serialization("java.base/*;dev.shm.elements.*;maxdepth=100"),
                        List.of(holder, order, 5)));
    }

    @ParameterizedTest
    @MethodSource("codecs")
    <E> void decode_damaged_isHarmless(Codec<E> codec, List<E> elements) {
        decodeDamaged(codec, elements, ROUNDS);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("codecs")
    <E> void decode_damagedInManyWays_isHarmless(Codec<E> codec, List<E> elements) {
        decodeDamaged(codec, elements, LONG_ROUNDS);
    }

    private static <E> void decodeDamaged(Codec<E> codec, List<E> elements, int rounds) {
        Random random = Seeds.random("damaged " + codec.format());
        HangGuard.run("decode", () -> {
            for (E element : elements) {
                byte[] bytes = Coded.encode(codec, element);
                for (int i = 0; i < rounds / elements.size(); i++) {
                    CodecFuzz.damaged(bytes, random, damaged -> CodecFuzz.assertHarmless(codec, damaged));
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void decode_random_isHarmless(Codec<?> codec, List<?> elements) {
        Random random = Seeds.random("random " + codec.format());
        HangGuard.run("decode", () -> {
            for (int i = 0; i < ROUNDS; i++) {
                byte[] bytes = new byte[random.nextInt(100)];
                random.nextBytes(bytes);
                CodecFuzz.assertHarmless(codec, bytes);
            }
        });
    }

    /** Each byte of a stream made each of some values: so that every tag, length and handle is met. */
    @Test
    void decode_everyByteOfASerializedElement_isHarmless() throws IOException {
        Codec<Holder> codec = Codecs.serialization(Holder.class, Map.class);
        byte[] bytes = SerializationCodecTest.serialized(
                new Holder(new HashMap<>(Map.of("a", 1)), new Object[] {new Gadget(), new int[2]}));
        Effects.read = 0;
        HangGuard.run("decode", () -> {
            for (int at = 0; at < bytes.length; at++) {
                for (int value : new int[] {0, 1, 0x70, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76, 0x7B, 0x7E, 0x7F, 0xFF}) {
                    byte[] damaged = bytes.clone();
                    damaged[at] = (byte) value;
                    CodecFuzz.assertHarmless(codec, damaged);
                }
            }
        });
        assertEquals(0, Effects.read);
    }

    /** The check itself is checked: who believes a length is found out. */
    @Test
    void assertHarmless_lengthIsBelieved_fails() {
        Codec<byte[]> credulous = new Codec<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public void encode(byte[] element, ByteBuffer to) {
                to.putInt(element.length).put(element);
            }

            @Override
            public byte[] decode(ByteBuffer from) {
                byte[] element = new byte[Math.min(from.getInt() & Integer.MAX_VALUE, 1 << 26)];
                from.get(element);
                return element;
            }
        };
        Random random = Seeds.random("credulous");
        byte[] bytes = Arrays.copyOf(Coded.encode(credulous, new byte[8]), 12);
        assertThrows(AssertionError.class, () -> {
            for (int i = 0; i < ROUNDS; i++) {
                CodecFuzz.damaged(bytes, random, damaged -> CodecFuzz.assertHarmless(credulous, damaged));
            }
        });
    }
}
