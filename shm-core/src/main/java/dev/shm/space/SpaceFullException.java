package dev.shm.space;

import dev.shm.ShmException;
import java.io.IOException;
import java.nio.file.Path;

/** The file system has no room for a new file. Nothing was left behind. */
public final class SpaceFullException extends ShmException {
    private static final long serialVersionUID = 1L;
    private final long neededBytes;
    private final long freeBytes;

    SpaceFullException(Path path, long neededBytes, long freeBytes, IOException cause) {
        super(
                "no room: path=" + path + ", needed=" + neededBytes + " bytes, free=" + freeBytes
                        + " bytes; "
                        + (freeBytes < neededBytes
                                ? "delete something, make the object smaller, or the file system larger"
                                : "it may be out of inodes or over a quota (df -i, quota): delete something"),
                cause);
        this.neededBytes = neededBytes;
        this.freeBytes = freeBytes;
    }

    /** {@return how much the file would have taken, in bytes} */
    public long neededBytes() {
        return neededBytes;
    }

    /** {@return how much there was before, in bytes} */
    public long freeBytes() {
        return freeBytes;
    }
}
