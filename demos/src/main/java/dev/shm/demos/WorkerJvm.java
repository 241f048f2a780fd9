package dev.shm.demos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM that a demo has started, with the class path of this one. It is talked to by lines through its standard input and
 * output; the other side is {@link Parent}. What it prints to standard error appears on ours.
 */
final class WorkerJvm {
    private static final int SIGNALLED = 128;
    private static final int FIRST_WITH_NATIVE_ACCESS_WARNING = 24;

    private final Process process;
    private final BufferedReader lines;

    private WorkerJvm(Process process) {
        this.process = process;
        lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static WorkerJvm start(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // The library needs none of these. A JVM that lives for a moment is done sooner without the second compiler,
        // and
        // leaves nothing in /tmp when it is killed.
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:+UseSerialGC");
        command.add("-XX:-UsePerfData");
        if (Runtime.version().feature() >= FIRST_WITH_NATIVE_ACCESS_WARNING) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.add(main.getName());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        // Not as an argument: it would fill what `ps` and a space's table of processes show of the command.
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        try {
            return new WorkerJvm(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("a worker can't be started: " + e.getMessage(), e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Tells the worker something. If it has ended, the next {@link #awaitLine} will say so. */
    void send(String line) {
        try {
            OutputStream input = process.getOutputStream();
            input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            // Nobody is there to be told.
        }
    }

    /** The next line it says; null if it ends, in whatever way, without saying more. */
    String awaitLine() {
        String line;
        try {
            line = lines.readLine();
        } catch (IOException e) {
            line = null;
        }
        if (line == null) {
            Stage.restIfInterrupted();
        }
        return line;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
    }

    int awaitExit() {
        boolean wasInterrupted = false;
        try {
            while (true) {
                try {
                    return process.waitFor();
                } catch (InterruptedException e) {
                    wasInterrupted = true;
                }
            }
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** How it ended, as the end of a sentence. */
    String describeExit() {
        int status = awaitExit();
        return switch (status) {
            case SIGNALLED + 2 -> "was interrupted (SIGINT)";
            case SIGNALLED + 6 -> "crashed (SIGABRT)";
            case SIGNALLED + 9 -> "was killed (SIGKILL)";
            case SIGNALLED + 15 -> "was terminated (SIGTERM)";
            default -> "ended with exit status " + status;
        };
    }
}
