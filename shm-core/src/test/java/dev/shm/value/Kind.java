package dev.shm.value;

import dev.shm.space.SharedSpace;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/** The primitive types, so that one suite does for all of them. */
enum Kind {
    INT(int.class, 32),
    LONG(long.class, 64),
    DOUBLE(double.class, 53),
    FLOAT(float.class, 24),
    BYTE(byte.class, 8),
    SHORT(short.class, 16),
    CHAR(char.class, 16),
    BOOLEAN(boolean.class, 1);

    private final Class<?> type;
    private final int bits;

    Kind(Class<?> type, int bits) {
        this.type = type;
        this.bits = bits;
    }

    Class<?> type() {
        return type;
    }

    /** How many bits of a whole number it keeps. */
    int bits() {
        return bits;
    }

    boolean isFloating() {
        return this == DOUBLE || this == FLOAT;
    }

    int bytes() {
        return switch (this) {
            case LONG, DOUBLE -> 8;
            case INT, FLOAT -> 4;
            case SHORT, CHAR -> 2;
            default -> 1;
        };
    }

    /** "Long" in SharedLong and SharedLongArray. */
    String title() {
        String name = type.getSimpleName();
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /** A number as this type, in its box; wraps around, of whole numbers. */
    Object of(long number) {
        return switch (this) {
            case INT -> (int) number;
            case LONG -> number;
            case DOUBLE -> (double) number;
            case FLOAT -> (float) number;
            case BYTE -> (byte) number;
            case SHORT -> (short) number;
            case CHAR -> (char) number;
            case BOOLEAN -> (number & 1) != 0;
        };
    }

    /** The other way. */
    long number(Object boxed) {
        if (boxed instanceof Character character) {
            return character;
        }
        return boxed instanceof Boolean flag ? (flag ? 1 : 0) : ((Number) boxed).longValue();
    }

    /** A function in the type that the methods take. */
    Object operator(LongUnaryOperator function) {
        return switch (this) {
            case LONG -> function;
            case DOUBLE, FLOAT -> (DoubleUnaryOperator) value -> function.applyAsLong((long) value);
            default -> (IntUnaryOperator) value -> (int) function.applyAsLong(value);
        };
    }

    /** A function in the type that the methods take. */
    Object operator(LongBinaryOperator function) {
        return switch (this) {
            case LONG -> function;
            case DOUBLE, FLOAT -> (DoubleBinaryOperator) (value, x) -> function.applyAsLong((long) value, (long) x);
            default -> (IntBinaryOperator) (value, x) -> (int) function.applyAsLong(value, x);
        };
    }

    // ---- the shared types ----

    Class<?> valueClass() {
        return find("dev.shm.value.Shared" + title());
    }

    Class<?> arrayClass() {
        return find("dev.shm.value.Shared" + title() + "Array");
    }

    SharedValue create(SharedSpace space, String name, Object initial) {
        return (SharedValue) Methods.callStatic(valueClass(), "create", space, name, initial);
    }

    SharedValue open(SharedSpace space, String name) {
        return (SharedValue) Methods.callStatic(valueClass(), "open", space, name);
    }

    SharedArray createArray(SharedSpace space, String name, long length) {
        return (SharedArray) Methods.callStatic(arrayClass(), "create", space, name, length);
    }

    SharedArray openArray(SharedSpace space, String name) {
        return (SharedArray) Methods.callStatic(arrayClass(), "open", space, name);
    }

    private static Class<?> find(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
