package dev.shm.space;

import dev.shm.ShmException;
import java.nio.file.Path;

/** What was to be opened isn't there. */
public final class NotFoundException extends ShmException {
    private static final long serialVersionUID = 1L;
    private final transient Path path;

    NotFoundException(String what, Path path) {
        super(what + " not found: path=" + path + "; create it, or use openOrCreate");
        this.path = path;
    }

    /** {@return where} */
    public Path path() {
        return path;
    }
}
