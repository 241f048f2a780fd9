package dev.shm.space;

import dev.shm.ShmException;
import java.nio.file.Path;
import java.util.UUID;

/** A file is not what it has to be: foreign, cut off, corrupt, of another kind, made by a newer version. */
public final class InvalidFileException extends ShmException {
    private static final long serialVersionUID = 1L;
    private final transient Path path;

    private InvalidFileException(Path path, String message) {
        super(message);
        this.path = path;
    }

    static InvalidFileException mismatch(Path path, String what, Object expected, long actual) {
        return new InvalidFileException(
                path,
                "not a sound file of this toolkit: path=" + path + ", field=" + what + ", expected=" + expected
                        + ", actual=" + actual + "; remove it if nobody needs it");
    }

    static InvalidFileException differs(Path path, String what, Object expected, Object actual) {
        return new InvalidFileException(
                path,
                "another object than expected: path=" + path + ", " + what + ": expected=" + expected + ", actual="
                        + actual + "; open it as what it is, or take another name");
    }

    static InvalidFileException madeAnew(Path path, String what, UUID expected, UUID actual) {
        return new InvalidFileException(
                path,
                "not what was serialized: path=" + path + ", " + what + ": expected=" + expected + ", actual=" + actual
                        + "; it was deleted and made anew since: serialize the new one");
    }

    static InvalidFileException newer(Path path, String what, long known, long actual) {
        return new InvalidFileException(
                path,
                "made by a newer version: path=" + path + ", field=" + what + ", known up to=" + known + ", actual="
                        + actual + "; update this program");
    }

    static InvalidFileException notA(String expected, Path path, String actual) {
        return new InvalidFileException(
                path,
                "not " + expected + ": path=" + path + ", actual=" + actual
                        + "; take another name, or remove what is there");
    }

    /** {@return the file} */
    public Path path() {
        return path;
    }
}
