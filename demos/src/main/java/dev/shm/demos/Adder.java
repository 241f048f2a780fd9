package dev.shm.demos;

import dev.shm.locks.InterProcessLock;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;

/** Adds to a counter, one by one, in a way that only the lock makes right. */
final class Adder implements Work {
    private final SharedLong counter;
    private final InterProcessLock lock;
    private final SharedLong share;
    private final long increments;
    private volatile boolean stopped;
    private volatile long added;
    private long contended;

    /**
     * One who adds.
     *
     * @param space where the counter and the lock are
     * @param share where others read how much was added; null if none does
     * @param increments how much to add
     */
    Adder(SharedSpace space, SharedLong share, long increments) {
        this.counter = counter(space);
        this.lock = lock(space);
        this.share = share;
        this.increments = increments;
    }

    static SharedLong counter(SharedSpace space) {
        return SharedLong.openOrCreate(space, "counter");
    }

    static InterProcessLock lock(SharedSpace space) {
        return InterProcessLock.openOrCreate(space, "lock");
    }

    @Override
    public void run() {
        for (long i = 1; i <= increments && !stopped; i++) {
            if (!lock.tryLock()) {
                contended++;
                lock.lock();
            }
            try {
                counter.set(counter.get() + 1); // two steps: without the lock, others would come in between
                added = i;
                if (share != null) {
                    share.set(i);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public long done() {
        return added;
    }

    /** How often somebody else had the lock. */
    @Override
    public String report() {
        return Long.toString(contended);
    }
}
