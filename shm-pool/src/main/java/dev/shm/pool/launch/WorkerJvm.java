package dev.shm.pool.launch;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A JVM that was started by {@link Launch}. What it writes to standard error goes where ours goes, and its end is kept.
 *
 * <p>Threads: any.
 */
public final class WorkerJvm {
    private static final int MOST_LAST_BYTES = 4 * 1024;
    private static final int MOST_LAST_LINES = 20;
    private static final int MOST_CAPTURED_BYTES = 16 * 1024 * 1024;
    private static final long LAST_WORDS_MILLIS = 200;

    private final String name;
    private final Process process;
    private final Path directory;
    private final Tail errors;
    private final Tail output; // null if it is not captured

    WorkerJvm(String name, Process process, Path directory, boolean capturesOutput) {
        this.name = name;
        this.process = process;
        this.directory = directory;
        errors = new Tail(
                process.getErrorStream(),
                capturesOutput ? OutputStream.nullOutputStream() : new FileOutputStream(FileDescriptor.err),
                capturesOutput ? MOST_CAPTURED_BYTES : MOST_LAST_BYTES);
        errors.start("dev.shm errors of " + name);
        output = capturesOutput
                ? new Tail(process.getInputStream(), OutputStream.nullOutputStream(), MOST_CAPTURED_BYTES)
                : null;
        if (output != null) {
            output.start("dev.shm output of " + name);
        }
    }

    /** {@return its process} */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** {@return its process} */
    public long pid() {
        return process.pid();
    }

    /** Kills it: SIGKILL. */
    public void kill() {
        handle().destroyForcibly(); // not by the Process, which would close the streams: its last words count
    }

    /** Asks it to end: SIGTERM. */
    public void terminate() {
        handle().destroy();
    }

    /** {@return what it wrote to standard output, if that is captured; of very much the end} */
    public String output() {
        return output == null ? "" : output.text();
    }

    /** {@return what it wrote to standard error; of much the end, where it is not captured} */
    public String errors() {
        return errors.text();
    }

    /**
     * Waits until it has ended, whatever interrupts there are.
     *
     * @return how
     */
    public Ending awaitEnd() {
        int exitCode = Uninterrupted.call(process::waitFor);
        errors.awaitEnd(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS);
        if (output != null) {
            output.awaitEnd(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS);
        }
        return new Ending(name, pid(), exitCode, lastLines(), crashLog());
    }

    private String lastLines() {
        List<String> lines = errors.text().lines().collect(Collectors.toList());
        return String.join("\n", lines.subList(Math.max(0, lines.size() - MOST_LAST_LINES), lines.size()));
    }

    /** Where the JVM puts it if not told otherwise. */
    private Path crashLog() {
        String file = "hs_err_pid" + pid() + ".log";
        for (Path folder : List.of(directory, Path.of(System.getProperty("java.io.tmpdir")))) {
            if (Files.exists(folder.resolve(file))) {
                return folder.resolve(file);
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return name + ", pid " + pid();
    }
}
