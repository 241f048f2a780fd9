package dev.shm.robust;

import dev.shm.wait.WaitPoint;

/** What surrounds a word that threads wait at: where they sleep, and who is told. The simulator has another one. */
public interface WaitSite {
    /** {@return where threads sleep; made at the first call, which may load native code} */
    WaitPoint waitPoint();

    /**
     * Tells the other processes how many threads of this one wait.
     *
     * @param count how many
     */
    void publishWaiters(int count);

    /** {@return how many threads of all live processes wait} */
    int waiters();

    /** Tells the mourner that somebody begins to wait. */
    void hurryMourner();

    /** {@return the time, as {@link System#nanoTime} counts it; asked only by those who have to wait} */
    default long nanoTime() {
        return System.nanoTime();
    }

    /**
     * {@return when a wait that begins now is over}
     * @param nanos how long it may take; {@code Long.MAX_VALUE} for ever
     */
    default long deadline(long nanos) {
        return nanos == Long.MAX_VALUE ? 0 : nanoTime() + nanos;
    }

    /**
     * {@return how much is left of a wait; not positive if it is over}
     * @param deadline when it is
     * @param nanos how long it might take at its beginning
     */
    default long left(long deadline, long nanos) {
        return nanos == Long.MAX_VALUE ? nanos : deadline - nanoTime();
    }

    /**
     * {@return how long one sleeps that was woken in vain, while others have their turns; with each sleep in which nobody has one it
     * is doubled}
     */
    default long napNanos() {
        return 20_000_000;
    }

    /** {@return how often a thread looks, idling in between, before it sleeps} */
    default int looksBeforeSleep() {
        return 20;
    }
}
