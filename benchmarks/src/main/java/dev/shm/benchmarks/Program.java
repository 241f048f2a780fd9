package dev.shm.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command that is run to its end. */
final class Program {
    private static final long LIMIT_SECONDS = 120;

    private Program() {}

    /**
     * Runs a command.
     *
     * @param command its words
     * @return what it printed on standard output
     * @throws IOException if it can't be run, fails, or takes longer than two minutes
     */
    static String run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("shm-bench-", ".out");
        Path errors = Files.createTempFile("shm-bench-", ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            boolean ended;
            try {
                ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            } finally {
                process.destroyForcibly();
            }
            if (!ended || process.exitValue() != 0) {
                throw new IOException("command failed: exit=" + (ended ? process.exitValue() : "none in time")
                        + ", command=" + command + ", errors=" + Files.readString(errors, StandardCharsets.UTF_8));
            }
            return Files.readString(output, StandardCharsets.UTF_8);
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }

    /** Says how to install a program if it is not there. */
    static void require(String name) throws MissingException {
        if (!isInstalled(name)) {
            throw new MissingException(name + " is not installed; on Debian: apt-get install " + name);
        }
    }

    /** Whether there is such a program on the path. */
    static boolean isInstalled(String name) {
        for (String directory : System.getenv().getOrDefault("PATH", "").split(":")) {
            if (Files.isExecutable(Path.of(directory, name))) {
                return true;
            }
        }
        return false;
    }
}
