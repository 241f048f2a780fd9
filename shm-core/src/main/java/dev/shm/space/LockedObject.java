package dev.shm.space;

import dev.shm.robust.RobustLock;

/** An object in a space that has a lock of its own, as every value has. */
public interface LockedObject extends SharedObject {
    /**
     * The engine of the lock inside this object. A {@code Lock} is made of it by {@code InterProcessLock.of}.
     *
     * @return the same at every call
     */
    RobustLock ownLock();
}
