package dev.shm.queues;

import dev.shm.ShmException;

/** The other end of a pipe was closed, or its process has died, and all that it had sent was received. */
public final class EndOfStreamException extends ShmException {
    private static final long serialVersionUID = 1L;

    EndOfStreamException(String message) {
        super(message);
    }
}
