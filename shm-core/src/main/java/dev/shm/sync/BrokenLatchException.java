package dev.shm.sync;

import dev.shm.ShmException;

/** A participant of a latch ended before it had counted down what it owed, and by the latch's policy nobody waits for more. */
public final class BrokenLatchException extends ShmException {
    private static final long serialVersionUID = 1L;
    private final transient Breach breach;

    BrokenLatchException(String latch, Breach breach) {
        super("broken by a participant that owed count-downs: latch=" + latch + ", by=" + breach
                + "; delete it and make a new one");
        this.breach = breach;
    }

    /** {@return who broke it; null if that was lost on the way, by serialization} */
    public Breach breach() {
        return breach;
    }
}
