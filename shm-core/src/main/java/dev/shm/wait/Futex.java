package dev.shm.wait;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;

/** The futex system call, see futex(2): wait with an absolute time on the monotonic clock, and wake. */
final class Futex {
    private static final int FUTEX_WAIT_BITSET = 9;
    private static final int FUTEX_WAKE_BITSET = 10;
    private static final int ENOSYS = 38;
    private static final int EPERM = 1;
    private static final long SECOND = 1_000_000_000L;
    private static final long NUMBER = systemCall();
    /* The time to be woken at, two longs; a thread waits for one thing at a time. */
    private static final ThreadLocal<Memory> TIMESPEC = ThreadLocal.withInitial(() -> new Memory(16));

    static {
        Native.register(Futex.class, "c");
    }

    private Futex() {}

    private static native int syscall(
            long number, long address, long operation, long value, Pointer timeout, long address2, long bits);

    /**
     * Tries it out.
     *
     * @throws LinkageError if native code is refused or can't be loaded
     * @throws RuntimeException if the kernel refuses
     */
    static void probe() {
        try (Memory word = new Memory(8)) {
            word.setInt(0, 0);
            wake(Pointer.nativeValue(word), 1, -1);
            await(Pointer.nativeValue(word), 1, 0, -1);
        }
    }

    /** The address of a buffer's first byte; the buffer must be kept as long as it is used. */
    static long address(ByteBuffer buffer) {
        return Pointer.nativeValue(Native.getDirectBufferPointer(buffer));
    }

    /** Blocks while the word is as expected, until woken with one of these bits, a signal, or the time is over. */
    static void await(long address, int expected, long nanos, int bits) {
        // FUTEX_WAIT_BITSET takes an absolute time on CLOCK_MONOTONIC, which is what nanoTime() reads on Linux.
        long now = System.nanoTime();
        long until = now + Math.min(nanos, Long.MAX_VALUE - now);
        Memory timespec = TIMESPEC.get();
        timespec.setLong(0, until / SECOND);
        timespec.setLong(8, until % SECOND);
        call(address, FUTEX_WAIT_BITSET, expected, timespec, bits);
    }

    /** Wakes some that wait at the word with one of these bits. */
    static void wake(long address, int count, int bits) {
        call(address, FUTEX_WAKE_BITSET, count, null, bits);
    }

    private static void call(long address, int operation, int value, Pointer timeout, int bits) {
        if (syscall(NUMBER, address, operation, value, timeout, 0, bits & 0xFFFF_FFFFL) >= 0) {
            return;
        }
        int error = Native.getLastError();
        if (error == ENOSYS || error == EPERM) {
            throw new IllegalStateException("the kernel refuses futex: errno=" + error);
        }
        // EAGAIN, EINTR, ETIMEDOUT: the caller looks at the word anyway. EFAULT too: the file was truncated, and
        // whoever
        // looks at the word is told. An interrupter, who only wakes, must not be.
    }

    private static long systemCall() {
        if (!Platform.isLinux() || !Platform.is64Bit()) {
            throw new UnsupportedOperationException("no futex on " + System.getProperty("os.name"));
        }
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> 202;
            case "aarch64" -> 98;
            default ->
                throw new UnsupportedOperationException(
                        "the number of the futex system call is not known on " + System.getProperty("os.arch"));
        };
    }
}
