package dev.shm.process;

import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * The open {@code /proc/<pid>/stat} of one process. Reading it again takes a third of what opening it does, and a mourner
 * does it a hundred times a second. The descriptor stands for the process, not for its PID: once the process is gone, it
 * can't be read any more.
 */
final class Watch {
    private static final int LINE_BYTES = 512; // more than the fields that are needed
    private static final int LONGEST_NAME = 16;

    private final long pid;
    private final long startTicks;
    private final RandomAccessFile stat;
    private final byte[] line = new byte[LINE_BYTES];

    private Watch(long pid, long startTicks, RandomAccessFile stat) {
        this.pid = pid;
        this.startTicks = startTicks;
        this.stat = stat;
    }

    /** Opens the file; null if there is no such process. */
    static Watch open(long pid, long startTicks) {
        try {
            RandomAccessFile stat = new RandomAccessFile("/proc/" + pid + "/stat", "r");
            // Behind the opening: from here on it is the same process or none.
            if (ProcFs.startTicks(pid) == startTicks) {
                return new Watch(pid, startTicks, stat);
            }
            stat.close();
        } catch (IOException e) {
            return null;
        }
        return null;
    }

    boolean isOf(long otherPid, long otherStartTicks) {
        return pid == otherPid && startTicks == otherStartTicks;
    }

    /** What is to be seen of the process now. */
    Sign look() {
        try {
            stat.seek(0);
            int length = stat.read(line);
            return isLeaderRunning(length) ? Sign.RUNS : ProcFs.look(pid, startTicks);
        } catch (IOException e) {
            return Sign.NONE;
        }
    }

    /** {@code <pid> (<name>) <state> <ppid> <pgrp> <session> <tty> <tpgid> <flags> …}, where the name may be anything. */
    private boolean isLeaderRunning(int length) {
        int at = Math.min(length, LONGEST_NAME + Long.toString(pid).length() + " ()".length());
        while (at > 0 && line[at - 1] != ')') {
            at--;
        }
        int state = at + 1;
        if (at == 0 || state >= length || line[state] == 'Z' || line[state] == 'X') {
            return false;
        }
        at = state;
        for (int field = ProcFs.STATE_FIELD; field < ProcFs.FLAGS_FIELD; field++) {
            while (at < length && line[at] != ' ') {
                at++;
            }
            at++;
        }
        long flags = 0;
        for (; at < length && line[at] != ' '; at++) {
            flags = flags * 10 + line[at] - '0';
        }
        return at < length && (flags & ProcFs.PF_EXITING) == 0;
    }

    void close() {
        try {
            stat.close();
        } catch (IOException e) {
            // It was only read.
        }
    }
}
