package dev.shm.benchmarks.workers;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;

/** Keeps a thread on one processor, so that of two processes it is known whether they share one. */
final class Pinning {
    private Pinning() {}

    /**
     * Keeps the current thread on one of the processors that it may use.
     *
     * @param n which of them, counted from 0 and around
     * @return whether that worked
     */
    static boolean pin(int n) {
        try {
            int[] allowed = allowed();
            BitSet one = new BitSet();
            one.set(allowed[n % allowed.length]);
            byte[] mask = Arrays.copyOf(one.toByteArray(), 128);
            Affinity.register();
            return Affinity.sched_setaffinity(0, mask.length, mask) == 0;
        } catch (IOException | LinkageError | RuntimeException e) {
            return false;
        }
    }

    /** {@code Cpus_allowed_list: 0-3,8} */
    private static int[] allowed() throws IOException {
        String list = ThreadStatus.get("Cpus_allowed_list").orElseThrow();
        BitSet cpus = new BitSet();
        for (String range : list.split(",")) {
            String[] ends = range.split("-");
            cpus.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
        }
        return cpus.stream().toArray();
    }

    private static final class Affinity {
        static void register() {
            if (!Platform.isLinux()) {
                throw new UnsupportedOperationException();
            }
            Native.register("c");
        }

        static native int sched_setaffinity(int thread, long bytes, byte[] mask);
    }
}
