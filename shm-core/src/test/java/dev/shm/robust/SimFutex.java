package dev.shm.robust;

import java.util.Arrays;

/** Who sleeps in the kernel: threads by one number each, of the process and in it. */
final class SimFutex {
    private static final int MOST_THREADS = 3;
    private static final byte AWAKE = 0;
    private static final byte QUEUED = 1;
    private static final byte WOKEN = 2;

    private final byte[] threads;

    SimFutex(int processes) {
        this(new byte[processes * MOST_THREADS]);
    }

    private SimFutex(byte[] threads) {
        this.threads = threads;
    }

    SimFutex copy() {
        return new SimFutex(threads.clone());
    }

    /** The number of a thread. */
    static int number(int process, int thread) {
        return process * MOST_THREADS + thread;
    }

    static int process(int number) {
        return number / MOST_THREADS;
    }

    int threads() {
        return threads.length;
    }

    void queue(int number) {
        threads[number] = QUEUED;
    }

    /** It was in the queue, or woken, and goes on. */
    void leave(int number) {
        threads[number] = AWAKE;
    }

    void leaveAll(int process) {
        Arrays.fill(threads, number(process, 0), number(process + 1, 0), AWAKE);
    }

    /** Wakes a thread if it is in the queue. */
    void wake(int number) {
        if (isQueued(number)) {
            threads[number] = WOKEN;
        }
    }

    void wakeAll(int process) {
        for (int number = number(process, 0); number < number(process + 1, 0); number++) {
            wake(number);
        }
    }

    boolean isQueued(int number) {
        return threads[number] == QUEUED;
    }

    boolean isWoken(int number) {
        return threads[number] == WOKEN;
    }

    boolean isAnyQueued(int process) {
        boolean any = false;
        for (int number = number(process, 0); number < number(process + 1, 0); number++) {
            any |= isQueued(number);
        }
        return any;
    }

    /** Different for different states: digits to the base of 3. */
    long fingerprint() {
        long digits = 0;
        for (byte thread : threads) {
            digits = 3 * digits + thread;
        }
        return digits;
    }
}
