package dev.shm.robust;

/** Mends what a dead owner may have left half done. */
@FunctionalInterface
public interface RepairAction {
    /**
     * Runs in the thread that acquires, with the lock held, before {@code lock()} returns. May run again for the same death,
     * in another process, if this one dies meanwhile: so it has to be idempotent. If it throws, the lock is given back still
     * in need of repair and the exception reaches the caller of {@code lock()}.
     *
     * @param death who died; the last one if there were several
     */
    void repair(OwnerDeath death);
}
