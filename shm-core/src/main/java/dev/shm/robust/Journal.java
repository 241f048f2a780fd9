package dev.shm.robust;

import dev.shm.memory.Words;

/**
 * Changes several words at once under a lock, though the process may be killed between any two stores: all of them are
 * changed then, or none. Each section under the lock {@linkplain #begin begins} with it; the first one after a death
 * finishes what the dead one had committed.
 *
 * <p>A redo log: {@code entries; count = n; apply; count = 0}. Killed before count is n, nothing has happened. After it,
 * applying again does no harm: but for the owner of the lock nobody writes to these words meanwhile.
 *
 * <p>Threads: the owner of the lock. Progress: wait-free. Allocation: none.
 */
public final class Journal {
    /** How many bytes of shared memory it takes. */
    public static final int LENGTH = JournalLayout.LENGTH;

    private final Words words;
    private final long base;
    private int pending; // guarded by the lock

    /**
     * The journal of one lock.
     *
     * @param words the memory
     * @param base where its {@link #LENGTH} bytes begin
     */
    public Journal(Words words, long base) {
        this.words = words;
        this.base = base;
    }

    /** To be called first in each section: finishes what one that died in its section had committed. */
    public void begin() {
        pending = 0;
        long count = count();
        if (count != 0) {
            // What no commit can have written is no commit.
            apply(count > 0 && count <= JournalLayout.ENTRIES ? (int) count : 0);
        }
    }

    /** How many words are to be set. */
    long count() {
        return words.getPlain(base + JournalLayout.COUNT_OFFSET); // plain: behind the acquisition of the lock
    }

    /**
     * Sets a word when it is committed.
     *
     * @param offset of the word, in bytes
     * @param value the new value
     */
    public void set(long offset, long value) {
        if (pending == JournalLayout.ENTRIES) {
            throw new AssertionError("more than " + JournalLayout.ENTRIES + " words");
        }
        long entry = entry(pending);
        words.setPlain(entry, offset);
        words.setPlain(entry + Long.BYTES, value);
        pending++;
    }

    /** Sets all the words: from here on it has happened, whoever dies. */
    public void commit() {
        // SYNC journal-committed: pairs with the lock, through which alone it is read.
        words.setRelease(base + JournalLayout.COUNT_OFFSET, pending);
        words.fenceStores(); // nothing is applied before
        apply(pending);
        pending = 0;
    }

    private void apply(int count) {
        for (int i = 0; i < count; i++) {
            long entry = entry(i);
            words.setRelease(words.getPlain(entry), words.getPlain(entry + Long.BYTES));
        }
        words.setRelease(base + JournalLayout.COUNT_OFFSET, 0);
        words.fenceStores(); // before the next entries
    }

    private long entry(int index) {
        return base + JournalLayout.ENTRIES_OFFSET + (long) index * JournalLayout.ENTRY_LENGTH;
    }
}
