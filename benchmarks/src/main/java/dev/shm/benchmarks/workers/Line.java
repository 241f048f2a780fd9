package dev.shm.benchmarks.workers;

/** One end of what messages go through; each end uses its own half of it. */
interface Line extends AutoCloseable {
    /**
     * Puts a message: four longs, made in the place where they are to lie, a string, or an array.
     *
     * @param value of each of the longs, or of the first byte
     * @return whether there was room
     */
    boolean put(long value);

    /** {@return how many messages there were, each of which was read, longs where they lie} */
    int poll();

    @Override
    void close();
}
