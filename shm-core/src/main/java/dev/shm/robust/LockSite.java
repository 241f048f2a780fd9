package dev.shm.robust;

import dev.shm.process.Liveness;
import dev.shm.process.ProcessInfo;
import dev.shm.wait.WaitPlaces;

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

    /** {@return how many places the queue of a fair lock has, a power of two; 0 if it isn't fair} */
    default int places() {
        return 0;
    }

    /**
     * Where threads wait for a fair lock.
     *
     * @param offset of the first place, in bytes
     * @param count how many there are
     * @return the same at every call; made at the first, which may load native code
     */
    default WaitPlaces waitPlaces(long offset, int count) {
        throw new UnsupportedOperationException("only a fair lock has places");
    }

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

    /**
     * Tells the user, without delay for the caller, what became of what a dead process had.
     *
     * @param consequence what happened, and who died
     */
    default void warn(String consequence) {
        Warnings.log(consequence);
    }

    /**
     * The site of another lock of the same object, which serves its type only: it hands over and says nothing of it.
     *
     * @param offset of its word in the same memory, in bytes
     * @param fairness of that lock
     * @return a new one
     */
    default LockSite companion(long offset, Fairness fairness) {
        throw new UnsupportedOperationException("an object with one lock");
    }

    /**
     * The site of one of many locks of the same object, with a name of its own.
     *
     * @param offset of its word in the same memory, in bytes
     * @param itsName for messages
     * @return a new one
     */
    default LockSite oneOfMany(long offset, String itsName) {
        throw new UnsupportedOperationException("an object with one lock");
    }
}
