package dev.shm.pool;

import dev.shm.ShmException;

/** A JVM could not be started, or did not come so far as to run anything. */
public final class WorkerStartException extends ShmException {
    private static final long serialVersionUID = 1L;

    WorkerStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
