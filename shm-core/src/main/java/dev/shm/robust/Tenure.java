package dev.shm.robust;

import dev.shm.memory.Words;
import dev.shm.process.Incarnation;
import dev.shm.process.ProcessInfo;

/**
 * What one process, with all its threads, has from when it takes it until it gives it up or dies; from then on it is over, and
 * nobody can take it any more.
 *
 * <pre>
 *   63   62 ───────────────── 32   31 ── 28   27 ─────── 16   15 ──────────────── 0
 *  ┌───┬─────────────────────────┬──────────┬───────────────┬───────────────────────┐
 *  │ 0 │ incarnation, high 31    │ 0        │ slot          │ incarnation, low 16   │  had, as in OwnerWord
 *  │ 0 │ the PID of who had it   │ 0        │ 0             │ 1                     │  given up
 *  └───┴─────────────────────────┴──────────┴───────────────┴───────────────────────┘
 *
 *      CAS 0 → me (anybody)          CAS me → given up (who has it)
 *   0 ─────────────────────▶ had ─────────────────────────────────▶ over
 *                             └────────── death (kernel) ───────────▶ over
 * </pre>
 *
 * <p>Threads: any. Processes: any. Progress: lock-free. Peer crash: what it had is over. Allocation: none.
 */
public final class Tenure {
    /** How many bytes of shared memory it takes. */
    public static final int LENGTH = 64;

    private static final long NOBODY = 0;
    private static final long GIVEN_UP = 1;
    private static final long MOST_PID = Integer.MAX_VALUE;

    private final Words words;
    private final long offset;
    private final LockSite site;
    private final long me;
    private volatile long dead; // who was found dead: there is one at most, for nobody takes it after that

    /**
     * The tenure of one place.
     *
     * @param words the memory
     * @param offset where its {@link #LENGTH} bytes begin
     * @param self this process
     * @param site says who is dead
     */
    public Tenure(Words words, long offset, Incarnation self, LockSite site) {
        this.words = words;
        this.offset = offset;
        this.site = site;
        this.me = OwnerWord.owner(self);
    }

    // ---- for this process ----

    /** {@return whether this process has it now: it had it already, or nobody ever had} */
    public boolean take() {
        return words.compareAndSet(offset, NOBODY, me) || isMine();
    }

    /** {@return whether this process has it} */
    public boolean isMine() {
        return word() == me;
    }

    /** Gives it up, for good. Without effect if this process does not have it. */
    public void giveUp() {
        if (isMine()) {
            long pid = info(me).pid();
            long told = pid < 0 || pid > MOST_PID ? 0 : pid;
            words.compareAndSet(offset, me, told << Integer.SIZE | GIVEN_UP);
        }
    }

    // ---- for all ----

    /** {@return whether it was given up, or who had it was found dead already; costs next to nothing} */
    public boolean isKnownOver() {
        long word = word();
        return word != NOBODY && (OwnerWord.isFree(word) || word == dead);
    }

    /** {@return whether it was given up, or who had it is dead; may look that up in the system, which takes a while} */
    public boolean isOver() {
        long word = word();
        boolean known = word == NOBODY || word == me || OwnerWord.isFree(word) || word == dead;
        if (!known && site.isDead(OwnerWord.slot(word), OwnerWord.number(word))) {
            dead = word;
        }
        return isKnownOver();
    }

    private long word() {
        return words.getVolatile(offset);
    }

    private ProcessInfo info(long word) {
        return site.info(OwnerWord.slot(word), OwnerWord.number(word));
    }

    /** {@return who has it, or had it, for people, as {@code pid 12 died with it}} */
    public String describe() {
        long word = word();
        if (word == NOBODY) {
            return "nobody has had it yet";
        }
        if (OwnerWord.isFree(word)) {
            long pid = word >>> Integer.SIZE;
            return (pid == 0 ? "an unknown process" : "pid " + pid) + " has closed it";
        }
        if (word == me) {
            return "this process has it";
        }
        return info(word) + (word == dead ? " died with it" : " has it");
    }
}
