package dev.shm.queues;

import dev.shm.ShmException;

/** The other end of a pipe was closed, or its process has died: nobody will receive what is sent. */
public final class BrokenPipeException extends ShmException {
    private static final long serialVersionUID = 1L;

    BrokenPipeException(String message) {
        super(message);
    }
}
