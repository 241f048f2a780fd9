package dev.shm.robust;

import dev.shm.memory.Words;
import dev.shm.process.Incarnation;
import dev.shm.process.ProcessInfo;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;

/**
 * A fixed number of seats of an object, of which a process may have several, each with a word that its owner alone changes. The
 * seats of a dead process are anybody's.
 *
 * <p>One {@linkplain #take takes} a seat under a lock of the object: value = v, owner = me. Killed before the last step, it has
 * none. One leaves it by owner = 0, which needs no lock.
 *
 * <p>Threads: any. Processes: any. Progress: wait-free. Peer crash: its seats come free. Allocation: little.
 */
public final class Seats {
    private final Words words;
    private final long base;
    private final int count;
    private final LockSite site;
    private final long me;
    private final Set<Long> dead = ConcurrentHashMap.newKeySet();

    /**
     * The seats of one object.
     *
     * @param words the memory
     * @param base where their {@link #lengthBytes} begin
     * @param count how many there are
     * @param self this process
     * @param site says who is dead
     */
    public Seats(Words words, long base, int count, Incarnation self, LockSite site) {
        this.words = words;
        this.base = base;
        this.count = count;
        this.site = site;
        this.me = OwnerWord.owner(self);
    }

    /**
     * {@return how many bytes of shared memory they take}
     * @param count how many there are
     */
    public static int lengthBytes(int count) {
        return (count + 1) * SeatLayout.LENGTH;
    }

    // ---- for one that has, or wants, a seat ----

    /**
     * Takes a seat. Under the lock.
     *
     * @param value what its word is to be
     * @return which one; -1 if all are taken by processes that are not known to be dead
     */
    public int take(long value) {
        for (int seat = 0; seat < count; seat++) {
            if (owner(seat) == 0 || isKnownDead(seat)) {
                words.setVolatile(entry(seat) + SeatLayout.OWNER_OFFSET, 0);
                if (seat >= highest()) {
                    words.setRelease(base + SeatLayout.HIGHEST_OFFSET, seat + 1L);
                }
                setValue(seat, value);
                words.setVolatile(entry(seat) + SeatLayout.OWNER_OFFSET, me);
                return seat;
            }
        }
        return -1;
    }

    /**
     * {@return the word of a seat}
     * @param seat below {@link #highest}
     */
    public long value(int seat) {
        return words.getVolatile(entry(seat) + SeatLayout.VALUE_OFFSET);
    }

    /**
     * Changes the word of one's own seat, with volatile effect.
     *
     * @param seat the own one
     * @param value the new one
     */
    public void setValue(int seat, long value) {
        words.setVolatile(entry(seat) + SeatLayout.VALUE_OFFSET, value);
    }

    /**
     * Gives the own seat back.
     *
     * @param seat the own one
     */
    public void leave(int seat) {
        words.setVolatile(entry(seat) + SeatLayout.OWNER_OFFSET, 0);
    }

    /** Gives all seats of this process back. */
    public void leaveAll() {
        for (int seat = highest() - 1; seat >= 0; seat--) {
            if (owner(seat) == me) {
                leave(seat);
            }
        }
    }

    // ---- for those who look at all of them ----

    /** {@return below which number all seats are that were ever taken} */
    public int highest() {
        return (int) Math.max(0, Math.min(words.getVolatile(base + SeatLayout.HIGHEST_OFFSET), count));
    }

    /**
     * {@return whether a seat is taken, by a process that was not found dead}
     * @param seat below {@link #highest}
     */
    public boolean isTaken(int seat) {
        return owner(seat) != 0 && !isKnownDead(seat);
    }

    /** {@return how many are taken by processes that were not found dead} */
    public int taken() {
        int taken = 0;
        for (int seat = highest() - 1; seat >= 0; seat--) {
            taken += isTaken(seat) ? 1 : 0;
        }
        return taken;
    }

    /**
     * Looks up in the system, which takes a while, whether processes are dead that have a seat. Not under the lock.
     *
     * @param matters of seats with such a word
     * @return whether a process is dead that has one: it is to be {@linkplain #settle settled}
     */
    public boolean isAnyDead(LongPredicate matters) {
        boolean any = false;
        Set<Long> asked = new HashSet<>();
        for (int seat = highest() - 1; seat >= 0; seat--) {
            long owner = owner(seat);
            if (owner != 0 && owner != me && matters.test(value(seat)) && asked.add(owner)) {
                if (!dead.contains(owner) && site.isDead(OwnerWord.slot(owner), OwnerWord.number(owner))) {
                    dead.add(owner);
                }
                any |= dead.contains(owner);
            }
        }
        return any;
    }

    /** {@return whether a process was found dead that has a seat} */
    public boolean isAnyKnownDead() {
        for (int seat = highest() - 1; !dead.isEmpty() && seat >= 0; seat--) {
            if (owner(seat) != 0 && isKnownDead(seat)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Gives back the seats of processes that were found dead, records it, and warns. Under the lock.
     *
     * @param lock in whose record it is to stand
     * @param consequence for the warning: what it means
     */
    public void settle(RobustLock lock, String consequence) {
        for (int seat = highest() - 1; !dead.isEmpty() && seat >= 0; seat--) {
            long owner = owner(seat);
            if (owner != 0 && isKnownDead(seat)) {
                ProcessInfo process = site.info(OwnerWord.slot(owner), OwnerWord.number(owner));
                OwnerDeath death =
                        new OwnerDeath(process.pid(), process.command(), 0, 0, 0, System.currentTimeMillis());
                if (lock.deaths().record(owner, death)) {
                    Warnings.log(consequence + ", died=" + death);
                }
                leave(seat);
            }
        }
    }

    private boolean isKnownDead(int seat) {
        return !dead.isEmpty() && dead.contains(owner(seat));
    }

    private long owner(int seat) {
        return words.getAcquire(entry(seat) + SeatLayout.OWNER_OFFSET);
    }

    private long entry(int seat) {
        return base + (seat + 1L) * SeatLayout.LENGTH;
    }
}
