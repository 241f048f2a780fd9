package dev.shm.robust;

/**
 * What one can wait for together with others, by a {@code WaitSet}: an event is ready while it is set, a latch when it is at 0 or
 * broken, the end of a process when that is dead or has closed the space.
 */
public interface Awaitable {
    /** {@return whether it need not be waited for; over as soon as it is said, where somebody can take it back} */
    default boolean isReady() {
        return awaited().isReady();
    }

    /** {@return its engine} */
    Awaited awaited();
}
