package dev.shm.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What Linux tells of processes under {@code /proc}; elsewhere it knows nothing of anybody. */
final class ProcFs {
    static final int PF_EXITING = 0x4;
    static final int STATE_FIELD = 3;
    static final int FLAGS_FIELD = 9;
    private static final int START_TICKS_FIELD = 22;
    private static final int LISTINGS = 3;
    private static final int SMALL_FILE_BYTES = 4096;

    private ProcFs() {}

    /**
     * The time at which a process started, in clock ticks since the boot.
     *
     * @return 0 if there is no such process
     */
    static long startTicks(long pid) {
        String stat = read("/proc/" + pid + "/stat");
        return stat == null ? 0 : number(field(stat, START_TICKS_FIELD));
    }

    /**
     * What is to be seen of a process. It is exiting when each of its threads has begun to. That is known milliseconds after
     * a SIGKILL, long before the kernel has torn down a large heap and given the locks back. The leading thread alone says
     * nothing: it may end while others go on.
     */
    static Sign look(long pid, long startTicks) {
        String leader = read("/proc/" + pid + "/stat");
        if (leader == null || number(field(leader, START_TICKS_FIELD)) != startTicks) {
            return Sign.NONE;
        }
        return exiting(leader) && allThreadsExiting(pid) ? Sign.EXITING : Sign.RUNS;
    }

    private static boolean allThreadsExiting(long pid) {
        String[] before = tasks(pid);
        for (int i = 0; i < LISTINGS; i++) {
            for (String task : before) {
                String stat = read("/proc/" + pid + "/task/" + task + "/stat");
                if (stat != null && !exiting(stat)) {
                    return false;
                }
            }
            String[] after = tasks(pid);
            if (Arrays.asList(before).containsAll(Arrays.asList(after))) {
                return true;
            }
            before = after;
        }
        return false;
    }

    /** The inode of a namespace of this process, such as {@code pid}; 0 if unknown. */
    static long namespace(String kind) {
        try {
            String link =
                    Files.readSymbolicLink(Path.of("/proc/self/ns/" + kind)).toString();
            return Long.parseLong(link.substring(link.indexOf('[') + 1, link.indexOf(']')));
        } catch (IOException | RuntimeException e) {
            return 0;
        }
    }

    /**
     * The PID of this process, if {@code /proc} is the one of its own PID namespace; 0 if not, or there is none. The line
     * {@code NSpid} lists one PID for each namespace from that of {@code /proc} down to its own. (ProcessHandle would start
     * a thread pool.)
     */
    static long ownPid() {
        String status = read("/proc/self/status");
        int start = status == null ? -1 : status.indexOf("NSpid:");
        return start < 0
                ? 0
                : number(status.substring(start + "NSpid:".length(), status.indexOf('\n', start))
                        .trim());
    }

    /** A small file, its first 4096 bytes at most; null if it can't be read. Takes half the system calls of readAllBytes(). */
    static String read(String path) {
        try (FileInputStream in = new FileInputStream(path)) {
            byte[] bytes = new byte[SMALL_FILE_BYTES];
            int length = 0;
            for (int n = in.read(bytes); n > 0; n = in.read(bytes, length, bytes.length - length)) {
                length += n;
            }
            return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return null;
        }
    }

    private static String[] tasks(long pid) {
        String[] names = new java.io.File("/proc/" + pid + "/task").list();
        return names == null ? new String[0] : names;
    }

    private static boolean exiting(String stat) {
        String state = field(stat, STATE_FIELD);
        return state.equals("Z") || state.equals("X") || (number(field(stat, FLAGS_FIELD)) & PF_EXITING) != 0;
    }

    /** A field by its number in proc(5), from 3: what stands before is a command that may contain anything. */
    private static String field(String stat, int number) {
        int start = stat.lastIndexOf(')') + 2;
        for (int i = STATE_FIELD; i < number && start > 0; i++) {
            start = stat.indexOf(' ', start) + 1;
        }
        int end = stat.indexOf(' ', start);
        return start <= 0 || end < 0 ? "" : stat.substring(start, end);
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
