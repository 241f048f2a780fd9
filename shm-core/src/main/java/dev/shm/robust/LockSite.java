package dev.shm.robust;

import dev.shm.process.Liveness;
import dev.shm.process.ProcessInfo;

/**
 * What surrounds a robust word: its name, its policy, the processes that may own it, and where its threads sleep. The
 * simulator has another one than production.
 */
public interface LockSite extends Liveness, WaitSite {
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

    /**
     * The site of another word of the same object, such as a condition's.
     *
     * @param offset of the word in the same memory, in bytes
     * @return a new one
     */
    WaitSite neighbour(long offset);

    /**
     * Tells the user, without delay for the caller, that a lock was inherited.
     *
     * @param death from whom
     */
    void warn(OwnerDeath death);

    /** {@return how often a thread looks, idling in between, before it sleeps} */
    default int looksBeforeSleep() {
        return 20;
    }
}
