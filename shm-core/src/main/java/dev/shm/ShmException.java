package dev.shm;

/**
 * A failure of the world outside the caller's code: a file, a disk, another process. What the caller did wrong is told
 * by the JDK's own exceptions ({@link IllegalArgumentException}, {@link IllegalStateException}, …).
 *
 * <p>Each kind of failure has a final subclass beside the class that throws it. The message reads
 * {@code what: name=value, name=value} and says what to do.
 */
public class ShmException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * For the subclasses.
     *
     * @param message what, with which values, and what to do
     */
    protected ShmException(String message) {
        super(message);
    }

    /**
     * For the subclasses.
     *
     * @param message what, with which values, and what to do
     * @param cause what was reported from below
     */
    protected ShmException(String message, Throwable cause) {
        super(message, cause);
    }
}
