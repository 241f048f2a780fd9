package dev.shm.memory;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntConsumer;

/** Elements that are {@code char}s, for plain access. */
public final class Chars extends Elements {
    private static final int FILL = 1 << 10;

    /* Not final: emptied at close. Read plainly: a thread that sees it late works on memory that is still mapped. */
    private CharBuffer first;

    /**
     * Elements in mapped memory.
     *
     * @param words the memory
     * @param base where the first begins, in bytes, a multiple of 2
     * @param length how many
     */
    public Chars(MappedWords words, long base, long length) {
        super(words, base, length, 1);
        open();
    }

    @Override
    void map(ByteBuffer bytes) {
        first = bytes.asCharBuffer();
    }

    /**
     * {@return an element}
     * @param i its index
     */
    public char get(long i) {
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
    public void set(long i, char value) {
        int k = (int) i;
        try {
            if (k == i && single) {
                first.put(k, value);
            } else {
                long offset = offset(i);
                words.chunk(offset).putChar(MappedWords.index(offset), value);
            }
        } catch (IndexOutOfBoundsException | InternalError e) {
            throw failed(i, e);
        }
    }

    private char far(long i) {
        long offset = offset(i);
        return words.chunk(offset).getChar(MappedWords.index(offset));
    }

    /**
     * Copies elements into an array.
     *
     * @param from the index of the first
     * @param target where to
     * @param at the index there
     * @param count how many
     */
    public void copyTo(long from, char[] target, int at, int count) {
        Objects.checkFromIndexSize(at, count, target.length);
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
    public void copyFrom(long from, char[] source, int at, int count) {
        Objects.checkFromIndexSize(at, count, source.length);
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
    public void fill(long from, long to, char value) {
        checkRange(from, to);
        char[] same = new char[(int) Math.min(FILL, to - from)];
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
                CharBuffer buffer = buffer(i, n);
                for (int k = 0; k < n; k++) {
                    action.accept(buffer.get(k));
                }
                i += n;
            }
        } catch (InternalError e) {
            throw failed(from, e);
        }
    }

    private CharBuffer buffer(long i, long count) {
        return bytes(i, count).asCharBuffer();
    }
}
