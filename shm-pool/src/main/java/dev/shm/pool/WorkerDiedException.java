package dev.shm.pool;

import dev.shm.ShmException;
import dev.shm.pool.launch.Ending;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** The worker that had begun a task ended in it: it was killed, crashed, or called {@code System.exit}. Other tasks are not concerned. */
public final class WorkerDiedException extends ShmException {
    private static final long serialVersionUID = 1L;

    private final long pid;
    private final int exitCode;
    private final int signal;
    private final String lastErrors;
    private final String crashLog;

    WorkerDiedException(Ending ending, int attempts) {
        super("a worker ended in a task: " + (attempts > 1 ? "attempts=" + attempts + ", " : "") + ending.describe());
        this.pid = ending.pid();
        this.exitCode = ending.exitCode();
        this.signal = ending.signal();
        this.lastErrors = ending.lastErrors();
        this.crashLog = ending.crashLog() == null ? null : ending.crashLog().toString();
    }

    /** {@return its process} */
    public long pid() {
        return pid;
    }

    /** {@return its exit code, 128 + the number of the signal if one killed it} */
    public int exitCode() {
        return exitCode;
    }

    /** {@return the number of the signal that killed it; empty if none did} */
    public OptionalInt signal() {
        return signal == 0 ? OptionalInt.empty() : OptionalInt.of(signal);
    }

    /** {@return the last lines that it wrote to standard error, its JVM's among them} */
    public String lastErrors() {
        return lastErrors;
    }

    /** {@return what its JVM wrote about its crash, if it crashed} */
    public Optional<Path> crashLog() {
        return Optional.ofNullable(crashLog).map(Path::of);
    }
}
