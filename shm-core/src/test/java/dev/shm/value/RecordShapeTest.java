package dev.shm.value;

import static dev.shm.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which component lies where, and which can't lie anywhere. */
class RecordShapeTest {
    record Longest(int id, @Length(Integer.MAX_VALUE) String text) {}

    record TwoLong(@Length(1 << 28) byte[] first, @Length(1) byte[] second) {}

    record NoLength(int id, String name) {}

    record NoBytes(byte[] bytes) {}

    record ZeroLength(@Length(0) String name) {}

    record LengthOfInt(@Length(4) int id) {}

    record Boxed(Integer number) {}

    record Listed(List<String> names) {}

    record Generic<X>(X what) {}

    record Longs(long[] all) {}

    record Outer(int id, Boxed inner) {}

    record Endless(int id, Endless next) {}

    record One(Two two) {}

    record Two(One one) {}

    private record Hidden(int x) {}

    record Checked(int x) {
        Checked {
            if (x < 0) {
                throw new IllegalArgumentException("negative");
            }
        }
    }

    @Test
    void schema_ofAllTypes_tellsOffsetsTypesAndNames() {
        ComponentShape<Sample> shape = ComponentShape.of(Sample.class);
        assertEquals(
                "0 byte flags; 8 long id; 16 boolean open; 18 char code; 20 short lot; 24 int count; 28 float weight;"
                        + " 32 double price; 40 enum{BUY,SELL} side; 44 utf8[12] text; 56 int at.x; 64 long at.y",
                shape.schema());
        assertEquals(72, shape.slotBytes());
    }

    @Test
    void encode_allTypes_littleEndianAtTheirOffsets() {
        Sample sample = new Sample(
                (byte) 0x81,
                -2,
                true,
                '\u1234',
                (short) -3,
                0x5566_7788,
                1f,
                -0.0,
                Sample.Side.SELL,
                "aé",
                new Sample.Point(-1, Long.MIN_VALUE));
        assertArrayEquals(
                new long[] {
                    0x81,
                    -2,
                    0xFFFD_1234_0001L,
                    0x3F80_0000_5566_7788L,
                    Long.MIN_VALUE,
                    0xA9C361_0000_0001L,
                    0,
                    0xFFFF_FFFFL,
                    Long.MIN_VALUE
                },
                ComponentShape.of(Sample.class).encode(sample));
    }

    @TestFactory
    Stream<DynamicTest> of_componentWithoutPlace_isRefusedByName() {
        return Stream.of(
                refused(NoLength.class, "component=name", "java.lang.String", "@Length(16) String name"),
                refused(NoBytes.class, "component=bytes", "byte[]", "@Length(16) byte[] bytes"),
                refused(ZeroLength.class, "component=name", "1 or more"),
                refused(LengthOfInt.class, "component=id", "int", "take @Length away"),
                refused(Boxed.class, "component=number", "java.lang.Integer", "primitive"),
                refused(Listed.class, "component=names", "java.util.List<java.lang.String>", "RecordCodec"),
                refused(Generic.class, "component=what", "type=X", "RecordCodec"),
                refused(Longs.class, "component=all", "long[]", "RecordCodec"),
                refused(Longest.class, "component=text", "268435456", "shorten"),
                refused(TwoLong.class, "component=second", "268435456", "shorten"),
                refused(Endless.class, "component=next", "contain itself"),
                refused(One.class, "component=two.one", "contain itself"));
    }

    private static DynamicTest refused(Class<?> type, Object... parts) {
        return DynamicTest.dynamicTest(type.getSimpleName(), () -> {
            Object[] all = Stream.concat(Stream.of("record="), Stream.of(parts)).toArray();
            assertRefused(IllegalArgumentException.class, () -> ComponentShape.of(type), all);
        });
    }

    @Test
    void of_componentOfRecordWithoutPlace_isRefusedByItsPath() {
        assertRefused(
                IllegalArgumentException.class,
                () -> ComponentShape.of(Outer.class),
                "record=" + Boxed.class.getName(),
                "component=inner.number");
    }

    @Test
    void of_noRecord_isRefused() {
        assertRefused(
                IllegalArgumentException.class,
                () -> ComponentShape.of(String.class),
                "java.lang.String",
                "RecordCodec");
    }

    @Test
    void of_privateRecord_works() {
        assertEquals("0 int x", ComponentShape.of(Hidden.class).schema());
        assertEquals(5, ComponentShape.of(Hidden.class).encode(new Hidden(5))[0]);
    }

    @Test
    void of_tooManyComponents_isRefused() {
        assertRefused(
                IllegalArgumentException.class,
                () -> ComponentShape.of(TooMany.class),
                TooMany.class.getName(),
                "components=125",
                "most=240");
    }

    record Five(long a, long b, long c, long d, long e) {}

    record Many(Five a, Five b, Five c, Five d, Five e) {}

    record TooMany(Many a, Many b, Many c, Many d, Many e) {}

    @Test
    void encode_ownException_passesThrough() {
        assertThrows(IllegalArgumentException.class, () -> new Checked(-1));
        assertEquals(1, ComponentShape.of(Checked.class).encode(new Checked(1))[0]);
    }
}
