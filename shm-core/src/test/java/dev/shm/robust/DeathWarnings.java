package dev.shm.robust;

import java.util.logging.Level;
import java.util.logging.Logger;

/** What heirs log of the dead, in tests in which hundreds die. */
public final class DeathWarnings {
    // The JDK keeps loggers by weak references only.
    private static final Logger LOGGER = Logger.getLogger("dev.shm.robust");

    private DeathWarnings() {}

    /** Not to be logged from here on. */
    public static void silence() {
        LOGGER.setLevel(Level.SEVERE);
    }
}
