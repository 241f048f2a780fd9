package dev.shm.memory;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Words in a mapped file, little-endian.
 *
 * <p>The first GiB is one buffer, reached by a shift and a compare that cost nothing measurable; what lies behind is
 * mapped in further chunks of a GiB.
 *
 * <p>{@link #close()} puts an empty buffer in the place of the mapping, so that use after close fails at the bounds check
 * that is there anyway. The memory itself is given back by the collector: a thread that is just inside an access must not
 * lose the ground under it.
 */
public final class MappedWords implements Words {
    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /* Total store order: a plain load is a volatile one as far as the processor is concerned, and the fence behind it keeps
     * the compiler to it. Costs a third of what it does through a VarHandle. */
    private static final boolean LOADS_ARE_ORDERED =
            System.getProperty("os.arch").equals("amd64")
                    || System.getProperty("os.arch").equals("x86_64");
    private static final int CHUNK_MASK = (int) (Chunks.BYTES - 1);
    private static final ByteBuffer EMPTY = ByteBuffer.allocateDirect(0);
    private static final ByteBuffer[] NO_CHUNKS = {};

    private final String what;
    private final long lengthBytes;
    /* Not final: close() and damage put EMPTY here. Read plainly: a thread that sees it late works on memory that is
     * still mapped. */
    private ByteBuffer first;
    /* The same memory: a plain access through it costs two thirds of what it does through a VarHandle. */
    private LongBuffer plain;
    private ByteBuffer[] chunks;
    private volatile InternalError damage;
    private Set<Elements> views; // guarded by this; null until there is one

    private MappedWords(String what, long lengthBytes, ByteBuffer[] chunks) {
        this.what = what;
        this.lengthBytes = lengthBytes;
        this.first = chunks[0];
        this.plain = chunks[0].asLongBuffer();
        this.chunks = chunks;
    }

    /**
     * Maps a file from its beginning.
     *
     * @param channel open for reading and writing; may be closed afterwards
     * @param lengthBytes how much of it, in bytes; not more than the file has
     * @param what names the memory in messages
     * @return the words of the file
     * @throws IOException if the system refuses
     */
    static MappedWords map(FileChannel channel, long lengthBytes, String what) throws IOException {
        return new MappedWords(what, lengthBytes, Chunks.map(channel, lengthBytes));
    }

    @Override
    public long lengthBytes() {
        return lengthBytes;
    }

    @Override
    public MappedWords mapped() {
        return this;
    }

    @Override
    public long getPlain(long offset) {
        try {
            return isFirst(offset) ? plain.get(longIndex(offset)) : (long) LONG.get(far(offset), index(offset));
        } catch (IndexOutOfBoundsException | InternalError e) {
            throw failed(offset, e);
        }
    }

    @Override
    public long getPlain(long offset, int index) {
        if (isFirst(offset)) {
            try {
                return plain.get(longIndex(offset) + index);
            } catch (IndexOutOfBoundsException e) {
                // Perhaps it is in the next chunk.
            } catch (InternalError e) {
                throw failed(offset, e);
            }
        }
        return getPlain(offset + (long) index * Long.BYTES);
    }

    @Override
    public void setPlain(long offset, long value) {
        try {
            if (isFirst(offset)) {
                plain.put(longIndex(offset), value);
            } else {
                LONG.set(far(offset), index(offset), value);
            }
        } catch (IndexOutOfBoundsException | InternalError e) {
            throw failed(offset, e);
        }
    }

    @Override
    public long getAcquire(long offset) {
        try {
            return (long) LONG.getAcquire(chunk(offset), index(offset));
        } catch (IndexOutOfBoundsException | InternalError e) {
            throw failed(offset, e);
        }
    }

    @Override
    public void setRelease(long offset, long value) {
        try {
            if (isFirst(offset)) {
                VarHandle.releaseFence();
                plain.put(longIndex(offset), value);
            } else {
                LONG.setRelease(far(offset), index(offset), value);
            }
        } catch (IndexOutOfBoundsException | InternalError e) {
            throw failed(offset, e);
        }
    }

    @Override
    public long getVolatile(long offset) {
        try {
            if (LOADS_ARE_ORDERED && isFirst(offset)) {
                long value = plain.get(longIndex(offset));
                VarHandle.acquireFence();
                return value;
            }
            return (long) LONG.getVolatile(chunk(offset), index(offset));
        } catch (IndexOutOfBoundsException | InternalError e) {
            throw failed(offset, e);
        }
    }

    @Override
    public void setVolatile(long offset, long value) {
        try {
            LONG.setVolatile(chunk(offset), index(offset), value);
        } catch (IndexOutOfBoundsException | InternalError e) {
            throw failed(offset, e);
        }
    }

    @Override
    public boolean compareAndSet(long offset, long expected, long value) {
        try {
            return LONG.compareAndSet(chunk(offset), index(offset), expected, value);
        } catch (IndexOutOfBoundsException | InternalError e) {
            throw failed(offset, e);
        }
    }

    @Override
    public long compareAndExchange(long offset, long expected, long value) {
        try {
            return (long) LONG.compareAndExchange(chunk(offset), index(offset), expected, value);
        } catch (IndexOutOfBoundsException | InternalError e) {
            throw failed(offset, e);
        }
    }

    @Override
    public long getAndSet(long offset, long value) {
        try {
            return (long) LONG.getAndSet(chunk(offset), index(offset), value);
        } catch (IndexOutOfBoundsException | InternalError e) {
            throw failed(offset, e);
        }
    }

    @Override
    public long getAndAdd(long offset, long delta) {
        try {
            return (long) LONG.getAndAdd(chunk(offset), index(offset), delta);
        } catch (IndexOutOfBoundsException | InternalError e) {
            throw failed(offset, e);
        }
    }

    @Override
    public int getIntPlain(long offset) {
        try {
            return chunk(offset).getInt(index(offset));
        } catch (IndexOutOfBoundsException | InternalError e) {
            throw failed(offset, e);
        }
    }

    @Override
    public void setIntPlain(long offset, int value) {
        try {
            chunk(offset).putInt(index(offset), value);
        } catch (IndexOutOfBoundsException | InternalError e) {
            throw failed(offset, e);
        }
    }

    @Override
    public int getIntAcquire(long offset) {
        try {
            return (int) Halves.INT.getAcquire(chunk(offset), index(offset));
        } catch (IndexOutOfBoundsException | InternalError e) {
            throw failed(offset, e);
        }
    }

    @Override
    public void setIntRelease(long offset, int value) {
        try {
            VarHandle.releaseFence();
            chunk(offset).putInt(index(offset), value);
        } catch (IndexOutOfBoundsException | InternalError e) {
            throw failed(offset, e);
        }
    }

    @Override
    public int getIntVolatile(long offset) {
        try {
            if (LOADS_ARE_ORDERED) {
                int value = chunk(offset).getInt(index(offset));
                VarHandle.acquireFence();
                return value;
            }
            return (int) Halves.INT.getVolatile(chunk(offset), index(offset));
        } catch (IndexOutOfBoundsException | InternalError e) {
            throw failed(offset, e);
        }
    }

    @Override
    public void setIntVolatile(long offset, int value) {
        try {
            Halves.INT.setVolatile(chunk(offset), index(offset), value);
        } catch (IndexOutOfBoundsException | InternalError e) {
            throw failed(offset, e);
        }
    }

    @Override
    public int compareAndExchangeInt(long offset, int expected, int value) {
        try {
            return (int) Halves.INT.compareAndExchange(chunk(offset), index(offset), expected, value);
        } catch (IndexOutOfBoundsException | InternalError e) {
            throw failed(offset, e);
        }
    }

    @Override
    public int getAndSetInt(long offset, int value) {
        try {
            return (int) Halves.INT.getAndSet(chunk(offset), index(offset), value);
        } catch (IndexOutOfBoundsException | InternalError e) {
            throw failed(offset, e);
        }
    }

    @Override
    public int getAndAddInt(long offset, int delta) {
        try {
            return (int) Halves.INT.getAndAdd(chunk(offset), index(offset), delta);
        } catch (IndexOutOfBoundsException | InternalError e) {
            throw failed(offset, e);
        }
    }

    @Override
    public void fenceStores() {
        VarHandle.storeStoreFence();
    }

    @Override
    public void fenceLoads() {
        VarHandle.loadLoadFence();
    }

    /**
     * The memory of one word, for the kernel to wait on.
     *
     * @param offset in bytes, a multiple of 8
     * @return a buffer of 8 bytes that keeps the mapping alive
     */
    public ByteBuffer word(long offset) {
        try {
            return chunk(offset).slice(index(offset), Long.BYTES);
        } catch (IndexOutOfBoundsException e) {
            throw failed(offset, e);
        }
    }

    @Override
    public void close() {
        chunks = NO_CHUNKS;
        plain = EMPTY.asLongBuffer();
        first = EMPTY;
        VarHandle.fullFence();
        closeViews();
    }

    private synchronized void closeViews() {
        if (views != null) {
            views.forEach(Elements::close);
            views = null;
        }
    }

    /** Closes a view with this. */
    synchronized void add(Elements view) {
        if (views == null) {
            views = Collections.newSetFromMap(new WeakHashMap<>());
        }
        views.add(view);
    }

    boolean isClosed() {
        return first == EMPTY;
    }

    /** Up to so many bytes from there, as far as they lie in one chunk. */
    ByteBuffer run(long offset, long lengthBytes) {
        ByteBuffer chunk = chunk(offset);
        int index = index(offset);
        int length = (int) Math.min(lengthBytes, chunk.capacity() - index);
        return chunk.slice(index, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The chunk in which that offset lies. */
    ByteBuffer chunk(long offset) {
        return isFirst(offset) ? first : far(offset);
    }

    private static boolean isFirst(long offset) {
        return offset >>> Chunks.SHIFT == 0;
    }

    private static int longIndex(long offset) {
        return (int) offset >>> 3;
    }

    static int index(long offset) {
        return (int) offset & CHUNK_MASK;
    }

    private ByteBuffer far(long offset) {
        long chunk = offset >>> Chunks.SHIFT;
        ByteBuffer[] all = chunks;
        if (chunk >= all.length) {
            throw new IndexOutOfBoundsException(what);
        }
        return all[(int) chunk];
    }

    private RuntimeException failed(long offset, Throwable cause) {
        RuntimeException gone = gone(offset, cause);
        return gone != null
                ? gone
                : new IndexOutOfBoundsException(
                        "outside of " + what + ": offset=" + offset + ", length=" + lengthBytes);
    }

    /** What to throw if the memory is no longer there; null if it is. */
    RuntimeException gone(long offset, Throwable cause) {
        if (cause instanceof InternalError lost) {
            damage = lost;
            close();
        }
        if (damage != null) {
            return new RegionDamagedException(what, offset, damage);
        }
        return isClosed()
                ? new IllegalStateException(
                        "closed: " + what + "; what was opened in a space is of no use after the space is closed")
                : null;
    }

    /** {@return what names the memory in messages} */
    String what() {
        return what;
    }

    /** Loaded when there is a 32-bit word: not on the way of a start that counts in a long. */
    private static final class Halves {
        static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    }
}
