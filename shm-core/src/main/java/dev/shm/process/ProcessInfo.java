package dev.shm.process;

/**
 * Who a process is, as it said itself when it attached.
 *
 * @param pid in its own PID namespace; 0 where nothing is known of it any more
 * @param command the beginning of its command line, at most 128 bytes; empty if unknown
 * @param attachedEpochMillis when it attached to the space, in milliseconds since the epoch; 0 if unknown
 */
public record ProcessInfo(long pid, String command, long attachedEpochMillis) {
    /** A process of which nothing is known any more: its slot was given to another one. */
    public static final ProcessInfo UNKNOWN = new ProcessInfo(0, "", 0);

    @Override
    public String toString() {
        return pid == 0 ? "an unknown process" : "pid " + pid + (command.isEmpty() ? "" : " (" + command + ")");
    }
}
