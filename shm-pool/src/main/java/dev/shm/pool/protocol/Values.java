package dev.shm.pool.protocol;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * Arguments and results as bytes: those of the usual values directly, all others by the serialization of Java.
 *
 * <p>An array of which each element is null, a {@code Boolean}, {@code Integer}, {@code Long}, {@code Double}, {@code String} or {@code
 * byte[]} is a count, and a tag and the bytes for each; without the tags if all are {@code Integer}s, {@code Long}s or {@code Double}s.
 * Anything else is one stream for all, so that what two of them refer to is still the same at the other end.
 */
public final class Values {
    private static final byte PLAIN = 0;
    private static final byte STREAM = 1;
    private static final byte INTEGERS = 2;
    private static final byte LONGS = 3;
    private static final byte DOUBLES = 4;

    private static final byte NULL = 0;
    private static final byte FALSE = 1;
    private static final byte TRUE = 2;
    private static final byte INTEGER = 3;
    private static final byte LONG = 4;
    private static final byte DOUBLE = 5;
    private static final byte STRING = 6;
    private static final byte BYTES = 7;

    private static final int TAG_BYTES = 1;

    private Values() {}

    /**
     * Encodes.
     *
     * @param values any
     * @return their bytes
     * @throws IllegalArgumentException if one is not serializable; says which, and where in it
     */
    public static byte[] encode(Object[] values) {
        byte[] numbers = encodeNumbers(values);
        if (numbers != null) {
            return numbers;
        }
        long length = plainLength(values);
        if (length < 0) {
            return ObjectBytes.encode(values, STREAM);
        }
        ByteBuffer to = begin(PLAIN, values.length, length);
        for (Object value : values) {
            put(value, to);
        }
        return to.array();
    }

    /** Null if they are not all numbers of one type. */
    private static byte[] encodeNumbers(Object[] values) {
        Object first = values.length == 0 ? null : values[0];
        if (first instanceof Integer) {
            return encodeIntegers(values);
        } else if (first instanceof Long) {
            return encodeLongs(values);
        }
        return first instanceof Double ? encodeDoubles(values) : null;
    }

    private static byte[] encodeIntegers(Object[] values) {
        ByteBuffer to = begin(INTEGERS, values.length, (long) values.length * Integer.BYTES);
        for (Object value : values) {
            if (!(value instanceof Integer number)) {
                return null;
            }
            to.putInt(number);
        }
        return to.array();
    }

    private static byte[] encodeLongs(Object[] values) {
        ByteBuffer to = begin(LONGS, values.length, (long) values.length * Long.BYTES);
        for (Object value : values) {
            if (!(value instanceof Long number)) {
                return null;
            }
            to.putLong(number);
        }
        return to.array();
    }

    private static byte[] encodeDoubles(Object[] values) {
        ByteBuffer to = begin(DOUBLES, values.length, (long) values.length * Double.BYTES);
        for (Object value : values) {
            if (!(value instanceof Double number)) {
                return null;
            }
            to.putLong(Double.doubleToRawLongBits(number));
        }
        return to.array();
    }

    private static ByteBuffer begin(byte form, int count, long lengthBytes) {
        if (lengthBytes > Integer.MAX_VALUE - 2 * Long.BYTES) {
            throw new IllegalArgumentException("too long to be sent at once: bytes=" + lengthBytes
                    + "; send less, or share it: SharedByteArray and others travel as references");
        }
        return ByteBuffer.allocate(TAG_BYTES + Integer.BYTES + (int) lengthBytes)
                .put(form)
                .putInt(count);
    }

    /** How many bytes the plain form has; -1 if there is none. */
    private static long plainLength(Object[] values) {
        long length = 0;
        for (Object value : values) {
            long more = plainLength(value);
            if (more < 0) {
                return -1;
            }
            length += TAG_BYTES + more;
        }
        return length;
    }

