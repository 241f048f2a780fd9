package dev.shm.robust;

import dev.shm.process.Incarnation;

/**
 * The bits of the word that says who owns.
 *
 * <pre>
 *   63   62 ─────────────── 32   31 30 29 28   27 ─────── 16   15 ─────────────── 0
 *  ┌───┬──────────────────────┬──┬──┬──┬──┬────────────────┬───────────────────────┐
 *  │ S │ incarnation, high 31 │W │D │I │P │ slot, 0 = free │ incarnation, low 16   │
 *  └───┴──────────────────────┴──┴──┴──┴──┴────────────────┴───────────────────────┘
 *                             └──────────── the futex: the low half ───────────────┘
 *
 *   W  somebody may sleep: who takes the owner's bits away must wake one      set by: a waiter
 *   S  starving: a free word is for those only who have waited                set by: a waiter passed over
 *   D  the thread that owns has ended, its process lives                      set by: the owner's mourner
 *   I  inconsistent: a recovery is not finished, or a repair is due           set by: the heir
 *   P  poisoned: nobody may own it again                                      set by: the heir, by policy
 *
 *               fast: CAS 0 → me                            (acquirer)
 *    ┌──────────────────────────────────────────────────────────────────────┐
 *    │          slow: CAS w → me | W | w.I      S dropped   (acquirer)        ▼
 *  free ◀──────────────────────────────────────────────────────────────── owned
 *    ▲     CAS me → 0, or CAS me|flags → I? | W,S if S, then wake  (owner)   │
 *    │                                                                        │ death (kernel)
 *    │   P: CAS → P, wake all (heir)                                          │ or D (mourner)
 *    └──────────────────────────────── owned by an heir, I ◀──────────────── dead
 *                                              │         CAS w → heir | W | I  (acquirer)
 *                                              └─ CAS I away → owned             (heir, recovery done)
 * </pre>
 */
final class OwnerWord {
    static final long WAITERS = 1L << 31;
    static final long THREAD_ENDED = 1L << 30;
    static final long INCONSISTENT = 1L << 29;
    static final long POISONED = 1L << 28;
    static final long STARVING = 1L << 63;
    static final long FREE = 0;

    private static final int SLOT_SHIFT = 16;
    private static final long SLOT_MASK = (long) Incarnation.MAX_SLOT << SLOT_SHIFT;
    private static final long NUMBER_LOW_MASK = 0xFFFF;
    private static final long OWNER_MASK = 0x7FFF_FFFF_0FFF_FFFFL;

    private OwnerWord() {}

    /** The bits that stand for a process. */
    static long owner(Incarnation process) {
        return (process.number() >>> 16) << 32
                | (long) process.slot() << SLOT_SHIFT
                | process.number() & NUMBER_LOW_MASK;
    }

    /** Who owns it, without flags. */
    static long ownerOf(long word) {
        return word & OWNER_MASK;
    }

    /** What an owner leaves of its word. */
    static long withoutOwner(long word) {
        long starving = has(word, STARVING) ? STARVING | WAITERS : 0;
        return word & INCONSISTENT | starving;
    }

    static boolean isFree(long word) {
        return (word & SLOT_MASK) == 0;
    }

    static boolean has(long word, long flag) {
        return (word & flag) != 0;
    }

    static int slot(long word) {
        return (int) ((word & SLOT_MASK) >>> SLOT_SHIFT);
    }

    static long number(long word) {
        return (word & OWNER_MASK) >>> 32 << 16 | word & NUMBER_LOW_MASK;
    }
}
