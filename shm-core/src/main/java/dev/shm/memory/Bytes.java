package dev.shm.memory;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntConsumer;

/** Elements that are {@code byte}s, for plain access. */
public final class Bytes extends Elements {
    private static final int FILL = 1 << 10;

    /* Not final: emptied at close. Read plainly: a thread that sees it late works on memory that is still mapped. */
    private ByteBuffer first;

    /**
     * Elements in mapped memory.
     *
     * @param words the memory
     * @param base where the first begins, in bytes
     * @param length how many
     */
    public Bytes(MappedWords words, long base, long length) {
        super(words, base, length, 0);
        open();
    }

    @Override
    void map(ByteBuffer bytes) {
        first = bytes;
    }

    /**
     * {@return an element}
     * @param i its index
     */
    public byte get(long i) {
        int k = (int) i;
        try {
            return k == i && single ? first.get(k) : far(i);
        } catch (IndexOutOfBoundsException | InternalError e) {
            throw failed(i, e);
        }
    }

    /**
     * Sets an element.
     *
     * @param i its index
     * @param value the new value
     */
    public void set(long i, byte value) {
        int k = (int) i;
        try {
            if (k == i && single) {
                first.put(k, value);
            } else {
                long offset = offset(i);
                words.chunk(offset).put(MappedWords.index(offset), value);
            }
        } catch (IndexOutOfBoundsException | InternalError e) {
            throw failed(i, e);
        }
    }

    private byte far(long i) {
        long offset = offset(i);
        return words.chunk(offset).get(MappedWords.index(offset));
    }

    /**
     * Copies elements into an array.
     *
     * @param from the index of the first
     * @param target where to
     * @param at the index there
     * @param count how many
     */
    public void copyTo(long from, byte[] target, int at, int count) {
        Objects.checkFromIndexSize(at, count, target.length);
        try {
            if (single && count > 0 && (int) from == from) {
                first.get((int) from, target, at, count); // a slice would cost more than few bytes
                return;
            }
        } catch (IndexOutOfBoundsException | InternalError e) {
            throw failed(from, count, e);
        }
        checkRange(from, from + count);
        try {
            for (int done = 0; done < count; ) {
                int n = (int) run(from + done, count - done);
                buffer(from + done, n).get(0, target, at + done, n);
                done += n;
            }
        } catch (InternalError e) {
            throw failed(from, e);
        }
    }

    /**
     * Copies elements from an array.
     *
     * @param from the index of the first here
     * @param source where from
     * @param at the index there
     * @param count how many
     */
    public void copyFrom(long from, byte[] source, int at, int count) {
        Objects.checkFromIndexSize(at, count, source.length);
        try {
            if (single && count > 0 && (int) from == from) {
                first.put((int) from, source, at, count);
                return;
            }
        } catch (IndexOutOfBoundsException | InternalError e) {
            throw failed(from, count, e);
        }
        checkRange(from, from + count);
        try {
            for (int done = 0; done < count; ) {
                int n = (int) run(from + done, count - done);
                buffer(from + done, n).put(0, source, at + done, n);
                done += n;
            }
        } catch (InternalError e) {
            throw failed(from, e);
        }
    }

    /**
     * Sets elements to one value.
     *
     * @param from the index of the first
     * @param to behind that of the last
     * @param value for all of them
     */
    public void fill(long from, long to, byte value) {
        checkRange(from, to);
        byte[] same = new byte[(int) Math.min(FILL, to - from)];
        Arrays.fill(same, value);
        for (long i = from; i < to; i += same.length) {
            copyFrom(i, same, 0, (int) Math.min(same.length, to - i));
        }
    }

    /**
     * Goes through elements, in their order.
     *
     * @param from the index of the first
     * @param to behind that of the last
     * @param action gets each
     */
    public void forEach(long from, long to, IntConsumer action) {
        checkRange(from, to);
        try {
            for (long i = from; i < to; ) {
                int n = (int) run(i, to - i);
                ByteBuffer buffer = buffer(i, n);
                for (int k = 0; k < n; k++) {
                    action.accept(buffer.get(k));
                }
                i += n;
            }
        } catch (InternalError e) {
            throw failed(from, e);
        }
    }

    private RuntimeException failed(long from, int count, Throwable cause) {
        if (cause instanceof IndexOutOfBoundsException) {
            checkRange(from, from + count); // says more
        }
        return failed(from, cause);
    }

    private ByteBuffer buffer(long i, long count) {
        return bytes(i, count);
    }
}
