package dev.shm.robust;

import dev.shm.process.Liveness;
import dev.shm.process.ProcessInfo;
import dev.shm.wait.WaitPoint;

/**
 * What surrounds a robust word: its name, its policy, the processes that may own it, and where its threads sleep. The
 * simulator has another one than production.
 */
public interface LockSite extends Liveness {
    /** {@return the name for messages, as {@code space/object}} */
    String name();

    /** {@return what becomes of it when an owner dies} */
    OwnerDeathPolicy policy();

    /**
     * Who a process is.
     *
     * @param slot from the word
     * @param incarnation from the word
     * @return {@link ProcessInfo#UNKNOWN} if that is not known any more
     */
    ProcessInfo info(int slot, long incarnation);

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

    /**
     * Tells the user, without delay for the caller, that a lock was inherited.
     *
     * @param death from whom
     */
    void warn(OwnerDeath death);

    /** Tells the mourner that somebody begins to wait. */
    void hurryMourner();

    /** {@return the time, as {@link System#nanoTime} counts it; asked only by those who have to wait} */
    default long nanoTime() {
        return System.nanoTime();
    }

    /** {@return how often a thread looks, idling in between, before it sleeps} */
    default int looksBeforeSleep() {
        return 20;
    }
}
