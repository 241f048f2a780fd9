package dev.shm.pool;

import java.io.Serializable;

/** What a {@link SharedProcess} does: a lambda or a method reference, of which all that it captures is serializable or shared. */
@FunctionalInterface
public interface ProcessBody extends Serializable {
    /**
     * Does it.
     *
     * @throws Exception ends the process with exit code 1
     */
    void run() throws Exception;
}
