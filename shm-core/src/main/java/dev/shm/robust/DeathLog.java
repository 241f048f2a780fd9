package dev.shm.robust;

import dev.shm.memory.Text;
import dev.shm.memory.Words;

/**
 * The deaths recorded at a robust word: how many, and the last two in full. The heir writes, under the lock; readers never
 * wait.
 *
 * <pre>
 *   n = deaths; write record[n % 2]; deaths = n + 1 (release)
 * </pre>
 *
 * Killed before the last step: nothing is recorded, and the next heir finds the same and does it again. Killed after it:
 * the next heir finds the victim in the last record and doesn't do it again.
 */
final class DeathLog {
    private final Words words;
    private final long base;

    DeathLog(Words words, long base) {
        this.words = words;
        this.base = base;
    }

    long count() {
        return words.getAcquire(base + RobustLayout.DEATHS_OFFSET);
    }

    /** Records a death unless it is the one that was recorded last; says whether it did. */
    boolean record(long owner, OwnerDeath death) {
        long n = count();
        if (n > 0 && isRecorded(record(n - 1), owner, death.token())) {
            return false;
        }
        long at = record(n);
        words.setPlain(at + DeathRecordLayout.OWNER_OFFSET, owner);
        words.setPlain(at + DeathRecordLayout.PID_OFFSET, death.pid());
        words.setPlain(at + DeathRecordLayout.THREAD_OFFSET, death.threadId());
        words.setPlain(at + DeathRecordLayout.TOKEN_OFFSET, death.token());
        words.setPlain(at + DeathRecordLayout.SINCE_OFFSET, death.sinceEpochMillis());
        words.setPlain(at + DeathRecordLayout.NOTICED_OFFSET, death.noticedEpochMillis());
        Text.put(words, at + DeathRecordLayout.COMMAND_OFFSET, DeathRecordLayout.COMMAND_LENGTH, death.command());
        // SYNC death-recorded: pairs with last().
        words.setRelease(base + RobustLayout.DEATHS_OFFSET, n + 1);
        return true;
    }

    /** The last death; null if there was none. */
    OwnerDeath last() {
        while (true) {
            long n = count(); // SYNC death-recorded
            if (n <= 0) {
                return null;
            }
            long at = record(n - 1);
            OwnerDeath death = new OwnerDeath(
                    words.getPlain(at + DeathRecordLayout.PID_OFFSET),
                    Text.get(words, at + DeathRecordLayout.COMMAND_OFFSET, DeathRecordLayout.COMMAND_LENGTH),
                    words.getPlain(at + DeathRecordLayout.THREAD_OFFSET),
                    words.getPlain(at + DeathRecordLayout.TOKEN_OFFSET),
                    words.getPlain(at + DeathRecordLayout.SINCE_OFFSET),
                    words.getPlain(at + DeathRecordLayout.NOTICED_OFFSET));
            // The record is written to again only after the next death is counted.
            if (words.getVolatile(base + RobustLayout.DEATHS_OFFSET) == n) {
                return death;
            }
        }
    }

    private boolean isRecorded(long at, long owner, long token) {
        return words.getPlain(at + DeathRecordLayout.OWNER_OFFSET) == owner
                && words.getPlain(at + DeathRecordLayout.TOKEN_OFFSET) == token;
    }

    private long record(long n) {
        return base + (n % 2 == 0 ? RobustLayout.FIRST_RECORD_OFFSET : RobustLayout.SECOND_RECORD_OFFSET);
    }
}
