package dev.shm.queues;

import dev.shm.robust.Handling;
import dev.shm.robust.OwnerDeath;
import dev.shm.robust.RepairAction;
import dev.shm.robust.RobustLock;

/** Taking the role of a producer or consumer, which one thread has at a time. */
final class Role implements RepairAction {
    private OwnerDeath predecessor;

    private Role() {}

    /**
     * Takes it for the current thread.
     *
     * @return who died with it before; null if nobody did
     * @throws IllegalStateException if one that lives has it, and the time is over
     */
    static OwnerDeath take(RobustLock lock, String role, long nanos) throws InterruptedException {
        Role taken = new Role();
        Handling handling = Handling.DEFAULT.withRepair(taken);
        boolean had = !lock.isHeldByCurrentThread()
                && (nanos > 0 ? lock.lockInterruptibly(handling, nanos) : lock.tryLock(handling));
        if (!had) {
            throw new IllegalStateException("there is a " + role + ": role=" + lock + ", taken by="
                    + lock.report().owner().map(Object::toString).orElse("one that has just left")
                    + "; one at a time, close that or wait for it");
        }
        return taken.predecessor;
    }

    @Override
    public void repair(OwnerDeath death) {
        predecessor = death; // there is nothing to mend: what counts was done by one store
    }
}
