package dev.shm.queues;

import dev.shm.ShmException;

/**
 * An element could not be decoded: it was written by another codec or class, is forbidden by a filter, or was damaged. If it was to
 * be taken it is, and reaches nobody else; if it was only to be looked at it stays. The elements behind it are not concerned.
 */
public final class UndecodableElementException extends ShmException {
    private static final long serialVersionUID = 1L;

    private final long position;

    UndecodableElementException(String queue, long position, int lengthBytes, boolean taken, Throwable cause) {
        super(
                "undecodable: from=" + queue + ", position=" + position + ", bytes=" + lengthBytes + ", because="
                        + cause + "; "
                        + (taken ? "it was skipped, go on with the next one" : "it stays until it is taken"),
                cause);
        this.position = position;
    }

    /** {@return which one it was: how many elements were put before it} */
    public long position() {
        return position;
    }
}
