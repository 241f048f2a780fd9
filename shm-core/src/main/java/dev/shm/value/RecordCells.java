package dev.shm.value;

import dev.shm.memory.Words;
import dev.shm.robust.Handling;
import dev.shm.robust.RobustLock;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** The records of one object: read without waiting, written under its lock. */
final class RecordCells<T> {
    /*
     *                the writer begins s + 1               the writer has stored the slot (s + 1) mod 2
     *    2s ────────────────────────────────▶ 2s + 1 ────────────────────────────────▶ 2s + 2
     *                                        │      ▲
     *                                        └──────┘ the writer is killed; its heir begins s + 1 again
     *
     * Invariants
     *
     *  1. Only the owner of the lock writes, and a dead owner writes no more: there is one writer at a time.
     *  2. At 2s and at 2s + 1 the slot s mod 2 is whole, and nobody writes to it: the write s + 1 goes into the other one.
     *  3. Who writes s + 2, into the slot of s, has stored 2s + 3 before its first word (the fence of stores). A reader that
     *     has seen such a word therefore sees at least 2s + 3 when it looks again (its fence of loads), and reads anew.
     *
     * So a reader returns the record that was the last one written when it looked first. One write that goes on or begins
     * and ends meanwhile does not disturb it; it reads anew only if one has ended and another one begun.
     *
     * (Linux has the same idea as seqcount_latch. Its writers can't be killed, and both its slots are written each time.)
     */
    private static final long BEGUN = 1;
    private static final long ONE_WRITE = 2;

    private final Words words;
    private final RobustLock lock;
    private final RecordShape<T> shape;

    RecordCells(Words words, RobustLock lock, RecordShape<T> shape) {
        this.words = words;
        this.lock = lock;
        this.shape = shape;
    }

    RobustLock lock() {
        return lock;
    }

    RecordShape<T> shape() {
        return shape;
    }

    // ---- reading ----

    /*
     *   loop: s <- sequence; record <- slot of s; if sequence <= s + one write: return record
     */
    T get(long cell) {
        T value;
        do {
            // SYNC record-written: pairs with store().
            value = shape.read(words, cell, words.getVolatile(cell));
        } while (value == null);
        return value;
    }

    /** Whether what was read of a cell since its sequence was read is one record. */
    static boolean isWhole(Words words, long cell, long sequence) {
        words.fenceLoads();
        return words.getPlain(cell) - (sequence & -ONE_WRITE) <= ONE_WRITE;
    }

    // ---- writing ----

    void set(long cell, T value) {
        long[] image = shape.encode(value);
        lock.lock(Handling.DEFAULT);
        try {
            store(cell, image);
        } finally {
            lock.unlock();
        }
    }

    T getAndSet(long cell, T value) {
        long[] image = shape.encode(value);
        lock.lock(Handling.DEFAULT);
        try {
            T before = get(cell);
            store(cell, image);
            return before;
        } finally {
            lock.unlock();
        }
    }

    boolean compareAndSet(long cell, T expected, T value) {
        long[] expectedImage = shape.encode(expected);
        long[] image = shape.encode(value);
        lock.lock(Handling.DEFAULT);
        try {
            if (!Arrays.equals(load(cell), expectedImage)) {
                return false;
            }
            store(cell, image);
            return true;
        } finally {
            lock.unlock();
        }
    }

    T updateAndGet(long cell, UnaryOperator<T> update) {
        lock.lock(Handling.DEFAULT);
        try {
            T after = update.apply(get(cell));
            store(cell, shape.encode(after));
            return after;
        } finally {
            lock.unlock();
        }
    }

    T getAndUpdate(long cell, UnaryOperator<T> update) {
        lock.lock(Handling.DEFAULT);
        try {
            T before = get(cell);
            store(cell, shape.encode(update.apply(before)));
            return before;
        } finally {
            lock.unlock();
        }
    }

    /** By the owner of the lock; so is {@link #store}. */
    private long[] load(long cell) {
        long slot = RecordLayout.slot(cell, words.getPlain(cell), shape.slotBytes());
        long[] image = new long[shape.slotBytes() / Long.BYTES];
        for (int i = 0; i < image.length; i++) {
            image[i] = words.getPlain(slot + (long) i * Long.BYTES);
        }
        return image;
    }

    private void store(long cell, long[] image) {
        long before = words.getPlain(cell) & -ONE_WRITE; // one more if the last writer was killed
        words.setRelease(cell, before + BEGUN);
        words.fenceStores();
        long slot = RecordLayout.slot(cell, before + ONE_WRITE, shape.slotBytes());
        for (int i = 0; i < image.length; i++) {
            words.setPlain(slot + (long) i * Long.BYTES, image[i]); // not read before the next store
        }
        // SYNC record-written: pairs with get().
        words.setRelease(cell, before + ONE_WRITE);
    }
}
