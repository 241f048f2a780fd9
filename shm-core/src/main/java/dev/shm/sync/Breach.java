package dev.shm.sync;

import dev.shm.memory.Text;
import dev.shm.memory.Words;
import dev.shm.process.ProcessInfo;
import java.time.Instant;

/**
 * Who broke a latch or a barrier, and how.
 *
 * @param cause how
 * @param pid of the process, 0 if unknown
 * @param command the beginning of its command line, empty if unknown
 * @param noticedEpochMillis when, or when it was found dead, milliseconds since the epoch
 */
public record Breach(Cause cause, long pid, String command, long noticedEpochMillis) {
    /** How something is broken. Their order is part of the file format. */
    public enum Cause {
        /** The process died, or closed the space, while others counted on it. */
        DIED("died"),
        /** A thread was interrupted while it waited. */
        INTERRUPTED("was interrupted"),
        /** A thread waited for longer than it wanted. */
        TIMED_OUT("timed out"),
        /** The action threw an exception. */
        ACTION_THREW("had an action that threw"),
        /** The barrier was reset while threads waited. */
        RESET("reset it"),
        /** The barrier was aborted. */
        ABORTED("aborted it");

        private final String verb;

        Cause(String verb) {
            this.verb = verb;
        }
    }

    static Breach of(Cause cause, ProcessInfo process) {
        return new Breach(cause, process.pid(), process.command(), System.currentTimeMillis());
    }

    static Breach read(Words words, long at) {
        Cause[] causes = Cause.values();
        int cause = (int) words.getPlain(at + BreachLayout.CAUSE_OFFSET);
        return new Breach(
                causes[Math.max(0, Math.min(cause, causes.length - 1))],
                words.getPlain(at + BreachLayout.PID_OFFSET),
                Text.get(words, at + BreachLayout.COMMAND_OFFSET, BreachLayout.COMMAND_LENGTH),
                words.getPlain(at + BreachLayout.NOTICED_OFFSET));
    }

    /** Under the lock, before what makes it valid is committed. */
    void write(Words words, long at, long generation) {
        words.setPlain(at + BreachLayout.CAUSE_OFFSET, cause.ordinal());
        words.setPlain(at + BreachLayout.PID_OFFSET, pid);
        words.setPlain(at + BreachLayout.NOTICED_OFFSET, noticedEpochMillis);
        words.setPlain(at + BreachLayout.GENERATION_OFFSET, generation);
        Text.put(words, at + BreachLayout.COMMAND_OFFSET, BreachLayout.COMMAND_LENGTH, command);
    }

    @Override
    public String toString() {
        return (pid == 0 ? "an unknown process" : "pid " + pid)
                + (command.isEmpty() ? "" : " (" + command + ")")
                + " "
                + cause.verb
                + ", "
                + Instant.ofEpochMilli(noticedEpochMillis);
    }
}
