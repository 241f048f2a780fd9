package dev.shm.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * A finished external command of few words (its output must fit into a pipe, 64 KiB).
 *
 * @param line the command line, for messages
 * @param exitCode 0 for success
 * @param output standard output and standard error, as they came
 */
record Command(String line, int exitCode, String output) {

    /** Runs a command to its end, with empty standard input, under the hang guard. */
    static Command run(String... words) {
        String line = String.join(" ", words);
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            process.getOutputStream().close();
            if (!isDone(process)) {
                process.destroyForcibly();
                throw new AssertionError("command hangs: " + line);
            }
            byte[] output = process.getInputStream().readAllBytes();
            return new Command(line, process.exitValue(), new String(output, StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("command can't be run: " + line, e);
        }
    }

    /** Sends a signal, by its name without {@code SIG}, with the {@code kill} that every shell has built in. */
    static Command kill(String signal, long pid) {
        return run("sh", "-c", "kill -s \"$1\" \"$2\"", "sh", signal, Long.toString(pid));
    }

    /** Waits for the end of a process, and returns whether it came within the limit of the hang guard. */
    static boolean isDone(Process process) {
        try {
            return process.waitFor(HangGuard.limit().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while awaiting the end of " + process, e);
        }
    }

    boolean isSuccess() {
        return exitCode == 0;
    }

    /** Returns this command, or fails with what it printed. */
    Command orFail() {
        if (!isSuccess()) {
            throw new AssertionError("command failed: " + this);
        }
        return this;
    }

    @Override
    public String toString() {
        return line + ": exitCode=" + exitCode + ", output=" + output;
    }
}
