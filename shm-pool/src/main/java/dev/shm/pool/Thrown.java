package dev.shm.pool;

import dev.shm.pool.protocol.Failure;

/** What was thrown in a worker, as it is thrown here. */
final class Thrown {
    private Thrown() {}

    /** The exception itself with the stack trace of there, or what stands for it. */
    static Throwable of(Failure failure) {
        Throwable exception = failure.exception();
        return exception == null ? new ForeignException(failure) : exception;
    }
}
