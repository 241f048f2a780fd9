package dev.shm.pool;

import dev.shm.ShmException;
import dev.shm.pool.protocol.Failure;

/**
 * Stands for an exception that can't be had here: its class is known only where it was thrown, or something in it can't be sent. It has
 * its text and its stack trace.
 */
public final class ForeignException extends ShmException {
    private static final long serialVersionUID = 1L;

    private final String className;

    ForeignException(Failure failure) {
        super("thrown in another JVM: class=" + failure.className() + ", text=" + failure.text()
                + "; make the class and all of its fields Serializable, and let both JVMs know it");
        this.className = failure.className();
        setStackTrace(failure.trace());
    }

    /** {@return the class of the exception that it stands for} */
    public String className() {
        return className;
    }
}
