package dev.shm.benchmarks;

/** A peer is not installed, or the machine too small. The message says what to do. */
final class MissingException extends Exception {
    private static final long serialVersionUID = 1L;

    MissingException(String message) {
        super(message);
    }
}
