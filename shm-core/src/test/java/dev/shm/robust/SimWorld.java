package dev.shm.robust;

/** What a simulated thread is in: here its steps are done, or it ends for good. */
@FunctionalInterface
public interface SimWorld {
    /**
     * Does one step.
     *
     * @param operation what
     * @return what the thread learns by it: a value, 1 or 0 for yes or no, 0 for nothing
     */
    long perform(SimOperation operation);
}
