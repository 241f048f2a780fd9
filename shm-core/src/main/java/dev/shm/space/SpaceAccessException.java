package dev.shm.space;

import dev.shm.ShmException;
import java.io.IOException;
import java.nio.file.Path;

/** The operating system refused something; its own words are in the cause. */
public final class SpaceAccessException extends ShmException {
    private static final long serialVersionUID = 1L;
    private final transient Path path;

    SpaceAccessException(String what, Path path, IOException cause, String advice) {
        super("cannot " + what + ": path=" + path + ", reason=" + cause + "; " + advice, cause);
        this.path = path;
    }

    /** {@return where} */
    public Path path() {
        return path;
    }
}
