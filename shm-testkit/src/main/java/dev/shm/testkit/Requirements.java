package dev.shm.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * What a test needs from its machine. Each method returns if it is there, and else aborts the test (JUnit reports it as
 * skipped) with the reason.
 *
 * <p>Threads: any.
 */
public final class Requirements {

    private static final long TRIAL_BYTES = 65_536;
    private static final int OLDEST_JDK = 17;

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

    /** Requires the right to make time namespaces: {@code unshare -T -f}. */
    public static void timeNamespaces() {
        linux();
        command("unshare");
        Command trial = Command.run("unshare", "-T", "-f", "--monotonic", "100", "true");
        require(trial.isSuccess(), "time namespaces (" + trial + ")");
    }

    /**
     * Requires another JDK beside the one that runs, of 17 or newer.
     *
     * @return the home of the newest one
     */
    public static Path otherJdk() {
        Path own = Path.of(System.getProperty("java.home"));
        try (Stream<Path> all = Files.list(own.getParent())) {
            Optional<Path> other = all.filter(home -> feature(home) >= OLDEST_JDK)
                    .filter(home -> feature(home) != Runtime.version().feature())
                    .max(Comparator.comparingInt(Requirements::feature));
            require(other.isPresent(), "another JDK in " + own.getParent());
            return other.get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of a JDK, by its file {@code release}: {@code JAVA_VERSION="17.0.15"}; 0 if there is none there. */
    private static int feature(Path home) {
        try {
            Matcher version =
                    Pattern.compile("JAVA_VERSION=\"(\\d+)").matcher(Files.readString(home.resolve("release")));
            return version.find() && Files.isExecutable(home.resolve("bin/java"))
                    ? Integer.parseInt(version.group(1))
                    : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private static void require(boolean met, String what) {
        Assumptions.assumeTrue(met, () -> "this test requires " + what);
    }
}
