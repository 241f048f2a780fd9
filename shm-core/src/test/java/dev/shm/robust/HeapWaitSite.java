package dev.shm.robust;

import dev.shm.wait.WaitPoint;

/** Where threads wait at another word than the owner's, on the heap: one monitor is the futex. Time stands still. */
public class HeapWaitSite implements WaitSite, WaitPoint {
    private final HeapWords words;
    private final long offset;
    private int wakeUps; // guarded by this
    private int waiting; // guarded by this

    /**
     * The site of a word.
     *
     * @param words the memory
     * @param offset of the word
     */
    public HeapWaitSite(HeapWords words, long offset) {
        this.words = words;
        this.offset = offset;
    }

    @Override
    public synchronized void await(int expected, long nanos, boolean interruptible) {
        if ((int) words.getVolatile(offset) != expected) {
            return;
        }
        waiting++;
        while (wakeUps == 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new AssertionError("nobody interrupts here", e);
            }
        }
        wakeUps--;
        waiting--;
    }

    @Override
    public synchronized void wake(int count) {
        for (int i = 0; i < count && wakeUps < waiting; i++) {
            wakeUps++;
            notify();
        }
    }

    @Override
    public void wakeLocal() {
        throw new AssertionError("only a mourner calls it");
    }

    @Override
    public WaitPoint waitPoint() {
        return this;
    }

    @Override
    public void publishWaiters(int count) {
        // nobody asks
    }

    @Override
    public int waiters() {
        return 0;
    }

    @Override
    public void hurryMourner() {
        // there is none
    }

    @Override
    public int looksBeforeSleep() {
        return 0;
    }

    @Override
    public long nanoTime() {
        return 0;
    }
}
