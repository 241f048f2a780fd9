package dev.shm.memory;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Bytes in mapped memory in which numbers of all kinds are read and written plainly, little-endian, wherever they begin. They
 * lie within the first GiB of the file.
 */
public final class Window extends Elements {
    /* Not final: emptied at close. Read plainly: a thread that sees it late works on memory that is still mapped. */
    private ByteBuffer bytes;

    /**
     * A window on mapped memory.
     *
     * @param words the memory
     * @param base where it begins, in bytes
     * @param length how many bytes
     */
    public Window(MappedWords words, long base, int length) {
        super(words, base, length, 0);
        if (!single) {
            throw new IndexOutOfBoundsException("not in one piece: " + words.what() + ", offset=" + base);
        }
        open();
    }

    @Override
    void map(ByteBuffer mapped) {
        bytes = mapped;
    }

    /**
     * {@return a number of 64 bits}
     * @param at where it begins
     */
    public long getLong(int at) {
        try {
            return bytes.getLong(at);
        } catch (IndexOutOfBoundsException | InternalError e) {
            throw failed(at, e);
        }
    }

    /**
     * Sets a number of 64 bits.
     *
     * @param at where it begins
     * @param value the new value
     */
    public void putLong(int at, long value) {
        try {
            bytes.putLong(at, value);
        } catch (IndexOutOfBoundsException | InternalError e) {
            throw failed(at, e);
        }
    }

    /**
     * {@return a number of 32 bits}
     * @param at where it begins
     */
    public int getInt(int at) {
        try {
            return bytes.getInt(at);
        } catch (IndexOutOfBoundsException | InternalError e) {
            throw failed(at, e);
        }
    }

    /**
     * Sets a number of 32 bits.
     *
     * @param at where it begins
     * @param value the new value
     */
    public void putInt(int at, int value) {
        try {
            bytes.putInt(at, value);
        } catch (IndexOutOfBoundsException | InternalError e) {
            throw failed(at, e);
        }
    }

    /**
     * {@return a number of 16 bits}
     * @param at where it begins
     */
    public short getShort(int at) {
        try {
            return bytes.getShort(at);
        } catch (IndexOutOfBoundsException | InternalError e) {
            throw failed(at, e);
        }
    }

    /**
     * Sets a number of 16 bits.
     *
     * @param at where it begins
     * @param value the new value
     */
    public void putShort(int at, short value) {
        try {
            bytes.putShort(at, value);
        } catch (IndexOutOfBoundsException | InternalError e) {
            throw failed(at, e);
        }
    }

    /**
     * {@return a byte}
     * @param at where
     */
    public byte getByte(int at) {
        try {
            return bytes.get(at);
        } catch (IndexOutOfBoundsException | InternalError e) {
            throw failed(at, e);
        }
    }

    /**
     * Sets a byte.
     *
     * @param at where
     * @param value the new value
     */
    public void putByte(int at, byte value) {
        try {
            bytes.put(at, value);
        } catch (IndexOutOfBoundsException | InternalError e) {
            throw failed(at, e);
        }
    }

    /**
     * Copies bytes into an array.
     *
     * @param at where the first is
     * @param target where to
     * @param offset the index there
     * @param count how many
     */
    public void getBytes(int at, byte[] target, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, target.length);
        try {
            bytes.get(at, target, offset, count);
        } catch (IndexOutOfBoundsException | InternalError e) {
            throw failed(at, e);
        }
    }

    /**
     * Copies bytes from an array.
     *
     * @param at where the first goes
     * @param source where from
     * @param offset the index there
     * @param count how many
     */
    public void putBytes(int at, byte[] source, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, source.length);
        try {
            bytes.put(at, source, offset, count);
        } catch (IndexOutOfBoundsException | InternalError e) {
            throw failed(at, e);
        }
    }

    /**
     * Copies bytes into a buffer, whose position does not change.
     *
     * @param at where the first is
     * @param target where to
     * @param offset the index there, within its limit
     * @param count how many
     */
    public void getBytes(int at, ByteBuffer target, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, target.limit());
        try {
            target.put(offset, bytes, at, count);
        } catch (IndexOutOfBoundsException | InternalError e) {
            throw failed(at, e);
        }
    }

    /**
     * Copies bytes from a buffer, whose position does not change.
     *
     * @param at where the first goes
     * @param source where from
     * @param offset the index there, within its limit
     * @param count how many
     */
    public void putBytes(int at, ByteBuffer source, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, source.limit());
        try {
            bytes.put(at, source, offset, count);
        } catch (IndexOutOfBoundsException | InternalError e) {
            throw failed(at, e);
        }
    }
}
