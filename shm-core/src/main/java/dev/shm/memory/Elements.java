package dev.shm.memory;

import java.nio.ByteBuffer;

/**
 * Elements of one type in mapped memory, for plain access: each is read and written as a whole, with no order to other
 * accesses. Atomic access is by {@link Words}, at {@link #offset}.
 *
 * <p>Elements that lie in a single chunk are one typed buffer, whose own check of bounds is the only one. Of others each is
 * looked up by its chunk.
 *
 * <p>An index out of range is an {@link IndexOutOfBoundsException}, use after close an {@link IllegalStateException}, and a
 * {@link RegionDamagedException} says that the file was truncated.
 */
public abstract class Elements {
    static final ByteBuffer EMPTY = ByteBuffer.allocateDirect(0);

    final MappedWords words;
    /* Whether they lie in a single chunk. */
    final boolean single;
    private final long base;
    private final long length;
    private final int shift;

    /** Checks that there are so many. */
    Elements(MappedWords words, long base, long length, int shift) {
        if (base < 0 || length < 0 || length > words.lengthBytes() - base >>> shift) {
            throw new IndexOutOfBoundsException(
                    "outside of " + words.what() + ": offset=" + base + ", elements=" + length);
        }
        this.words = words;
        this.base = base;
        this.length = length;
        this.shift = shift;
        this.single = run(0, length) == length;
    }

    /** Opens the one buffer, if it is one; to be called at the end of each constructor. */
    final void open() {
        words.add(this);
        try {
            map(single && length > 0 ? words.run(base, length << shift) : EMPTY);
        } catch (IndexOutOfBoundsException e) {
            throw failed(0, e);
        }
        if (words.isClosed()) {
            close();
            throw failed(0, null);
        }
    }

    /** Sets the one buffer. */
    abstract void map(ByteBuffer bytes);

    final void close() {
        map(EMPTY);
    }

    /** {@return how many there are} */
    public final long length() {
        return length;
    }

    /** {@return the bytes of one element} */
    public final int elementBytes() {
        return 1 << shift;
    }

    /**
     * {@return where an element begins in the memory, in bytes}
     * @param i its index
     */
    public final long offset(long i) {
        if (i < 0 || i >= length) {
            throw failed(i, null);
        }
        return base + (i << shift);
    }

    /**
     * Checks a range.
     *
     * @param from its first index
     * @param to behind its last one
     */
    public final void checkRange(long from, long to) {
        if (from < 0 || from > to || to > length || words.isClosed()) {
            RuntimeException gone = words.gone(base, null);
            throw gone != null
                    ? gone
                    : new IndexOutOfBoundsException("from=" + from + ", to=" + to + " in " + words.what() + ", length="
                            + length + "; take 0 <= from <= to <= " + length);
        }
    }

    /**
     * Copies elements to others of the same type, which may be the same memory, as {@link System#arraycopy}.
     *
     * @param from the index of the first
     * @param other where to
     * @param at the index there
     * @param count how many
     */
    public final void copyTo(long from, Elements other, long at, long count) {
        if (shift != other.shift) {
            throw new IllegalArgumentException("not of the same type");
        }
        checkRange(from, from + count); // a sum that wraps around is in no range
        other.checkRange(at, at + count);
        boolean forward = base + (from << shift) >= other.base + (at << shift);
        for (long done = 0; done < count; ) {
            long left = count - done;
            long n = forward
                    ? Math.min(run(from + done, left), other.run(at + done, left))
                    : Math.min(runBefore(from + left, left), other.runBefore(at + left, left));
            long skipped = forward ? done : left - n;
            copyRun(from + skipped, other, at + skipped, n);
            done += n;
        }
    }

    private void copyRun(long from, Elements other, long at, long count) {
        ByteBuffer source = bytes(from, count);
        ByteBuffer target = other.bytes(at, count);
        try {
            target.put(0, source, 0, source.capacity());
        } catch (InternalError e) {
            throw failed(from, e);
        }
    }

    /**
     * {@return whether others hold the same bytes}
     * @param other as many, of the same type
     */
    public final boolean hasSameBytes(Elements other) {
        if (shift != other.shift || length != other.length) {
            return false;
        }
        try {
            for (long i = 0; i < length; ) {
                long n = Math.min(run(i, length - i), other.run(i, length - i));
                if (bytes(i, n).mismatch(other.bytes(i, n)) >= 0) {
                    return false;
                }
                i += n;
            }
            return true;
        } catch (InternalError e) {
            throw failed(0, e);
        }
    }

    /** How many from there on, up to so many, lie in one chunk. */
    final long run(long i, long most) {
        return Math.min(most, Chunks.BYTES - MappedWords.index(base + (i << shift)) >>> shift);
    }

    /** How many before there, up to so many, lie in one chunk. */
    private long runBefore(long i, long most) {
        return Math.min(most, (MappedWords.index(base + (i - 1 << shift)) >>> shift) + 1);
    }

    /** The bytes of elements that lie in one chunk. */
    final ByteBuffer bytes(long i, long count) {
        try {
            return words.run(base + (i << shift), count << shift);
        } catch (IndexOutOfBoundsException e) {
            throw failed(i, e);
        }
    }

    final RuntimeException failed(long i, Throwable cause) {
        RuntimeException gone = words.gone(base, cause);
        return gone != null
                ? gone
                : new IndexOutOfBoundsException("index=" + i + " in " + words.what() + ", length=" + length
                        + (length == 0 ? "; it is empty" : "; take 0 to " + (length - 1)));
    }
}
