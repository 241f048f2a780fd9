package dev.shm.wait;

import java.lang.management.ManagementFactory;

/** How threads of this JVM were asked to wait, and how those of its children are asked to do the same. */
public final class SameWait {
    private static final String DENIED = "--illegal-native-access=deny";
    private static final String PORTABLE = "-D" + WaitPoints.PROPERTY + "=portable";

    private SameWait() {}

    /** {@return whether this JVM was told to wait portably, or has to} */
    public static boolean isPortable() {
        return options().length > 0;
    }

    /** {@return for a JVM that is to wait as this one does} */
    public static String[] options() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.equals(DENIED) || option.equals(PORTABLE))
                .toArray(String[]::new);
    }
}
