package dev.shm.pool;

/**
 * A function of which there are one or more tasks.
 *
 * @param id by which workers know it again
 * @param function its bytes; null if they lie in a file, of which {@link PoolEngine} knows
 */
record Job(long id, byte[] function) {}
