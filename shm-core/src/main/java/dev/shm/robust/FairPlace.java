package dev.shm.robust;

/**
 * The bits of a place in the queue of a fair lock, those of an {@link OwnerWord} with other flags.
 *
 * <pre>
 *   63   62 ─────────────── 32   31 30 29 28   27 ─────── 16   15 ─────────────── 0
 *  ┌───┬──────────────────────┬──┬──┬──┬──┬────────────────┬───────────────────────┐
 *  │ 0 │ incarnation, high 31 │ W│ 0│ 0│ 0│ slot           │ incarnation, low 16   │  waiting
 *  │ 0 │ lap, high 31         │ 0│ 0│ 0│ 0│ 0              │ lap, low 16           │  free, for the ticket of that lap
 *  │ 0 │ lap, high 31         │ 0│ 0│ 0│ G│ 0              │ lap, low 16           │  given up by the ticket of that lap
 *  └───┴──────────────────────┴──┴──┴──┴──┴────────────────┴───────────────────────┘
 *                             └──────────── the futex: the low half ───────────────┘
 *   W  its waiter may sleep: who takes W away must wake it               set by: the waiter
 *   G  given up                                                          set by: the waiter
 *
 *              CAS                   (waiter of lap n)
 *   free(n) ─────────▶ waiting ──────────────────────────────▶ given up(n)     CAS  (the waiter: in vain)
 *                       │  ▲ │ W set (the waiter), W cleared       │   │
 *                       │  └─┘ by CAS, then wake (who calls it)    │   └──▶ waiting   CAS  (a newcomer, if nobody
 *                       │                                          │                  waits behind this place)
 *                       │ store, it owns the lock   (the waiter)   │
 *                       │ or CAS, it is dead        (anyone)       │ CAS   (anyone, at the head)
 *                       └──────────────▶ free(n + 1) ◀─────────────┘
 * </pre>
 */
final class FairPlace {
    static final long SLEEPS = 1L << 31;

    private static final long GIVEN_UP = 1L << 28;
    private static final long HIGH_MASK = 0x7FFF_FFFF;
    private static final long LOW_MASK = 0xFFFF;

    private FairPlace() {}

    static long free(long lap) {
        return (lap >>> 16 & HIGH_MASK) << 32 | lap & LOW_MASK;
    }

    static long givenUp(long lap) {
        return free(lap) | GIVEN_UP;
    }

    static boolean isWaiting(long place) {
        return !OwnerWord.isFree(place);
    }
}
