package dev.shm.value;

import static dev.shm.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.space.AlreadyExistsException;
import dev.shm.space.InvalidFileException;
import dev.shm.space.NotFoundException;
import dev.shm.space.SharedSpace;
import dev.shm.space.SpaceFullException;
import dev.shm.testkit.LeakCheck;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.Set;
import java.util.Spliterator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How arrays come into being, what is refused, and their parts and views. */
@ExtendWith(LeakCheck.class)
class SharedArrayTest {
    private SharedSpace space;

    @BeforeEach
    void open() {
        space = SharedSpace.temporary();
    }

    @AfterEach
    void close() {
        space.close();
    }

    private void assertNothingLeft() {
        assertEquals(List.of(".processes"), List.of(space.path().toFile().list()));
    }

    // ---- making and opening ----

    /** More than one of the chunks that are written at once, so that contents are cut at each of their bounds. */
    @ParameterizedTest
    @EnumSource
    void create_contents_areThere(Kind kind) {
        int length = 3 * (1 << 20) / kind.bytes() + 5;
        Object contents = JavaArray.of(kind, length);
        for (int i = 0; i < length; i++) {
            Array.set(contents, i, kind.of(i * 2_654_435_761L >>> 7));
        }
        Methods.callStatic(kind.arrayClass(), "create", space, "a", contents);

        SharedArray array = kind.openArray(space, "a");
        assertEquals(length, array.length());
        Object found = Methods.call(array, "toArray");
        for (int i = 0; i < length; i++) {
            assertEquals(Array.get(contents, i), Array.get(found, i));
        }
    }

    @ParameterizedTest
    @EnumSource
    void create_length_isZero(Kind kind) {
        Object array = kind.createArray(space, "a", 77);
        assertArrayEquals(JavaArray.boxed(JavaArray.of(kind, 77)), JavaArray.boxed(Methods.call(array, "toArray")));
    }

    @ParameterizedTest
    @EnumSource
    void create_badLength_isRefused(Kind kind) {
        for (long length : new long[] {0, -1, Long.MIN_VALUE}) {
            for (String way : List.of("create", "createSparse", "openOrCreate")) {
                assertRefused(
                        IllegalArgumentException.class,
                        () -> Methods.callStatic(kind.arrayClass(), way, space, "a", length),
                        "length=" + length,
                        "at least 1");
            }
        }
        assertRefused(
                IllegalArgumentException.class,
                () -> Methods.callStatic(kind.arrayClass(), "create", space, "a", JavaArray.of(kind, 0)),
                "length=0");
        assertNothingLeft();
    }

    @ParameterizedTest
    @EnumSource
    void create_longerThanAnyFile_isRefused(Kind kind) {
        if (kind.bytes() > 1) {
            for (String way : List.of("create", "createSparse", "openOrCreate")) {
                assertRefused(
                        IllegalArgumentException.class,
                        () -> Methods.callStatic(kind.arrayClass(), way, space, "a", Long.MAX_VALUE),
                        "length=" + Long.MAX_VALUE);
            }
        }
        assertThrows(
                RuntimeException.class,
                () -> Methods.callStatic(
                        kind.arrayClass(), "createSparse", space, "a", Long.MAX_VALUE / 2 / kind.bytes()));
        assertNothingLeft();
    }

    /** Before anything is written: with a quarter of an exabyte that would take a while. */
    @Test
    void create_largerThanTheDisk_isRefusedAtOnce() {
        SpaceFullException refusal =
                assertThrows(SpaceFullException.class, () -> SharedLongArray.create(space, "a", 1L << 55));
        assertTrue(refusal.getMessage().contains(String.valueOf((1L << 58) + 8192)), refusal::getMessage);
        assertThrows(SpaceFullException.class, () -> SharedLongArray.openOrCreate(space, "a", 1L << 55));
        assertNothingLeft();
    }

