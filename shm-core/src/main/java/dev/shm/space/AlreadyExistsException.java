package dev.shm.space;

import dev.shm.ShmException;
import java.nio.file.Path;

/** What was to be created is there already. */
public final class AlreadyExistsException extends ShmException {
    private static final long serialVersionUID = 1L;
    private final transient Path path;

    AlreadyExistsException(String what, Path path) {
        super(what + " exists already: path=" + path + "; open it, or use openOrCreate");
        this.path = path;
    }

    /** {@return where} */
    public Path path() {
        return path;
    }
}
