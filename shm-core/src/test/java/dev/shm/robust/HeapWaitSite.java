package dev.shm.robust;

import dev.shm.wait.WaitPoint;
import java.util.ArrayDeque;

/** Where threads wait at another word than the owner's, on the heap: one monitor is the futex. Time stands still. */
public class HeapWaitSite implements WaitSite, WaitPoint {
    private final HeapWords words;
    private final long offset;
    /* Those who sleep, the longest first: who is woken is taken out by its waker, so that nobody who comes later is woken for it. */
    private final ArrayDeque<Sleeper> sleepers = new ArrayDeque<>(); // guarded by this

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

    private static final class Sleeper {
        boolean woken;
    }

    @Override
    public synchronized void await(int expected, long nanos, boolean interruptible) {
        if ((int) words.getVolatile(offset) != expected) {
            return;
        }
        Sleeper sleeper = new Sleeper();
        sleepers.add(sleeper);
        while (!sleeper.woken) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new AssertionError("nobody interrupts here", e);
            }
        }
    }

    @Override
    public synchronized void wake(int count) {
        for (int i = 0; i < count && !sleepers.isEmpty(); i++) {
            sleepers.remove().woken = true;
        }
        notifyAll();
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

    /** Nobody sleeps for less than for ever: what is missing shows. */
    @Override
    public long napNanos() {
        return Long.MAX_VALUE;
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
