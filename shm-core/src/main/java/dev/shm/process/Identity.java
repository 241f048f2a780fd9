package dev.shm.process;

import dev.shm.memory.Text;
import dev.shm.memory.Words;

/**
 * What the kernel needs to be asked about a process, as it stands in a slot: numbers of one PID namespace mean nothing in
 * another.
 */
record Identity(long pid, long startTicks, long pidNamespace, long timeNamespace, long bootIdHigh, long bootIdLow) {

    /** This process, as it would be recorded. */
    static Identity own() {
        return Own.IDENTITY;
    }

    static Identity read(Words words, long slot) {
        return new Identity(
                words.getPlain(slot + SlotLayout.PID_OFFSET),
                words.getPlain(slot + SlotLayout.START_TICKS_OFFSET),
                words.getPlain(slot + SlotLayout.PID_NAMESPACE_OFFSET),
                words.getPlain(slot + SlotLayout.TIME_NAMESPACE_OFFSET),
                words.getPlain(slot + SlotLayout.BOOT_ID_HIGH_OFFSET),
                words.getPlain(slot + SlotLayout.BOOT_ID_LOW_OFFSET));
    }

    /** Plain: the incarnation, stored with release behind it, publishes. */
    void write(Words words, long slot) {
        words.setPlain(slot + SlotLayout.PID_OFFSET, pid);
        words.setPlain(slot + SlotLayout.START_TICKS_OFFSET, startTicks);
        words.setPlain(slot + SlotLayout.PID_NAMESPACE_OFFSET, pidNamespace);
        words.setPlain(slot + SlotLayout.TIME_NAMESPACE_OFFSET, timeNamespace);
        words.setPlain(slot + SlotLayout.BOOT_ID_HIGH_OFFSET, bootIdHigh);
        words.setPlain(slot + SlotLayout.BOOT_ID_LOW_OFFSET, bootIdLow);
        words.setPlain(slot + SlotLayout.ATTACHED_MILLIS_OFFSET, System.currentTimeMillis());
        Text.put(words, slot + SlotLayout.COMMAND_OFFSET, SlotLayout.COMMAND_LENGTH, Own.COMMAND);
    }

    /** Whether this process's {@code /proc} can speak of that one. */
    boolean isVisible() {
        Identity own = own();
        return startTicks != 0
                && pidNamespace != 0
                && pidNamespace == own.pidNamespace
                && timeNamespace == own.timeNamespace
                && bootIdHigh == own.bootIdHigh
                && bootIdLow == own.bootIdLow;
    }

    /** What the kernel says of this very process. */
    Sign sign() {
        return isVisible() ? ProcFs.look(pid, startTicks) : Sign.NONE;
    }

    private static final class Own {
        static final Identity IDENTITY = find();
        static final String COMMAND = command();

        private static Identity find() {
            long pid = ProcFs.ownPid();
            if (pid == 0) {
                return new Identity(ProcessHandle.current().pid(), 0, 0, 0, 0, 0);
            }
            String bootId = ProcFs.read("/proc/sys/kernel/random/boot_id");
            String digits = bootId == null ? "" : bootId.trim().replace("-", "");
            boolean known = digits.length() == 32;
            return new Identity(
                    pid,
                    ProcFs.startTicks(pid),
                    ProcFs.namespace("pid"),
                    ProcFs.namespace("time"),
                    known ? Long.parseUnsignedLong(digits.substring(0, 16), 16) : 0,
                    known ? Long.parseUnsignedLong(digits.substring(16), 16) : 0);
        }

        /** As a user would recognize it: the main class or jar and the arguments, without the JVM's own options. */
        private static String command() {
            String command = System.getProperty("sun.java.command", "");
            return command.isEmpty() ? "java" : command;
        }
    }
}
