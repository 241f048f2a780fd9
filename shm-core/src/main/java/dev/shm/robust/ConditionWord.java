package dev.shm.robust;

/**
 * The bits of a condition's word.
 *
 * <pre>
 *   63 ─────────── 48   47 ─────────── 32   31 ─────────── 16   15 ──────────── 0
 *  ┌──────────────────┬───────────────────┬───────────────────┬───────────────────┐
 *  │ owed             │ waiting           │ epoch             │ signals           │
 *  └──────────────────┴───────────────────┴───────────────────┴───────────────────┘
 *                                         └──── the futex: the low half ──────────┘
 *
 *   waiting  threads that wait, in this epoch; those too that were killed since
 *   owed     of them, how many were signalled and have not come for it; never more than wait
 *   signals  signals so far, modulo 65536
 *   epoch    how often everybody was let go for want of an owner or a taker, modulo 65536
 *
 *   begin to wait   waiting + 1                                     (the owner of the lock)
 *   signal n        owed + n, at most waiting; signals + 1; wake n  (the owner of the lock)
 *   leave           waiting - 1; owed - 1 if there was a signal since; nothing in a later epoch
 *                                                                   (the owner of the lock, who waited)
 *   let go          waiting = owed = 0; epoch + 1; wake all         (any mourner; the heir of a dead owner;
 *                                                                    who finds no room to wait, most having died)
 * </pre>
 *
 * <p>Each is one CAS. That a count comes round to the same after 65536 steps while one thread is between two instructions
 * makes it sleep on; the signal stays owed then, and the mourner lets it go.
 */
final class ConditionWord {
    static final int MOST_WAITING = 0xFFFF;

    private static final int MASK = 0xFFFF;
    private static final int EPOCH_SHIFT = 16;
    private static final int WAITING_SHIFT = 32;
    private static final int OWED_SHIFT = 48;

    private ConditionWord() {}

    private static long word(int owed, int waiting, int epoch, int signals) {
        return (long) owed << OWED_SHIFT
                | (long) waiting << WAITING_SHIFT
                | (long) (epoch & MASK) << EPOCH_SHIFT
                | signals & MASK;
    }

    /** What a waiter remembers of the moment it began, and what it sleeps at. */
    static int half(long word) {
        return (int) word;
    }

    static int epoch(int half) {
        return half >>> EPOCH_SHIFT;
    }

    /** How many signals came after {@code earlier}, modulo 65536. */
    static int signalsBetween(int earlier, int later) {
        return later - earlier & MASK;
    }

    static int waiting(long word) {
        return (int) (word >>> WAITING_SHIFT) & MASK;
    }

    static int owed(long word) {
        return (int) (word >>> OWED_SHIFT);
    }

    static long begun(long word) {
        return word + (1L << WAITING_SHIFT);
    }

    static long signalled(long word, int count) {
        int half = half(word);
        return word(owed(word) + count, waiting(word), epoch(half), half + 1);
    }

    /** Whether one that began at {@code begin} and leaves now has been signalled: there was one since, and one is owed. */
    static boolean takesSignal(long word, int begin) {
        int half = half(word);
        return half != begin && epoch(half) == epoch(begin) && owed(word) > 0;
    }

    /** After one that began at {@code begin} has left. */
    static long left(long word, int begin) {
        int half = half(word);
        if (epoch(half) != epoch(begin)) {
            return word; // whoever let everybody go has counted it off
        }
        int waiting = Math.max(0, waiting(word) - 1);
        int owed = owed(word) - (takesSignal(word, begin) ? 1 : 0);
        return word(Math.min(owed, waiting), waiting, epoch(half), half);
    }

    static long letGo(long word) {
        int half = half(word);
        return word(0, 0, epoch(half) + 1, half);
    }
}
