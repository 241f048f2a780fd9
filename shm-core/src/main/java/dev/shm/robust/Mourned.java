package dev.shm.robust;

/** What the mourner looks after. */
public interface Mourned {
    /** Whether a thread of this process owns it: then somebody has to see if that thread ends. */
    boolean isOwnedHere();

    /** Whether threads of this process wait for it: then it is looked at often. */
    boolean isAwaited();

    /** Looks once: is the owner dead, has its thread ended, is a wake-up missing? */
    void visit();

    /** Makes all threads of this process that wait for it look again. */
    void wakeLocal();
}
