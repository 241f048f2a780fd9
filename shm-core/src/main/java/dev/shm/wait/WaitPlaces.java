package dev.shm.wait;

/**
 * Words side by side, at each of which one thread of some process waits at a time: so that exactly that one can be woken.
 * What is said of a {@link WaitPoint} holds for each.
 *
 * <p>Threads: any. Processes: any. Progress: blocking. Peer crash: a wake-up it owed is missing. Allocation: little.
 */
public interface WaitPlaces {
    /**
     * Blocks until woken, or the low half of the word is not as expected, or the time is over; returns at once if it isn't
     * as expected; may return for no reason.
     *
     * @param place which word, from 0
     * @param expected the low half of the word as last seen
     * @param nanos how long at most
     * @param soon whether it is likely to be the next one to be woken: a thread that waits without the kernel looks often
     * @param interruptible whether an interrupt ends the wait too; the interrupt is kept
     */
    void await(int place, int expected, long nanos, boolean soon, boolean interruptible);

    /**
     * Wakes the thread that waits at a word, of whatever process.
     *
     * @param place which word, from 0
     */
    void wake(int place);

    /** Makes all threads of this process that wait here look again. */
    void wakeLocal();

    /** {@return whether a thread of this process was interrupted and may have gone to sleep all the same} */
    boolean hasInterrupts();
}
