package dev.shm.value;

import dev.shm.memory.RegionDamagedException;
import dev.shm.memory.Words;
import java.nio.charset.StandardCharsets;

/**
 * Single components: out of a slot in shared memory, and into the words of a new one, which are zero before. Little-endian,
 * at multiples of their size. Called through method handles that have the offset bound.
 */
final class SlotAccess {
    private static final int INDEX = Long.BYTES - 1;

    private SlotAccess() {}

    // ---- out of a slot: plain loads, not to be trusted before the slot is known to be whole ----

    private static long bits(Words words, long slot, int at) {
        return words.getPlain(slot, at / Long.BYTES) >>> ((at & INDEX) * Byte.SIZE);
    }

    static long getLong(Words words, long slot, int at) {
        return words.getPlain(slot, at / Long.BYTES);
    }

    static double getDouble(Words words, long slot, int at) {
        return Double.longBitsToDouble(words.getPlain(slot, at / Long.BYTES));
    }

    static int getInt(Words words, long slot, int at) {
        return (int) bits(words, slot, at);
    }

    static float getFloat(Words words, long slot, int at) {
        return Float.intBitsToFloat((int) bits(words, slot, at));
    }

    static short getShort(Words words, long slot, int at) {
        return (short) bits(words, slot, at);
    }

    static char getChar(Words words, long slot, int at) {
        return (char) bits(words, slot, at);
    }

    static byte getByte(Words words, long slot, int at) {
        return (byte) bits(words, slot, at);
    }

    static boolean getBoolean(Words words, long slot, int at) {
        return (byte) bits(words, slot, at) != 0;
    }

    static byte[] getBytes(Words words, long slot, int at, int length) {
        byte[] bytes = new byte[length];
        long word = 0;
        for (int i = 0; i < length; i++) {
            word = i == 0 || (at + i & INDEX) == 0 ? bits(words, slot, at + i) : word >>> Byte.SIZE;
            bytes[i] = (byte) word;
        }
        return bytes;
    }

    // ---- what they mean, once they are known to be whole ----

    static String text(byte[] utf8) {
        int length = utf8.length;
        while (length > 0 && utf8[length - 1] == 0) {
            length--;
        }
        return new String(utf8, 0, length, StandardCharsets.UTF_8);
    }

    static Object constant(int ordinal, Object[] constants, String component, int at) {
        if (ordinal < 0 || ordinal >= constants.length) {
            throw new RegionDamagedException("slot of a record, component=" + component, at, ordinal);
        }
        return constants[ordinal];
    }

    // ---- into the words of a new slot ----

    private static void putBits(long[] image, long bits, int at) {
        image[at / Long.BYTES] |= bits << ((at & INDEX) * Byte.SIZE);
    }

    static void putLong(long[] image, long value, int at) {
        image[at / Long.BYTES] = value;
    }

    static void putDouble(long[] image, double value, int at) {
        putLong(image, Double.doubleToRawLongBits(value), at);
    }

    static void putInt(long[] image, int value, int at) {
        putBits(image, Integer.toUnsignedLong(value), at);
    }

    static void putFloat(long[] image, float value, int at) {
        putInt(image, Float.floatToRawIntBits(value), at);
    }

    static void putShort(long[] image, short value, int at) {
        putBits(image, Short.toUnsignedLong(value), at);
    }

    static void putChar(long[] image, char value, int at) {
        putBits(image, value, at);
    }

    static void putByte(long[] image, byte value, int at) {
        putBits(image, Byte.toUnsignedLong(value), at);
    }

    static void putBoolean(long[] image, boolean value, int at) {
        putBits(image, value ? 1 : 0, at);
    }

    static void putConstant(long[] image, Enum<?> value, int at, String component) {
        putInt(image, present(value, component).ordinal(), at);
    }

    static void putBytes(long[] image, byte[] value, int at, int length, String component) {
        if (present(value, component).length != length) {
            throw new IllegalArgumentException("not as many bytes as declared: component=" + component + ", bytes="
                    + value.length + ", @Length=" + length + "; copy them into an array of that length");
        }
        for (int i = 0; i < length; i++) {
            putByte(image, value[i], at + i);
        }
    }

    static void putText(long[] image, String value, int at, int length, String component) {
        byte[] utf8 = present(value, component).getBytes(StandardCharsets.UTF_8);
        if (utf8.length > length) {
            throw new IllegalArgumentException("too long: component=" + component + ", bytes in UTF-8=" + utf8.length
                    + ", @Length=" + length + "; shorten it, or make another object with a larger @Length");
        }
        if (utf8.length > 0 && utf8[utf8.length - 1] == 0 || !new String(utf8, StandardCharsets.UTF_8).equals(value)) {
            throw new IllegalArgumentException("would not come back as it is: component=" + component
                    + "; a text may not end in U+0000 nor have half a surrogate pair: take a byte[] for such data");
        }
        for (int i = 0; i < utf8.length; i++) {
            putByte(image, utf8[i], at + i);
        }
    }

    static <V> V present(V value, String component) {
        if (value == null) {
            throw new NullPointerException(
                    "null can't be shared: component=" + component + "; take a value that stands for none");
        }
        return value;
    }
}
