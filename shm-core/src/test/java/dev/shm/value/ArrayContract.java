package dev.shm.value;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.shm.testkit.Seeds;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a Java array does, and {@link System#arraycopy} and {@link java.util.Arrays} with it. */
abstract class ArrayContract {
    private static final int LENGTH = 1000;
    private static final int ROUNDS = 300;

    /** An array of one of the two sorts. */
    interface Subject {
        long length();

        Object get(long i);

        void set(long i, Object value);

        void copyTo(long from, Object javaArray, int at, int count);

        void copyFrom(long from, Object javaArray, int at, int count);

        /** Inside of itself, or of another one over the same memory. */
        void move(long from, long at, long count);

        void fill(long from, long to, Object value);

        Object toArray();
    }

    /** A new one of zeros. */
    abstract Subject make(Kind kind, int length);

    @ParameterizedTest
    @EnumSource
    void operations_atRandom_sameAsWithElementsOneByOne(Kind kind) {
        Random random = Seeds.random("array of " + kind);
        Subject subject = make(kind, LENGTH);
        Object[] model = new Object[LENGTH];
        java.util.Arrays.fill(model, kind.of(0));
        for (int round = 0; round < ROUNDS; round++) {
            int from = random.nextInt(LENGTH + 1);
            int count = random.nextInt(LENGTH - from + 1);
            int other = random.nextInt(LENGTH - count + 1);
            Object array = JavaArray.of(kind, LENGTH);
            switch (random.nextInt(6)) {
                case 0 -> {
                    Object value = kind.of(random.nextLong());
                    subject.fill(from, from + count, value);
                    java.util.Arrays.fill(model, from, from + count, value);
                }
                case 1 -> {
                    for (int i = 0; i < LENGTH; i++) {
                        java.lang.reflect.Array.set(array, i, kind.of(random.nextLong()));
                    }
                    subject.copyFrom(from, array, other, count);
                    for (int i = 0; i < count; i++) {
                        model[from + i] = java.lang.reflect.Array.get(array, other + i);
                    }
                }
                case 2 -> {
                    subject.copyTo(from, array, other, count);
                    for (int i = 0; i < LENGTH; i++) {
                        boolean copied = i >= other && i < other + count;
                        Object expected = copied ? model[from + i - other] : kind.of(0);
                        assertEquals(expected, java.lang.reflect.Array.get(array, i));
                    }
                }
                case 3 -> {
                    subject.move(from, other, count);
                    System.arraycopy(model, from, model, other, count);
                }
                case 4 -> {
                    for (int i = from; i < from + count; i++) {
                        model[i] = kind.of(random.nextLong());
                        subject.set(i, model[i]);
                    }
                }
                default -> {
                    for (int i = from; i < from + count; i++) {
                        assertEquals(model[i], subject.get(i));
                    }
                }
            }
        }
        assertArrayEquals(model, JavaArray.boxed(subject.toArray()));
        assertEquals(LENGTH, subject.length());
    }

    @ParameterizedTest
    @EnumSource
    void anyOperation_outOfRange_throwsAndChangesNothing(Kind kind) {
        Subject subject = make(kind, 10);
        Object array = JavaArray.of(kind, 10);
        java.lang.reflect.Array.set(array, 3, kind.of(1));
        for (int i : new int[] {-1, 10, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertThrows(IndexOutOfBoundsException.class, () -> subject.get(i));
            assertThrows(IndexOutOfBoundsException.class, () -> subject.set(i, kind.of(1)));
            assertThrows(IndexOutOfBoundsException.class, () -> subject.copyTo(i, array, 0, 5));
            assertThrows(IndexOutOfBoundsException.class, () -> subject.copyFrom(i, array, 0, 5));
            assertThrows(IndexOutOfBoundsException.class, () -> subject.copyFrom(0, array, i, 5));
            assertThrows(IndexOutOfBoundsException.class, () -> subject.copyTo(0, array, i, 5));
            assertThrows(IndexOutOfBoundsException.class, () -> subject.move(i, 0, 5));
            assertThrows(IndexOutOfBoundsException.class, () -> subject.move(0, i, 5));
        }
        assertThrows(IndexOutOfBoundsException.class, () -> subject.copyFrom(6, array, 0, 5));
        assertThrows(IndexOutOfBoundsException.class, () -> subject.copyFrom(0, array, 0, -1));
        assertThrows(IndexOutOfBoundsException.class, () -> subject.copyTo(0, array, 0, -1));
        assertThrows(IndexOutOfBoundsException.class, () -> subject.move(0, 1, -1));
        assertArrayEquals(JavaArray.boxed(JavaArray.of(kind, 10)), JavaArray.boxed(subject.toArray()));
    }
}
