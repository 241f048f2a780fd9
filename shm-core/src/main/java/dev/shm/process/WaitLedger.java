package dev.shm.process;

import dev.shm.memory.Words;

/**
 * For which objects how many threads of this process wait, written where the others can read it.
 *
 * <p>An entry belongs to a process, so a dead one's waiters are not counted without anybody having to clean up. A process
 * that waits for more than 16 objects at once shows 16 of them.
 */
public final class WaitLedger {
    private final Words words;
    private final long waits;

    WaitLedger(Words words, int slot) {
        this.words = words;
        this.waits = SlotLayout.slot(slot) + SlotLayout.WAITS_OFFSET;
    }

    /**
     * Publishes how many threads of this process wait for an object.
     *
     * @param key of the object, not 0
     * @param count how many; 0 takes the entry away
     */
    public synchronized void publish(long key, int count) {
        long free = -1;
        for (int i = 0; i < SlotLayout.WAITS; i++) {
            long entry = waits + (long) i * SlotLayout.WAIT_LENGTH;
            long found = words.getPlain(entry); // plain: only this process writes it, under this monitor
            if (found == key) {
                words.setPlain(entry + Long.BYTES, count);
                if (count == 0) {
                    words.setRelease(entry, 0);
                }
                return;
            }
            if (found == 0 && free < 0) {
                free = entry;
            }
        }
        if (free >= 0 && count > 0) {
            words.setPlain(free + Long.BYTES, count);
            words.setRelease(free, key);
        }
    }

    /** What a process has published for an object. */
    static int count(Words words, int slot, long key) {
        long waits = SlotLayout.slot(slot) + SlotLayout.WAITS_OFFSET;
        for (int i = 0; i < SlotLayout.WAITS; i++) {
            long entry = waits + (long) i * SlotLayout.WAIT_LENGTH;
            if (words.getAcquire(entry) == key) {
                return (int) words.getPlain(entry + Long.BYTES);
            }
        }
        return 0;
    }

    /** Makes all entries of a slot free, before it is published. */
    static void clear(Words words, int slot) {
        long waits = SlotLayout.slot(slot) + SlotLayout.WAITS_OFFSET;
        for (int i = 0; i < SlotLayout.WAITS * SlotLayout.WAIT_LENGTH; i += Long.BYTES) {
            words.setPlain(waits + i, 0);
        }
    }
}
