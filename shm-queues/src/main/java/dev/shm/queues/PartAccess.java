package dev.shm.queues;

import java.nio.ByteBuffer;

/** Single components of a record, into a buffer and out of it, at its position. Called through method handles. */
final class PartAccess {
    private PartAccess() {}

    static void putLong(ByteBuffer to, long value) {
        to.putLong(value);
    }

    static long getLong(ByteBuffer from) {
        return from.getLong();
    }

    static void putDouble(ByteBuffer to, double value) {
        to.putLong(Double.doubleToRawLongBits(value));
    }

    static double getDouble(ByteBuffer from) {
        return Double.longBitsToDouble(from.getLong());
    }

    static void putInt(ByteBuffer to, int value) {
        to.putInt(value);
    }

    static int getInt(ByteBuffer from) {
        return from.getInt();
    }

    static void putFloat(ByteBuffer to, float value) {
        to.putInt(Float.floatToRawIntBits(value));
    }

    static float getFloat(ByteBuffer from) {
        return Float.intBitsToFloat(from.getInt());
    }

    static void putShort(ByteBuffer to, short value) {
        to.putShort(value);
    }

    static short getShort(ByteBuffer from) {
        return from.getShort();
    }

    static void putChar(ByteBuffer to, char value) {
        to.putChar(value);
    }

    static char getChar(ByteBuffer from) {
        return from.getChar();
    }

    static void putByte(ByteBuffer to, byte value) {
        to.put(value);
    }

    static byte getByte(ByteBuffer from) {
        return from.get();
    }

    static void putBoolean(ByteBuffer to, boolean value) {
        to.put((byte) (value ? 1 : 0));
    }

    static boolean getBoolean(ByteBuffer from) {
        byte value = from.get();
        if ((value & ~1) != 0) {
            throw new IllegalArgumentException("no boolean: byte=" + value);
        }
        return value != 0;
    }

    static void putConstant(ByteBuffer to, Enum<?> value) {
        to.putInt(value.ordinal());
    }

    static Object getConstant(ByteBuffer from, Object[] constants, String component) {
        int ordinal = from.getInt();
        if (ordinal < 0 || ordinal >= constants.length) {
            throw new IllegalArgumentException(
                    "no such constant: component=" + component + ", number=" + ordinal + ", of=" + constants.length);
        }
        return constants[ordinal];
    }

    static void putText(ByteBuffer to, String value, String component) {
        byte[] utf8 = Utf8.bytes(value, component);
        to.putInt(utf8.length).put(utf8);
    }

    static String getText(ByteBuffer from, String component) {
        return Utf8.text(from, getLength(from, component), component);
    }

    static void putBytes(ByteBuffer to, byte[] value, String component) {
        to.putInt(value.length).put(value);
    }

    static byte[] getBytes(ByteBuffer from, String component) {
        byte[] value = new byte[getLength(from, component)];
        from.get(value);
        return value;
    }

    /** Not more than there is: nothing is allocated for bytes that are not there. */
    private static int getLength(ByteBuffer from, String component) {
        int length = from.getInt();
        if (length < 0 || length > from.remaining()) {
            throw new IllegalArgumentException(
                    "length: component=" + component + ", bytes=" + length + ", left=" + from.remaining());
        }
        return length;
    }

    static Object present(Object value, String component) {
        if (value == null) {
            throw new NullPointerException(
                    "null has no form in bytes: component=" + component + "; take a value that stands for none");
        }
        return value;
    }
}
