package dev.shm.wait;

import com.sun.jna.Native;
import java.lang.System.Logger.Level;

/** Whether native code is to be had in this JVM: found out once, when first needed. If not, that is logged at DEBUG. */
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
            if ("portable".equals(System.getProperty(WaitPoints.PROPERTY))) {
                log("asked for by the system property " + WaitPoints.PROPERTY, null);
                return false;
            }
            try {
                LinkerPaths.tellJna();
                Futex.probe();
                return true; // in silence: the first logger of a JVM costs a fifth of its start
            } catch (LinkageError | RuntimeException e) {
                log("the kernel's wait is not to be had", e);
                return false;
            }
        }

        private static void log(String why, Throwable cause) {
            System.getLogger("dev.shm.wait").log(Level.DEBUG, "waiting portably: " + why, cause);
        }
    }
}
