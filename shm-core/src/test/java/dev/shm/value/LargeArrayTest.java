package dev.shm.value;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.shm.space.SharedSpace;
import dev.shm.testkit.LeakCheck;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** More elements than a Java array can have, in more than one mapping; sparse, so only the pages that are touched exist. */
@ExtendWith(LeakCheck.class)
class LargeArrayTest {
    private static final long LENGTH = 3L << 30;
    private static final long CHUNK_BYTES = 1L << 30;
    private static final long ELEMENTS_OFFSET = 8192;

    private SharedSpace space;

    @BeforeEach
    void open() {
        space = SharedSpace.temporary();
    }

    @AfterEach
    void close() {
        space.close();
    }

    private SharedArray create(Kind kind, String name) {
        return (SharedArray) Methods.callStatic(kind.arrayClass(), "createSparse", space, name, LENGTH);
    }

    /** The index of the first element behind a bound between two mappings. */
    private static long bound(Kind kind, int number) {
        return (number * CHUNK_BYTES - ELEMENTS_OFFSET) / kind.bytes();
    }

    @ParameterizedTest
    @EnumSource
    void access_farBeyondAnInt_findsItsElement(Kind kind) {
        SharedArray array = create(kind, "a");
        assertEquals(LENGTH, array.length());
        List<Long> indexes = List.of(
                0L,
                bound(kind, 1) - 1,
                bound(kind, 1),
                bound(kind, 2) - 1,
                bound(kind, 2),
                (1L << 31) - 1,
                1L << 31,
                (1L << 31) + 1,
                LENGTH - 2,
                LENGTH - 1);
        for (long i : indexes) {
            Methods.call(array, "set", i, kind.of(i + 1));
            assertEquals(kind.of(i + 1), Methods.call(array, "getAndSet", i, kind.of(i + 3)));
            assertEquals(true, Methods.call(array, "compareAndSet", i, kind.of(i + 3), kind.of(i + 5)));
        }
        SharedArray again = kind.openArray(space, "a");
        for (long i : indexes) {
            assertEquals(kind.of(i + 5), Methods.call(again, "get", i), "index " + i);
            assertEquals(kind.of(i + 5), Methods.call(array.slice(i, LENGTH), "getVolatile", 0), "slice at " + i);
            assertEquals(kind.of(i + 5), Methods.call(array.slice(i, i + 1), "get", 0), "slice at " + i);
        }
        for (long i : new long[] {-1, LENGTH, LENGTH + 1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThrows(IndexOutOfBoundsException.class, () -> Methods.call(array, "get", i));
            assertThrows(IndexOutOfBoundsException.class, () -> Methods.call(array, "set", i, kind.of(1)));
        }
        assertThrows(IllegalStateException.class, () -> Methods.call(array, "toArray"));
    }

    /** Copies, moves, fills and goes through ranges that lie across a bound between two mappings. */
    @ParameterizedTest
    @EnumSource
    void bulk_acrossMappings_isWhole(Kind kind) {
        SharedArray array = create(kind, "a");
        int count = 5000;
        Object numbers = JavaArray.of(kind, count);
        for (int i = 0; i < count; i++) {
            java.lang.reflect.Array.set(numbers, i, kind.of(i * 31L + 1));
        }
        long at = bound(kind, 1) - 2000;
        Methods.call(array, "copyFrom", at, numbers, 0, count);
        assertSame(numbers, array, at, kind);
        Methods.call(array, "copyTo", at, array, at + 700, (long) count);
        assertSame(numbers, array, at + 700, kind);
        Methods.call(array, "copyTo", at + 700, array, at - 300, (long) count);
        assertSame(numbers, array, at - 300, kind);
        long far = bound(kind, 2) - 4321;
        Methods.call(array, "copyTo", at - 300, array, far, (long) count);
        assertSame(numbers, array, far, kind);
        SharedArray one = array.slice(at - 300, at - 300 + count);
        SharedArray other = array.slice(far, far + count);
        assertEquals(true, Methods.call(one, "contentEquals", other));
        Methods.call(other, "set", count - 1, kind.of(kind.number(Methods.call(other, "get", count - 1)) + 1));
        assertEquals(false, Methods.call(one, "contentEquals", other));
        Methods.call(array, "fill", far - 1, far + count + 1, kind.of(85));
        Object filled = Methods.call(array.slice(far - 1, far + count + 1), "toArray");
        for (Object each : JavaArray.boxed(filled)) {
            assertEquals(kind.of(85), each);
        }
    }

    private static void assertSame(Object numbers, SharedArray array, long at, Kind kind) {
        int count = java.lang.reflect.Array.getLength(numbers);
        Object found = JavaArray.of(kind, count);
        Methods.call(array, "copyTo", at, found, 0, count);
        assertArrayEquals(JavaArray.boxed(numbers), JavaArray.boxed(found));
    }

    @Test
    void forEach_acrossMappings_seesAllInOrder() {
        SharedLongArray array = SharedLongArray.createSparse(space, "a", LENGTH);
        long at = bound(Kind.LONG, 1) - 100;
        for (int i = 0; i < 200; i++) {
            array.set(at + i, i);
        }
        long[] next = {0};
        array.slice(at, at + 200).forEach(value -> assertEquals(next[0]++, value));
        assertEquals(200, next[0]);
        assertEquals(199 * 100, array.slice(at, at + 200).stream().sum());
    }
}
