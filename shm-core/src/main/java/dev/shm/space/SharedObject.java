package dev.shm.space;

import dev.shm.robust.RobustLock;
import java.io.Serializable;

/**
 * An object in a space that has a lock of its own, as every value has. Serialized, it travels as a {@link Reference}.
 */
public interface SharedObject extends Serializable {
    /** {@return the name in its space} */
    String name();

    /**
     * The engine of the lock inside this object. A {@code Lock} is made of it by {@code InterProcessLock.of}.
     *
     * @return the same at every call
     */
    RobustLock ownLock();
}
