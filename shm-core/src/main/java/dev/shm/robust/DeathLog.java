package dev.shm.robust;

/**
 * The deaths recorded at a robust word: how many, and the last two. The heir writes, under the lock; readers never wait.
 *
 * <pre>
 *   n = deaths; write record[n % 2]; deaths = n + 1 (release)
 * </pre>
 *
 * Killed before the last step: nothing is recorded, and the next heir finds the same and does it again. Killed after it:
 * the next heir finds the victim in the last record and doesn't do it again.
 */
abstract class DeathLog {
    /** How many there were. */
    abstract long count();

    /** The {@code n}th in the log, from 0; only the last two are there. */
    abstract OwnerDeath read(long n);

    /** Whether the {@code n}th is this one. */
    abstract boolean isRecorded(long n, long owner, OwnerDeath death);

    abstract void write(long n, long owner, OwnerDeath death);

    abstract void setCount(long count);

    /** Records a death unless it is the one that was recorded last; says whether it did. */
    final boolean record(long owner, OwnerDeath death) {
        long n = count();
        if (n > 0 && isRecorded(n - 1, owner, death)) {
            return false;
        }
        write(n, owner, death);
        // SYNC death-recorded: pairs with last().
        setCount(n + 1);
        return true;
    }

    /** The last death; null if there was none. */
    final OwnerDeath last() {
        while (true) {
            long n = count(); // SYNC death-recorded
            if (n <= 0) {
                return null;
            }
            OwnerDeath death = read(n - 1);
            // The record is written to again only after the next death is counted.
            if (count() == n) {
                return death;
            }
        }
    }
}
