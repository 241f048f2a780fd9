package dev.shm.benchmarks.workers;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;

/** Aeron's media driver, without which nobody can publish; lives until its parent ends it. Needs {@link PeerOptions#AGRONA}. */
public final class AeronDriver {
    private AeronDriver() {}

    /**
     * Drives.
     *
     * @param arguments the folder where it keeps its files
     */
    public static void main(String[] arguments) {
        MediaDriver driver = MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(arguments[0])
                .threadingMode(
                        ThreadingMode.SHARED)); // it has to share processors with who publishes and who subscribes
        try {
            Parent.say("here");
            while (Parent.hear() != null) {
                continue;
            }
        } finally {
            driver.close();
        }
    }
}
