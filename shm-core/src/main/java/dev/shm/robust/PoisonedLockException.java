package dev.shm.robust;

import dev.shm.ShmException;

/** An owner died, and by the lock's policy nobody may acquire it again. */
public final class PoisonedLockException extends ShmException {
    private static final long serialVersionUID = 1L;
    private final transient OwnerDeath death;

    PoisonedLockException(String lock, OwnerDeath death) {
        super("poisoned by the death of an owner: lock=" + lock + ", died=" + death
                + "; delete it and make it and what it guards anew");
        this.death = death;
    }

    /** {@return who died; null if that is not known (any more)} */
    public OwnerDeath death() {
        return death;
    }
}