    @ParameterizedTest
    @EnumSource
    void create_existing_throws(Kind kind) {
        Methods.call(kind.createArray(space, "a", 3), "set", 1, kind.of(1));
        assertRefused(
                AlreadyExistsException.class,
                () -> kind.createArray(space, "a", 3),
                "SharedArray of " + kind.type(),
                space.path().resolve("a"),
                "openOrCreate");
        assertEquals(kind.of(1), Methods.call(kind.openArray(space, "a"), "get", 1));
    }

    @ParameterizedTest
    @EnumSource
    void open_missing_throws(Kind kind) {
        assertRefused(NotFoundException.class, () -> kind.openArray(space, "a"), "SharedArray of " + kind.type(), "/a");
        assertNothingLeft();
    }

    @ParameterizedTest
    @EnumSource
    void open_otherType_throws(Kind kind) {
        kind.createArray(space, "a", 8);
        SharedLong.create(space, "value");
        for (Kind other : Kind.values()) {
            if (other != kind) {
                assertRefused(
                        InvalidFileException.class,
                        () -> other.openArray(space, "a"),
                        "/a",
                        "element type",
                        "(" + other.type() + ")",
                        "(" + kind.type() + ")");
            }
        }
        assertRefused(InvalidFileException.class, () -> kind.openArray(space, "value"), "/value", "kind");
    }

    @ParameterizedTest
    @EnumSource
    void openOrCreate_otherLength_throws(Kind kind) {
        kind.createArray(space, "a", 8);
        for (long length : new long[] {7, 9, 1L << 40}) {
            assertRefused(
                    InvalidFileException.class,
                    () -> Methods.callStatic(kind.arrayClass(), "openOrCreate", space, "a", length),
                    "/a",
                    "element count",
                    length,
                    8);
        }
        SharedArray same = (SharedArray) Methods.callStatic(kind.arrayClass(), "openOrCreate", space, "a", 8L);
        assertEquals(8, same.length());
    }

