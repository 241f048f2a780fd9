package dev.shm.space;

import dev.shm.ShmException;
import java.nio.file.Path;

/** A path that others may tamper with, or that this user may not use. */
public final class UnsafePathException extends ShmException {
    private static final long serialVersionUID = 1L;
    private final transient Path path;

    UnsafePathException(Path path, String what, Object expected, Object actual, String advice) {
        super("refused: path=" + path + ", " + what + ": expected=" + expected + ", actual=" + actual + "; " + advice);
        this.path = path;
    }

    /** {@return the path} */
    public Path path() {
        return path;
    }
}
