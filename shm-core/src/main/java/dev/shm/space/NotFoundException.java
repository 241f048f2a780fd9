package dev.shm.space;

import dev.shm.ShmException;
import java.nio.file.Path;

/** What was to be opened isn't there. */
public final class NotFoundException extends ShmException {
    private static final long serialVersionUID = 1L;
    private final transient Path path;

    NotFoundException(String what, Path path) {
        this(what, path, "create it, or use openOrCreate");
    }

    private NotFoundException(String what, Path path, String advice) {
        super(what + " not found: path=" + path + "; " + advice);
        this.path = path;
    }

    /** A new one of the same name would not do: a reference is to the one that was serialized. */
    static NotFoundException referredTo(String what, Path path) {
        return new NotFoundException(
                what, path, "it was deleted since it was serialized, or this process sees other files at that path");
    }

    /** {@return where} */
    public Path path() {
        return path;
    }
}
