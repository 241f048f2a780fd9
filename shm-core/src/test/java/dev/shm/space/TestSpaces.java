package dev.shm.space;

import dev.shm.crash.CrashingDisk;
import dev.shm.memory.Disk;
import java.nio.file.Path;

/** Ways into a space that users don't have. */
public final class TestSpaces {
    private TestSpaces() {}

    /**
     * Opens or makes a space whose every step is a {@link dev.shm.crash.CrashPoint}.
     *
     * @param path its directory
     * @return the space
     */
    public static SharedSpace crashing(Path path) {
        return SharedSpace.openOrCreate(new CrashingDisk(), path, SharedSpace.SLOTS);
    }

    /**
     * Opens a space, or makes one for a few processes only.
     *
     * @param path its directory
     * @param slots how many processes it has room for, if it is made
     * @return the space
     */
    public static SharedSpace small(Path path, int slots) {
        return SharedSpace.openOrCreate(Disk.SYSTEM, path, slots);
    }
}
