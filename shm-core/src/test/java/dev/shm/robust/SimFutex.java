package dev.shm.robust;

/** Who sleeps in the kernel: threads by one number each, of the process and in it. */
final class SimFutex {
    private static final int MOST_THREADS = 3;
    private static final byte AWAKE = 0;
    private static final byte QUEUED = 1;
    private static final byte WOKEN = 2;

    private final byte[] threads;
    /** By thread: the index of the word it sleeps at. */
    private final byte[] words;

    SimFutex(int processes) {
        this(new byte[processes * MOST_THREADS], new byte[processes * MOST_THREADS]);
    }

    private SimFutex(byte[] threads, byte[] words) {
        this.threads = threads;
        this.words = words;
    }

    SimFutex copy() {
        return new SimFutex(threads.clone(), words.clone());
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

    void queue(int number, int word) {
        threads[number] = QUEUED;
        words[number] = (byte) word;
    }

    /** It was in the queue, or woken, and goes on. */
    void leave(int number) {
        threads[number] = AWAKE;
        words[number] = 0;
    }

    void leaveAll(int process) {
        for (int number = number(process, 0); number < number(process + 1, 0); number++) {
            leave(number);
        }
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

    boolean isQueuedAt(int number, int word) {
        return isQueued(number) && isAtWord(number, word);
    }

    /** Whether it sleeps or has slept there, of a thread that has not gone on yet. */
    boolean isAtWord(int number, int word) {
        return words[number] == word;
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

    /** Different for different states. */
    long fingerprint() {
        long digits = 0;
        for (byte thread : threads) {
            digits = 3 * digits + thread;
        }
        for (byte word : words) {
            digits = SimLedger.mix(digits, word);
        }
        return digits;
    }
}
