package dev.shm.benchmarks.workers;

import dev.shm.locks.InterProcessLock;
import dev.shm.space.SharedSpace;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Threads of one JVM that add 1 to a counter under a lock, for as long as the line that it hears says. */
public final class CountingThreads {
    /** What they count under. */
    public enum Under {
        /** A lock in shared memory. */
        OURS,
        /** The JDK's. */
        REENTRANT_LOCK,
        /** The same, fair. */
        FAIR_REENTRANT_LOCK
    }

    private final Lock lock;
    private long counter; // guarded by lock
    private volatile boolean stopped;

    private CountingThreads(Lock lock) {
        this.lock = lock;
    }

    /**
     * Counts, once for each line, which says under what, how many threads, and for how many milliseconds.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) throws InterruptedException {
        try (SharedSpace space = SharedSpace.temporary()) {
            Parent.say("here");
            for (String line = Parent.hear(); line != null; line = Parent.hear()) {
                String[] words = line.split(" ");
                CountingThreads threads = new CountingThreads(lock(Under.valueOf(words[0]), space));
                Parent.say(threads.count(Integer.parseInt(words[1]), Long.parseLong(words[2])));
            }
        }
    }

    private static Lock lock(Under under, SharedSpace space) {
        return switch (under) {
            case OURS -> InterProcessLock.openOrCreate(space, "lock");
            case REENTRANT_LOCK -> new ReentrantLock();
            case FAIR_REENTRANT_LOCK -> new ReentrantLock(true);
        };
    }

    private String count(int number, long millis) throws InterruptedException {
        Thread[] threads = new Thread[number];
        long start = System.nanoTime();
        for (int i = 0; i < number; i++) {
            threads[i] = new Thread(this::count);
            threads[i].start();
        }
        Thread.sleep(millis);
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
        return "increments_per_s=" + counter * 1e9 / (System.nanoTime() - start);
    }

    private void count() {
        while (!stopped) {
            lock.lock();
            try {
                counter++;
            } finally {
                lock.unlock();
            }
        }
    }
}
