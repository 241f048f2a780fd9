package dev.shm.benchmarks.workers;

/** One end of what messages go through; each end uses its own half of it. */
interface Line extends AutoCloseable {
    /** Prepares a turn; nobody puts or gets before both are ready, or before all of the last turn has been got. */
    default void begin(long turn) {}

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
