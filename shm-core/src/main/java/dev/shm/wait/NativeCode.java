package dev.shm.wait;

import com.sun.jna.Native;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Whether native code is to be had in this JVM: found out once, when first needed, and logged at DEBUG. */
final class NativeCode {
    private static final int JDK_THAT_WARNS = 24;
    private static volatile boolean asked;

    private NativeCode() {}

    /** Loads it when first asked. */
    static boolean isAvailable() {
        asked = true;
        return Loaded.AVAILABLE;
    }

    /** The same for one who can do without: false as well as long as the JDK would print a warning about it. */
    static boolean isAvailableInSilence() {
        return (asked || !wouldWarn()) && isAvailable();
    }

    /** Not before somebody needs it who can't do without: from then on the warning is printed, or it was refused. */
    private static boolean wouldWarn() {
        if (Runtime.version().feature() < JDK_THAT_WARNS) {
            return false;
        }
        try {
            // Of the module that loads the library: Module.isNativeAccessEnabled() came with Java 22.
            Object enabled = Module.class.getMethod("isNativeAccessEnabled").invoke(Native.class.getModule());
            return !Boolean.TRUE.equals(enabled);
        } catch (ReflectiveOperationException | LinkageError e) {
            return true;
        }
    }

    private static final class Loaded {
        static final boolean AVAILABLE = probe();

        private static boolean probe() {
            Logger logger = System.getLogger("dev.shm.wait");
            if ("portable".equals(System.getProperty(WaitPoints.PROPERTY))) {
                logger.log(Level.DEBUG, "waiting portably: asked for by the system property " + WaitPoints.PROPERTY);
                return false;
            }
            try {
                Futex.probe();
                logger.log(Level.DEBUG, "waiting in the kernel");
                return true;
            } catch (LinkageError | RuntimeException e) {
                logger.log(Level.DEBUG, "waiting portably: the kernel's wait is not to be had", e);
                return false;
            }
        }
    }
}
