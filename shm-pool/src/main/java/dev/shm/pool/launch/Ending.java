package dev.shm.pool.launch;

import java.nio.file.Path;

/**
 * How a process ended.
 *
 * @param name of the worker
 * @param pid the process
 * @param exitCode its exit code; 128 + the number of the signal that killed it
 * @param lastErrors the last lines that it wrote to standard error, its JVM's among them
 * @param crashLog what its JVM wrote when it crashed; null if it didn't
 */
public record Ending(String name, long pid, int exitCode, String lastErrors, Path crashLog) {
    private static final int SIGNALLED = 128;
    private static final int MOST_SIGNALS = 64;
    private static final String[] NAMES = {
        "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
        "TERM"
    };

    /** {@return the number of the signal that killed it, 0 if none did}: a program that exits with such a code looks the same */
    public int signal() {
        return exitCode > SIGNALLED && exitCode <= SIGNALLED + MOST_SIGNALS ? exitCode - SIGNALLED : 0;
    }

    /** {@return whether it was ended from outside, by SIGKILL, SIGTERM or SIGINT} */
    public boolean wasKilled() {
        String signal = signal() < NAMES.length ? NAMES[signal()] : "";
        return signal.equals("KILL") || signal.equals("TERM") || signal.equals("INT");
    }

    /** {@return such as {@code pid=12, exit code=137 (SIGKILL)}} */
    public String describe() {
        int signal = signal();
        String how =
                signal == 0 ? "" : " (" + (signal < NAMES.length ? "SIG" + NAMES[signal] : "signal " + signal) + ")";
        return "worker=" + name + ", pid=" + pid + ", exit code=" + exitCode + how
                + (crashLog == null ? "" : ", crash log=" + crashLog)
                + (lastErrors.isEmpty()
                        ? ""
                        : ", its last words:\n" + lastErrors.indent(2).stripTrailing());
    }
}
