package dev.shm.benchmarks;

import dev.shm.benchmarks.jmh.LockBenchmark;
import dev.shm.benchmarks.jmh.LongBenchmark;
import java.util.List;

/** All measurements, in the order of the report. */
final class Suite {
    private Suite() {}

    static List<Measurement> all() {
        return List.of(
                longOperation("long-get-and-add", "getAndAdd"),
                longOperation("long-compare-and-set", "compareAndSet"),
                longOperation("long-set", "set"),
                longOperation("long-get", "get"),
                uncontendedLock(),
                hold());
    }

    private static Measurement longOperation(String goal, String operation) {
        return new Contest(JmhFork.KEY, new JmhFork(LongBenchmark.class, operation))
                .against(goal, new JmhFork(LongBenchmark.class, operation + "OfAtomicLong"));
    }

    private static Measurement uncontendedLock() {
        return new Contest(JmhFork.KEY, new JmhFork(LockBenchmark.class, "interProcessLock"))
                .against("lock-reentrant-lock", new JmhFork(LockBenchmark.class, "reentrantLock"))
                .against("lock-c", new Peer("robust_mutex", "uncontended"))
                .against("lock-file-lock", new JmhFork(LockBenchmark.class, "fileLock"));
    }

    private static Measurement hold() {
        return new Contest(JmhFork.KEY, new JmhFork(LockBenchmark.class, "interProcessLockAgain"))
                .against("hold", new JmhFork(LockBenchmark.class, "reentrantLockAgain"));
    }
}
