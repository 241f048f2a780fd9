package dev.shm.sync;

import java.util.concurrent.BrokenBarrierException;

/** A barrier is broken, and this says by whom. */
public final class BreachedBarrierException extends BrokenBarrierException {
    private static final long serialVersionUID = 1L;
    private final transient Breach breach;

    BreachedBarrierException(String barrier, Breach breach) {
        super("broken: barrier=" + barrier + ", by="
                + (breach == null ? "somebody, too long ago to say whom" : breach)
                + "; the parties can reset it");
        this.breach = breach;
    }

    /** {@return who broke it; null if that was too long ago, or lost on the way, by serialization} */
    public Breach breach() {
        return breach;
    }
}
