package dev.shm.pool.worker;

import dev.shm.crash.CrashPoint;
import dev.shm.space.TestSpaces;
import dev.shm.testkit.Child;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The program of a worker, of which the first one dies before its N-th step. Given as an option of the JVM it is what {@code java} takes for
 * the main class, and what the pool says behind it are its arguments.
 */
public final class CrashingMain {
    /** The system property with the step. */
    public static final String STEP = "test.crash.step";

    /** The system property that says whether each plain store is a step. */
    public static final String EVERY = "test.crash.every";

    /** The system property with a folder in which the first one says that it is the first one. */
    public static final String FOLDER = "test.crash.folder";

    private static volatile boolean armed;

    private CrashingMain() {}

    /**
     * Runs it.
     *
     * @param arguments the real main class, and its arguments
     * @throws Throwable what that throws
     */
    public static void main(String[] arguments) throws Throwable {
        if (isFirst()) {
            Child.prepareToDie();
            armed = true;
            CrashPoint.arm(Integer.getInteger(STEP), Boolean.getBoolean(EVERY));
            // Whoever opens the space after this gets the same stay in it.
            TestSpaces.crashing(Path.of(arguments[arguments.length - 1]));
        }
        Main.main(Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    private static boolean isFirst() throws IOException {
        try {
            Files.createFile(Path.of(System.getProperty(FOLDER), "first"));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    /** {@return whether this is the first one, which from here on does not die} */
    public static boolean survive() {
        CrashPoint.disarm();
        return armed;
    }
}
