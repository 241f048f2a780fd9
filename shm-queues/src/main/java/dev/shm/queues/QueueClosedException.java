package dev.shm.queues;

import dev.shm.ShmException;

/** A queue was {@linkplain SharedQueue#close closed}, by whatever process: nothing can be put, or nothing is left to be taken. */
public final class QueueClosedException extends ShmException {
    private static final long serialVersionUID = 1L;

    QueueClosedException(String message) {
        super(message);
    }
}
