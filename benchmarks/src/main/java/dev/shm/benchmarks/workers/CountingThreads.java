package dev.shm.benchmarks.workers;

import java.util.concurrent.locks.ReentrantLock;

/** Two threads of one JVM that add 1 to a counter under a fair {@code ReentrantLock}, for as long as the line that it hears says. */
public final class CountingThreads {
    private static final int THREADS = 2;

    private final ReentrantLock lock = new ReentrantLock(true);
    private long counter; // guarded by lock
    private volatile boolean stopped;

    private CountingThreads() {}

    /**
     * Counts, once for each line.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) throws InterruptedException {
        Parent.say("here");
        for (String line = Parent.hear(); line != null; line = Parent.hear()) {
            Parent.say(new CountingThreads().count(Long.parseLong(line)));
        }
    }

    private String count(long millis) throws InterruptedException {
        Thread[] threads = new Thread[THREADS];
        long start = System.nanoTime();
        for (int i = 0; i < THREADS; i++) {
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
