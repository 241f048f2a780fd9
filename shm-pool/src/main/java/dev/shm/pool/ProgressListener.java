package dev.shm.pool;

/** Hears how far a call of {@code map} has come. */
@FunctionalInterface
public interface ProgressListener {
    /**
     * More is done. Called in the thread that waits for the results, or in one that completes futures.
     *
     * @param done how many elements
     * @param total of how many
     */
    void progress(long done, long total);
}
