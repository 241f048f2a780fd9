package dev.shm.robust;

import java.util.concurrent.atomic.AtomicLongArray;

/** Words on the heap. Lincheck follows these, but not those of a mapping. */
public class HeapWords implements WholeWords {
    private final AtomicLongArray words;

    /**
     * So many, all 0.
     *
     * @param lengthBytes how many bytes they are
     */
    public HeapWords(int lengthBytes) {
        words = new AtomicLongArray(lengthBytes / Long.BYTES);
    }

    @Override
    public long lengthBytes() {
        return (long) words.length() * Long.BYTES;
    }

    @Override
    public long getPlain(long offset) {
        return words.get(index(offset));
    }

    @Override
    public void setPlain(long offset, long value) {
        words.set(index(offset), value);
    }

    @Override
    public long getAcquire(long offset) {
        return words.get(index(offset));
    }

    @Override
    public void setRelease(long offset, long value) {
        words.set(index(offset), value);
    }

    @Override
    public long getVolatile(long offset) {
        return words.get(index(offset));
    }

    @Override
    public void setVolatile(long offset, long value) {
        words.set(index(offset), value);
    }

    @Override
    public boolean compareAndSet(long offset, long expected, long value) {
        return words.compareAndSet(index(offset), expected, value);
    }

    @Override
    public long compareAndExchange(long offset, long expected, long value) {
        return words.compareAndExchange(index(offset), expected, value);
    }

    @Override
    public long getAndSet(long offset, long value) {
        return words.getAndSet(index(offset), value);
    }

    @Override
    public long getAndAdd(long offset, long delta) {
        return words.getAndAdd(index(offset), delta);
    }

    @Override
    public void fenceStores() {
        // all accesses are volatile
    }

    @Override
    public void fenceLoads() {
        // all accesses are volatile
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException("the heap is not closed");
    }

    private static int index(long offset) {
        return (int) (offset / Long.BYTES);
    }
}