    @ParameterizedTest
    @EnumSource
    void everyMethod_spaceClosed_throws(Kind kind) {
        SharedArray array = kind.createArray(space, "a", 3);
        SharedArray slice = array.slice(1, 2);
        space.close();
        // These only make a handle; what it does is refused.
        Set<String> local = Set.of("contentEquals", "stream", "spliterator", "iterator");
        for (Method method : kind.arrayClass().getDeclaredMethods()) {
            boolean isPublic = Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers());
            boolean arrayToo = List.of(method.getParameterTypes()).contains(kind.arrayClass());
            if (isPublic && !method.isBridge() && !local.contains(method.getName()) && !arrayToo) {
                assertRefused(
                        IllegalStateException.class,
                        () -> Methods.call(array, method.getName(), AnyArguments.of(kind, method)),
                        "closed",
                        "/a");
            }
        }
        assertThrows(IllegalStateException.class, () -> Methods.call(slice, "get", 0));
        assertThrows(IllegalStateException.class, () -> Methods.call(slice, "getVolatile", 0));
        assertThrows(IllegalStateException.class, () -> Methods.call(array, "copyTo", 0, slice, 0, 1));
        assertThrows(IllegalStateException.class, () -> Methods.call(array, "contentEquals", array));
        assertEquals("a", array.name());
        assertEquals(3, array.length());
        assertThrows(IllegalStateException.class, array::ownLock);
    }

    // ---- one element ----

    @ParameterizedTest
    @EnumSource
    void anyAccess_indexOutOfRange_namesIndexAndLength(Kind kind) {
        SharedArray array = kind.createArray(space, "a", 10);
        SharedArray slice = array.slice(2, 5);
        for (long i : new long[] {-1, 10, 1L << 32, -1L << 32, (1L << 32) + 1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            for (String method : List.of("get", "getVolatile", "getAcquire")) {
                assertRefused(
                        IndexOutOfBoundsException.class,
                        () -> Methods.call(array, method, i),
                        "index=" + i,
                        "/a",
                        "length=10",
                        "0 to 9");
            }
            for (String method : List.of("set", "setVolatile", "setRelease", "getAndSet")) {
                assertThrows(IndexOutOfBoundsException.class, () -> Methods.call(array, method, i, kind.of(1)));
            }
        }
        assertThrows(IndexOutOfBoundsException.class, () -> Methods.call(slice, "set", 3, kind.of(1)));
        assertThrows(IndexOutOfBoundsException.class, () -> Methods.call(slice, "set", -1, kind.of(1)));
        for (long i : new long[] {-1, 9, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThrows(IndexOutOfBoundsException.class, () -> Methods.call(array, "copyTo", i, slice, 0L, 2L));
            assertThrows(IndexOutOfBoundsException.class, () -> Methods.call(array, "copyTo", 0L, slice, i, 2L));
        }
        assertThrows(
                IndexOutOfBoundsException.class, () -> Methods.call(array, "copyTo", 1L, slice, 1L, Long.MAX_VALUE));
        assertThrows(
                IndexOutOfBoundsException.class, () -> Methods.call(slice, "compareAndSet", 3, kind.of(0), kind.of(1)));
        assertArrayEquals(JavaArray.boxed(JavaArray.of(kind, 10)), JavaArray.boxed(Methods.call(array, "toArray")));
    }

    // ---- parts ----

    @ParameterizedTest
    @EnumSource
    void slice_ofSlice_isTheSameMemory(Kind kind) {
        SharedArray array = kind.createArray(space, "a", 100);
        SharedArray slice = array.slice(10, 90).slice(5, 7);
        Methods.call(slice, "set", 0, kind.of(1));
        Methods.call(slice, "setVolatile", 1, kind.of(3));
        assertEquals(kind.of(1), Methods.call(array, "get", 15));
        assertEquals(kind.of(3), Methods.call(array, "getVolatile", 16));
        assertEquals(2, slice.length());
        assertSame(array.ownLock(), slice.ownLock());
        assertEquals("a", slice.name());
        assertEquals(0, array.slice(100, 100).length());
        assertEquals(0, Array.getLength(Methods.call(array.slice(4, 4), "toArray")));
    }

    @ParameterizedTest
    @EnumSource
    void slice_outOfRange_isRefused(Kind kind) {
        SharedArray array = kind.createArray(space, "a", 10);
        long[][] ranges = {
            {-1, 3}, {3, 11}, {5, 4}, {11, 11}, {Long.MIN_VALUE, Long.MAX_VALUE}, {1L << 32, (1L << 32) + 1}
        };
        for (long[] range : ranges) {
            assertRefused(
                    IndexOutOfBoundsException.class,
                    () -> array.slice(range[0], range[1]),
                    "from=" + range[0],
                    "to=" + range[1],
                    "/a",
                    "length=10");
        }
        assertThrows(IndexOutOfBoundsException.class, () -> array.slice(2, 5).slice(0, 4));
    }

    @ParameterizedTest
    @EnumSource
    void serialized_wholeOrPart_isTheSameMemory(Kind kind) {
        SharedArray array = kind.createArray(space, "a", 10);
        Methods.call(Travel.of(array), "set", 2, kind.of(1));
        SharedArray slice = Travel.of(array.slice(2, 5));
        assertEquals(3, slice.length());
        assertEquals(kind.of(1), Methods.call(slice, "get", 0));
        assertSame(array.getClass(), slice.getClass());
        assertSame(array.ownLock(), slice.ownLock());
    }

    @Test
    void views_ofBytes_areLittleEndianAndTheSameMemory() {
        SharedByteArray bytes = SharedByteArray.create(space, "a", 35);
        bytes.asLongs().set(1, 0x1122_3344_5566_7788L);
        assertEquals((byte) 0x88, bytes.get(8));
        assertEquals((byte) 0x11, bytes.get(15));
        assertEquals(0x1122_3344, bytes.asInts().get(3));
        assertEquals((short) 0x7788, bytes.asShorts().get(4));
        assertEquals((char) 0x1122, bytes.asChars().getVolatile(7));
        bytes.asDoubles().set(2, Math.PI);
        assertEquals(Double.doubleToRawLongBits(Math.PI), bytes.asLongs().getVolatile(2));
        bytes.asFloats().addAndGet(6, 0.5f);
        assertEquals(Float.floatToRawIntBits(0.5f), bytes.asInts().get(6));
        assertEquals(4, bytes.asLongs().length());
        assertEquals(17, bytes.asShorts().length());
        assertEquals(0x1122_3344, Travel.of(bytes.slice(8, 20).asInts()).get(1));
        assertRefused(
                IllegalArgumentException.class,
                () -> bytes.slice(3, 20).asInts(),
                "4 bytes",
                "byte 3",
                "multiple of 4");
    }

    @Test
    void toString_wholePartAndView_namesThem() {
        SharedByteArray bytes = SharedByteArray.create(space, "a", 40);
        String name = space.name() + "/a";
        assertEquals("SharedByteArray " + name + ", length=40", bytes.toString());
        assertEquals(
                "SharedByteArray " + name + ", length=2, from byte 3 of 40",
                bytes.slice(3, 5).toString());
        assertEquals(
                "SharedLongArray " + name + ", length=5, from byte 0 of 40",
                bytes.asLongs().toString());
    }

    // ---- many elements ----

    @Test
    void stream_anyOperation_asOfAJavaArray() {
        long[] numbers = LongStream.range(0, 10_000).map(i -> i * i).toArray();
        SharedLongArray array = SharedLongArray.create(space, "a", numbers);
        assertArrayEquals(numbers, array.stream().toArray());
        assertEquals(LongStream.of(numbers).sum(), array.stream().parallel().sum());
        assertEquals(numbers[77], array.stream().skip(77).findFirst().orElseThrow());
        Spliterator.OfLong half = array.spliterator();
        Spliterator.OfLong other = half.trySplit();
        assertEquals(10_000, half.getExactSizeIfKnown() + other.getExactSizeIfKnown());
        List<Long> seen = new ArrayList<>();
        for (PrimitiveIterator.OfLong i = array.slice(3, 6).iterator(); i.hasNext(); ) {
            seen.add(i.nextLong());
        }
        array.slice(9, 11).forEach(seen::add);
        assertEquals(List.of(9L, 16L, 25L, 81L, 100L), seen);
        assertEquals(
                2.5,
                SharedFloatArray.create(space, "f", new float[] {1, 1.5f}).stream()
                        .sum());
        assertEquals(
                127 - 128,
                SharedByteArray.create(space, "b", new byte[] {127, -128}).stream()
                        .sum());
        assertEquals(
                65_535,
                SharedCharArray.create(space, "c", new char[] {0xFFFF}).stream().sum());
        assertEquals(
                -1,
                SharedShortArray.create(space, "s", new short[] {-1}).stream().sum());
    }

    @ParameterizedTest
    @EnumSource
    void contentEquals_anyDifference_isSeen(Kind kind) {
        SharedArray one = kind.createArray(space, "one", 100);
        SharedArray other = kind.createArray(space, "other", 100);
        assertEquals(true, Methods.call(one, "contentEquals", other));
        Methods.call(other, "set", 99, kind.of(1));
        assertEquals(false, Methods.call(one, "contentEquals", other));
        assertEquals(true, Methods.call(one.slice(0, 50), "contentEquals", other.slice(49, 99)));
        assertEquals(false, Methods.call(one.slice(0, 50), "contentEquals", other.slice(50, 99)));
        assertFalse(one.equals(other.slice(0, 99)));
    }

    @Test
    void file_anyKind_hasTheLengthOfItsElements() throws IOException {
        for (Kind kind : Kind.values()) {
            kind.createArray(space, "a-" + kind, 101);
            long length = Files.size(space.path().resolve("a-" + kind));
            assertEquals((8192 + 101L * kind.bytes() + 7) / 8 * 8, length);
        }
    }
}
