package dev.shm.locks;

import dev.shm.wait.WaitPoints;
import java.lang.management.ManagementFactory;

/** How threads of this JVM were asked to wait, and how those of its children are asked to do the same. */
final class SameWait {
    private static final String DENIED = "--illegal-native-access=deny";
    private static final String PORTABLE = "-D" + WaitPoints.PROPERTY + "=portable";

    private SameWait() {}

    /** Whether this JVM was told to wait portably, or has to. */
    static boolean isPortable() {
        return options().length > 0;
    }

    /** For a JVM that is to wait as this one does. */
    static String[] options() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.equals(DENIED) || option.equals(PORTABLE))
                .toArray(String[]::new);
    }
}
