package dev.shm.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A JVM that a test has started: it is spoken to by lines, stopped, killed, and always reaped.
 *
 * <pre>{@code
 * try (ChildJvm child = ChildJvm.start(Holder.class, path)) {
 *     child.awaitLine("locked");
 *     child.kill();
 *     ...
 * }
 * }</pre>
 *
 * <p>Every wait stands under the {@link HangGuard}; a failure carries all that the child has printed. The other side
 * of the conversation is {@link Child}. Children still running at the exit of this JVM are killed.
 *
 * <p>Threads: any.
 */
public final class ChildJvm implements AutoCloseable {

    /** The exit code of a process that died by SIGKILL: 128 + 9. */
    public static final int KILLED = 137;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final String name;
    private final Process process;
    private final ProcessHandle jvm;
    private final ChildOutput output;

    /** Takes over a process, which is the JVM or has it as a descendant. */
    ChildJvm(String name, Process process, ProcessHandle jvm) {
        this.name = name;
        this.process = process;
        this.jvm = jvm;
        output = ChildOutput.of(process, name);
        KillAtExit.add(jvm);
    }

    /**
     * Returns a builder for a child that is more than the defaults.
     *
     * @param main a class with a {@code main} method
     * @param arguments the arguments of {@code main}
     * @return the builder
     */
    public static ChildJvmBuilder of(Class<?> main, String... arguments) {
        return new ChildJvmBuilder(main, arguments);
    }

    /**
     * Starts a child with the defaults of {@link ChildJvmBuilder}.
     *
     * @param main a class with a {@code main} method
     * @param arguments the arguments of {@code main}
     * @return the child, to be closed by the caller
     */
    public static ChildJvm start(Class<?> main, String... arguments) {
        return of(main, arguments).start();
    }

    /**
     * Waits for a line on standard output. Lines before it are passed over, and the next call looks behind it.
     *
     * @param prefix how the line begins
     * @return the whole line, without its end
     * @throws AssertionError with all output, if the child ends first or nothing comes within the limit; then with a
     *     thread dump of the child too
     */
    public String awaitLine(String prefix) {
        String line = output.out().await(prefix, HangGuard.limit());
        if (line != null) {
            return line;
        }
        String missing = "no line with prefix \"" + prefix + "\"";
        if (!output.out().isEnded()) {
            throw struck(missing);
        }
        HangGuard.isReached(PATIENCE, () -> !isAlive());
        throw failure(missing + " before the end of the output");
    }

    /**
     * Writes a line to the child's standard input.
     *
     * @param line the line, without its end
     * @throws AssertionError with all output, if the child has closed its input, most likely by ending
     */
    public void send(String line) {
        try {
            OutputStream input = process.getOutputStream();
            input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            throw failure("can't be sent: \"" + line + "\", " + e.getMessage());
        }
    }

    /** Closes the child's standard input, so that {@link Child#awaitLine()} returns null there. */
    public void endInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException("input can't be closed: child=" + name, e);
        }
    }

    /** Sends SIGKILL to the JVM and doesn't wait for its end. Without effect on one that has ended. */
    public void kill() {
        jvm.destroyForcibly();
    }

    /**
     * Sends a signal to the JVM. {@code STOP} returns when every thread of it has stopped (on Linux).
     *
     * @param signal its name without {@code SIG}: {@code STOP}, {@code CONT}, {@code TERM}
     * @throws AssertionError if the JVM has ended
     */
    public void signal(String signal) {
        Command.kill(signal, pid()).orFail();
        if (signal.equals("STOP") && Linux.isHere()) {
            HangGuard.await("stop of " + this, () -> Linux.isStopped(pid()));
        }
    }

    /**
     * Waits for the end of the child and of its output.
     *
     * @return the exit code; 128 + the signal's number where a signal ended it, such as {@link #KILLED}
     * @throws AssertionError with all output and a thread dump of the child, if it doesn't end within the limit
     */
    public int awaitExit() {
        if (!Command.isDone(process)) {
            throw struck("no exit");
        }
        output.awaitEnd();
        return process.exitValue();
    }

    /**
     * Returns all that the child has printed to standard output.
     *
     * @return the lines so far; complete after {@link #awaitExit()}
     */
    public String output() {
        return output.out().text();
    }

    /**
     * Returns all that the child has printed to standard error.
     *
     * @return the lines so far; complete after {@link #awaitExit()}
     */
    public String errors() {
        return output.err().text();
    }

    /**
     * Returns the process id of the JVM, not of a command in front of it.
     *
     * @return the id as it is seen in the PID namespace of this JVM
     */
    public long pid() {
        return jvm.pid();
    }

    /**
     * Tells whether the child runs; one that is stopped does.
     *
     * @return false once it has ended and was reaped
     */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Kills the child if it runs, and waits for its end. Idempotent. */
    @Override
    public void close() {
        kill();
        awaitExit();
    }

    @Override
    public String toString() {
        return "child " + name + ": pid=" + pid();
    }

    private AssertionError struck(String what) {
        if (isAlive()) {
            Command.kill("QUIT", pid());
            HangGuard.isReached(PATIENCE, () -> output().contains("\nHeap") || !isAlive());
        }
        return failure(what + " within " + HangGuard.limit().toMillis() + " ms");
    }

    private AssertionError failure(String what) {
        String state = isAlive() ? "running" : "exit code " + process.exitValue();
        return new AssertionError(this + ", " + state + ": " + what + "\n" + output);
    }
}
