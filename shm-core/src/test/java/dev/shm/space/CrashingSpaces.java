package dev.shm.space;

import dev.shm.crash.CrashingDisk;
import java.nio.file.Path;

/** The way in for processes that are to die. */
public final class CrashingSpaces {
    private CrashingSpaces() {}

    /**
     * Opens or makes a space whose every step is a {@link dev.shm.crash.CrashPoint}.
     *
     * @param path its directory
     * @return the space
     */
    public static SharedSpace openOrCreate(Path path) {
        return SharedSpace.openOrCreate(new CrashingDisk(), path, SharedSpace.SLOTS);
    }
}
