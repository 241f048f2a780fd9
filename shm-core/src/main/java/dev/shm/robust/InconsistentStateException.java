package dev.shm.robust;

import dev.shm.ShmException;

/** An owner died, and what the lock guards must be repaired before anyone may use it. The lock was not acquired. */
public final class InconsistentStateException extends ShmException {
    private static final long serialVersionUID = 1L;
    private final transient OwnerDeath death;

    InconsistentStateException(String lock, OwnerDeath death) {
        super("an owner died and nobody has repaired yet: lock=" + lock + ", died=" + death
                + "; acquire it by a handle with a repair action");
        this.death = death;
    }

    /** {@return who died; null if that is not known (any more)} */
    public OwnerDeath death() {
        return death;
    }
}
