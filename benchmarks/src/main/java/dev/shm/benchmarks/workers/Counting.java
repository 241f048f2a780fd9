package dev.shm.benchmarks.workers;

import com.sun.management.OperatingSystemMXBean;
import dev.shm.locks.InterProcessLock;
import dev.shm.locks.InterProcessReadWriteLock;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.locks.Lock;

/**
 * Adds 1 to a counter under a lock, as fast as it can, from the signal to start to the signal to stop; once for each line
 * that it hears, which is the number of the turn. What it does is what {@code robust_mutex.c} does: the counter is read and
 * written plainly. Under a read lock it only reads, as {@code read_lock.c} does.
 */
public final class Counting {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private Counting() {}

    public static void main(String[] arguments) {
        try (SharedSpace space = SharedSpace.open(Path.of(arguments[0]))) {
            boolean reads = arguments[1].equals("READ_LOCK");
            InterProcessLock lock = reads ? null : InterProcessLock.open(space, "lock");
            Lock readLock =
                    reads ? InterProcessReadWriteLock.open(space, "lock").readLock() : null;
            SharedLong counter = SharedLong.open(space, "counter");
            SharedLong started = SharedLong.open(space, "started");
            SharedLong stopped = SharedLong.open(space, "stopped");
            Parent.say("here");
            for (String line = Parent.hear(); line != null; line = Parent.hear()) {
                long turn = Long.parseLong(line);
                Parent.say("ready");
                while (started.getAcquire() < turn) {
                    Thread.yield();
                }
                long cpu = PROCESS.getProcessCpuTime();
                long start = System.nanoTime();
                long count = reads ? look(readLock, counter, stopped, turn) : count(lock, counter, stopped, turn);
                long end = System.nanoTime();
                Parent.say("count=" + count + " start=" + start + " end=" + end + " cpu="
                        + (PROCESS.getProcessCpuTime() - cpu));
            }
        }
    }

    private static long count(InterProcessLock lock, SharedLong counter, SharedLong stopped, long turn) {
        long count = 0;
        while (stopped.getAcquire() < turn) {
            lock.lock();
            try {
                counter.setPlain(counter.getPlain() + 1);
            } finally {
                lock.unlock();
            }
            count++;
        }
        return count;
    }

    private static long look(Lock lock, SharedLong counter, SharedLong stopped, long turn) {
        long count = 0;
        while (stopped.getAcquire() < turn) {
            lock.lock();
            try {
                count += 1 + counter.getPlain(); // which is 0
            } finally {
                lock.unlock();
            }
        }
        return count;
    }
}
