package dev.shm.demos;

import dev.shm.locks.InterProcessLock;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedDouble;
import dev.shm.value.SharedIntArray;
import dev.shm.value.SharedLong;

/** Negates an array under the array's own lock, again and again, and adds to a value, which takes no lock. */
final class Negator implements Work {
    static final int LENGTH = 10;
    static final double STEP = 0.5;

    private final SharedDouble value;
    private final SharedIntArray array;
    private final InterProcessLock lock;
    private final SharedLong share;
    private final long rounds;
    private volatile boolean stopped;
    private volatile long done;

    /**
     * One who negates.
     *
     * @param space where the value and the array are
     * @param share where others read how many rounds are done; null if none does
     * @param rounds how often to negate
     */
    Negator(SharedSpace space, SharedLong share, long rounds) {
        this.value = value(space);
        this.array = array(space);
        this.lock = InterProcessLock.of(array);
        this.share = share;
        this.rounds = rounds;
    }

    static SharedDouble value(SharedSpace space) {
        return SharedDouble.openOrCreate(space, "value");
    }

    /** The array, of 0 to 9 if it is new. */
    static SharedIntArray array(SharedSpace space) {
        SharedIntArray array = SharedIntArray.openOrCreate(space, "array", LENGTH);
        InterProcessLock lock = InterProcessLock.of(array);
        lock.lock();
        try {
            if (array.get(LENGTH - 1) == 0) {
                fill(array);
            }
        } finally {
            lock.unlock();
        }
        return array;
    }

    private static void fill(SharedIntArray array) {
        for (int i = 0; i < LENGTH; i++) {
            array.set(i, i);
        }
    }

    @Override
    public void run() {
        for (long i = 1; i <= rounds && !stopped; i++) {
            lock.lock();
            try {
                negate();
            } finally {
                lock.unlock();
            }
            value.addAndGet(STEP);
            done = i;
            if (share != null) {
                share.set(i);
            }
        }
    }

    /** Element by element: without the lock, others would come in between. */
    private void negate() {
        for (int i = 0; i < LENGTH; i++) {
            array.set(i, -array.get(i));
        }
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public long done() {
        return done;
    }

    @Override
    public String report() {
        return "";
    }
}
