package dev.shm.memory;

import dev.shm.ShmException;

/**
 * The file under a mapping was truncated, or its content is not what this toolkit writes. The mapping can no longer be
 * used; other objects and processes are unharmed.
 */
public final class RegionDamagedException extends ShmException {
    private static final long serialVersionUID = 1L;
    private final long offset;

    RegionDamagedException(String what, long offset, Throwable cause) {
        super(
                "memory is gone: file=" + what + ", offset=" + offset
                        + "; something truncated the file while it was in use, delete the object and make it anew",
                cause);
        this.offset = offset;
    }

    /**
     * Content that no process of this toolkit can have written.
     *
     * @param what names the memory
     * @param offset of the word, in bytes
     * @param found its content
     */
    public RegionDamagedException(String what, long offset, long found) {
        super("memory was overwritten: in=" + what + ", offset=" + offset + ", found=0x" + Long.toHexString(found)
                + "; something else writes to this file, delete the object and make it anew");
        this.offset = offset;
    }

    /** {@return where, in bytes from the beginning of the file} */
    public long offset() {
        return offset;
    }
}
