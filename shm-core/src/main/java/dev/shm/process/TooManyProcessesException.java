package dev.shm.process;

import dev.shm.ShmException;

/** Every slot of a space is taken by a live process. */
public final class TooManyProcessesException extends ShmException {
    private static final long serialVersionUID = 1L;
    private final int slots;

    TooManyProcessesException(String space, int slots) {
        super("no free slot: space=" + space + ", slots=" + slots
                + "; so many processes are attached, end some or make the space anew with more slots");
        this.slots = slots;
    }

    /** {@return how many processes the space has room for} */
    public int slots() {
        return slots;
    }
}
