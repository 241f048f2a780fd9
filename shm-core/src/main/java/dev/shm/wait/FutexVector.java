package dev.shm.wait;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.lang.System.Logger.Level;

/** The futex_waitv system call, of Linux 5.16 and later: wait for several words at once, see the kernel's futex2 documentation. */
final class FutexVector {
    /** At how many words one can wait. */
    static final int MOST = 128;

    private static final long NUMBER = 449; // the same on all machines
    private static final int WORD_OF_32_BITS = 2;
    private static final int ENTRY_LENGTH = 24; // value, address, flags
    private static final long MONOTONIC = 1;
    private static final int ENOSYS = 38;
    private static final int EPERM = 1;
    private static final long SECOND = 1_000_000_000L;

    private FutexVector() {}

    private static native int syscall(
            long number, Pointer entries, long count, long flags, Pointer until, long clock, long unused);

    /** Whether the kernel has it; found out at the first call. */
    static boolean isAvailable() {
        return Probe.AVAILABLE;
    }

    /** Blocks while each word is as expected, until woken at one of them, a signal, or the time is over. */
    static void await(long[] addresses, int[] expected, long nanos) {
        long now = System.nanoTime();
        long until = now + Math.min(nanos, Long.MAX_VALUE - now);
        try (Memory memory = new Memory(16 + (long) ENTRY_LENGTH * addresses.length)) {
            memory.setLong(0, until / SECOND);
            memory.setLong(8, until % SECOND);
            for (int i = 0; i < addresses.length; i++) {
                long entry = 16 + (long) ENTRY_LENGTH * i;
                memory.setLong(entry, expected[i] & 0xFFFF_FFFFL);
                memory.setLong(entry + 8, addresses[i]);
                memory.setLong(entry + 16, WORD_OF_32_BITS);
            }
            // Whatever ends it: the caller looks at the words anyway.
            syscall(NUMBER, memory.share(16), addresses.length, 0, memory, MONOTONIC, 0);
        }
    }

    private static final class Probe {
        static final boolean AVAILABLE = probe();

        private static boolean probe() {
            try {
                Native.register(FutexVector.class, "c");
            } catch (LinkageError e) {
                return false;
            }
            int error = syscall(NUMBER, null, 0, 0, null, MONOTONIC, 0) < 0 ? Native.getLastError() : 0;
            boolean refused = error == ENOSYS || error == EPERM;
            if (refused) {
                System.getLogger("dev.shm.wait")
                        .log(
                                Level.DEBUG,
                                "waits for several by looking: the kernel refuses futex_waitv: errno=" + error);
            }
            return !refused; // without entries it is an invalid argument
        }
    }
}
