package dev.shm.pool.protocol;

import java.io.Serializable;

/** A function as it travels: what a worker calls, whatever the user has called it. */
public interface Work extends Serializable {
    /**
     * Does it.
     *
     * @param arguments as they were given to the pool
     * @return the results; not null
     * @throws Exception what the user's function throws
     */
    Object[] run(Object[] arguments) throws Exception;
}
