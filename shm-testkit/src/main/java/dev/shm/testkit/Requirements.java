package dev.shm.testkit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/**
 * What a test needs from its machine. Each method returns if it is there, and else aborts the test (JUnit reports it as
 * skipped) with the reason.
 *
 * <p>Threads: any.
 */
public final class Requirements {

    private static final long TRIAL_BYTES = 65_536;

    private Requirements() {}

    /** Requires Linux. */
    public static void linux() {
        require(Linux.isHere(), "Linux");
    }

    /**
     * Requires a command.
     *
     * @param name an executable on the {@code PATH}
     */
    public static void command(String name) {
        String path = System.getenv().getOrDefault("PATH", "");
        boolean found = Arrays.stream(path.split(File.pathSeparator))
                .map(directory -> Path.of(directory, name))
                .anyMatch(Files::isExecutable);
        require(found, "the command " + name);
    }

    /** Requires the right to make PID namespaces: {@code unshare -p -f --mount-proc}. */
    public static void unshare() {
        linux();
        command("unshare");
        Command trial = Command.run("unshare", "-p", "-f", "--mount-proc", "true");
        require(trial.isSuccess(), "PID namespaces (" + trial + ")");
    }

    /** Requires Linux and its super-user, in the present user namespace. */
    public static void root() {
        linux();
        require(Linux.uid() == 0, "root");
    }

    /** Requires the right to mount a {@link TinyTmpfs}. */
    public static void tmpfsMount() {
        root();
        command("mount");
        try {
            TinyTmpfs.mount(TRIAL_BYTES).close();
        } catch (AssertionError refused) {
            require(false, "tmpfs mounts (" + refused.getMessage() + ")");
        }
    }

    private static void require(boolean met, String what) {
        Assumptions.assumeTrue(met, () -> "this test requires " + what);
    }
}
