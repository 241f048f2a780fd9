package dev.shm.pool;

import dev.shm.pool.protocol.Failure;
import java.util.Arrays;
import java.util.concurrent.CompletionException;

/** What was thrown in a worker, as it is thrown here. */
final class Thrown {
    private Thrown() {}

    /** The exception itself with the stack trace of there, or what stands for it. */
    static Throwable of(Failure failure) {
        Throwable exception = failure.exception();
        return exception == null ? new ForeignException(failure) : exception;
    }

    /**
     * What a method throws that declares nothing checked: the exception, with the frames of who called behind its own.
     *
     * @param failure of a task
     * @return never
     */
    static RuntimeException here(Throwable failure) {
        StackTraceElement[] there = failure.getStackTrace();
        StackTraceElement[] here = new Throwable().getStackTrace();
        StackTraceElement[] both = Arrays.copyOf(there, there.length + here.length - 1);
        System.arraycopy(here, 1, both, there.length, here.length - 1);
        failure.setStackTrace(both);
        if (failure instanceof Error error) {
            throw error;
        }
        throw failure instanceof RuntimeException exception ? exception : new CompletionException(failure);
    }
}