    private static long plainLength(Object value) {
        if (value == null || value instanceof Boolean) {
            return 0;
        } else if (value instanceof Integer) {
            return Integer.BYTES;
        } else if (value instanceof Long || value instanceof Double) {
            return Long.BYTES;
        } else if (value instanceof String text) {
            return Integer.BYTES + (long) text.length() * Character.BYTES;
        } else if (value instanceof byte[] bytes) {
            return Integer.BYTES + (long) bytes.length;
        }
        return -1;
    }

    private static void put(Object value, ByteBuffer to) {
        if (value == null) {
            to.put(NULL);
        } else if (value instanceof Boolean bool) {
            to.put(bool ? TRUE : FALSE);
        } else if (value instanceof Integer number) {
            to.put(INTEGER).putInt(number);
        } else if (value instanceof Long number) {
            to.put(LONG).putLong(number);
        } else if (value instanceof Double number) {
            to.put(DOUBLE).putLong(Double.doubleToRawLongBits(number));
        } else if (value instanceof String text) {
            to.put(STRING).putInt(text.length());
            for (int i = 0; i < text.length(); i++) {
                to.putChar(text.charAt(i)); // also half a surrogate pair
            }
        } else {
            byte[] bytes = (byte[]) value;
            to.put(BYTES).putInt(bytes.length).put(bytes);
        }
    }

    /**
     * Decodes.
     *
     * @param from the bytes from the position on
     * @return the values
     * @throws IOException if they can't be decoded here: of a class that is not known, for example
     */
    public static Object[] decode(ByteBuffer from) throws IOException {
        try {
            byte form = from.get();
            return switch (form) {
                case STREAM -> (Object[]) ObjectBytes.decode(from);
                case INTEGERS -> decodeIntegers(from);
                case LONGS -> decodeLongs(from);
                case DOUBLES -> decodeDoubles(from);
                default -> decodePlain(from);
            };
        } catch (BufferUnderflowException | ClassCastException e) {
            throw new IOException("damaged on its way: because=" + e, e);
        }
    }

    private static Object[] decodePlain(ByteBuffer from) {
        Object[] values = new Object[length(from, TAG_BYTES)];
        for (int i = 0; i < values.length; i++) {
            values[i] = next(from);
        }
        return values;
    }

    private static Object[] decodeIntegers(ByteBuffer from) {
        Object[] values = new Object[length(from, Integer.BYTES)];
        for (int i = 0; i < values.length; i++) {
            values[i] = from.getInt();
        }
        return values;
    }

    private static Object[] decodeLongs(ByteBuffer from) {
        Object[] values = new Object[length(from, Long.BYTES)];
        for (int i = 0; i < values.length; i++) {
            values[i] = from.getLong();
        }
        return values;
    }

    private static Object[] decodeDoubles(ByteBuffer from) {
        Object[] values = new Object[length(from, Double.BYTES)];
        for (int i = 0; i < values.length; i++) {
            values[i] = Double.longBitsToDouble(from.getLong());
        }
        return values;
    }

    /** A count that is believed, since there is as much behind it. */
    private static int length(ByteBuffer from, int bytesEach) {
        int length = from.getInt();
        if (length < 0 || length > from.remaining() / bytesEach) {
            throw new BufferUnderflowException();
        }
        return length;
    }

    private static Object next(ByteBuffer from) {
        byte tag = from.get();
        return switch (tag) {
            case NULL -> null;
            case FALSE -> Boolean.FALSE;
            case TRUE -> Boolean.TRUE;
            case INTEGER -> from.getInt();
            case LONG -> from.getLong();
            case DOUBLE -> Double.longBitsToDouble(from.getLong());
            case STRING -> {
                char[] chars = new char[length(from, Character.BYTES)];
                for (int i = 0; i < chars.length; i++) {
                    chars[i] = from.getChar();
                }
                yield new String(chars);
            }
            case BYTES -> {
                byte[] bytes = new byte[length(from, 1)];
                from.get(bytes);
                yield bytes;
            }
            default -> throw new ClassCastException("tag=" + tag);
        };
    }
}
