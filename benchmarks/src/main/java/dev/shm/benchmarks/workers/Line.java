package dev.shm.benchmarks.workers;

/** One end of what messages of 32 bytes go through; each end uses its own half of it. */
interface Line extends AutoCloseable {
    /**
     * Puts a message, made of four longs in the place where it is to lie.
     *
     * @param value of each of them
     * @return whether there was room
     */
    boolean put(long value);

    /** {@return how many messages there were, each of which was read where it lies} */
    int poll();

    @Override
    void close();
}
