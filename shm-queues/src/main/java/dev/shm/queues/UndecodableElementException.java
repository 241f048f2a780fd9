package dev.shm.queues;

import dev.shm.ShmException;

/**
 * An element could not be decoded: it was written by another codec or class, is forbidden by a filter, or was damaged. It is
 * taken, and reaches nobody else; the elements behind it are not concerned.
 */
public final class UndecodableElementException extends ShmException {
    private static final long serialVersionUID = 1L;

    private final long position;

    UndecodableElementException(String queue, long position, int lengthBytes, Throwable cause) {
        super(
                "undecodable: from=" + queue + ", position=" + position + ", bytes=" + lengthBytes + ", because="
                        + cause + "; it was skipped, go on with the next one",
                cause);
        this.position = position;
    }

    /** {@return which one it was: how many elements were put before it} */
    public long position() {
        return position;
    }
}
