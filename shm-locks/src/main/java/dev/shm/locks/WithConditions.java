package dev.shm.locks;

import java.io.Serializable;

/** What has conditions, which arrive elsewhere as those of the same thing. */
interface WithConditions extends Serializable {
    /** {@return the condition of that number} */
    InterProcessCondition condition(int index);
}
