package dev.shm.locks;

import java.util.concurrent.locks.Lock;

/** The lock that a contract is about, and what can be asked of it. */
interface LockSubject {
    /** The lock; the same throughout a test, free at its beginning. */
    Lock lock();

    boolean isLocked();

    boolean isHeldByCurrentThread();

    int holdCount();

    /** How many threads sleep in it. */
    int waiters();

    /** Has another thread own the lock until that is closed. */
    default Contender heldByOther() {
        Contender holder = Contender.holding(lock());
        holder.awaitHolding();
        return holder;
    }
}
