package dev.shm.wait;

/**
 * A word that threads of several processes wait at: a futex, by Linux's name. Only the low half of the word counts.
 *
 * <p>Whoever awaits looks at the word itself, before and after: a wake-up may come for no reason, and one may be missed if
 * the process that owes it is killed. The engine's mourner is there for those.
 *
 * <p>Threads: any. Processes: any. Progress: blocking. Peer crash: a wake-up it owed is missing. Allocation: little.
 */
public interface WaitPoint {
    /**
     * Blocks until woken, or the low half of the word is not as expected, or the time is over; returns at once if it isn't
     * as expected; may return for no reason.
     *
     * @param expected the low half of the word as last seen
     * @param nanos how long at most
     * @param interruptible whether an interrupt ends the wait too; the interrupt is kept
     */
    void await(int expected, long nanos, boolean interruptible);

    /**
     * The same at several words at once. All points are of the same kind.
     *
     * @param points where to wait; the first one is this
     * @param expected the low half of each word as last seen
     * @param nanos how long at most
     */
    default void awaitAny(WaitPoint[] points, int[] expected, long nanos) {
        throw new UnsupportedOperationException("waits at one word");
    }

    /**
     * Wakes threads of whatever process.
     *
     * @param count how many at most
     */
    void wake(int count);

    /** Makes all threads of this process that wait here look again. Called by the mourner. */
    void wakeLocal();

    /** {@return whether a thread of this process was interrupted and may have gone to sleep all the same} */
    default boolean hasInterrupts() {
        return false;
    }
}
