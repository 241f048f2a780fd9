package dev.shm.robust;

import dev.shm.process.ProcessInfo;
import dev.shm.wait.WaitPoint;

/** A site on the heap, where nobody dies and no mourner is needed: one monitor is the futex. Time stands still. */
class HeapSite implements LockSite, WaitPoint {
    private final HeapWords words;
    private int wakeUps; // guarded by this
    private int waiting; // guarded by this

    HeapSite(HeapWords words) {
        this.words = words;
    }

    @Override
    public synchronized void await(int expected, long nanos, boolean interruptible) {
        if ((int) words.getVolatile(RobustLayout.WORD_OFFSET) != expected) {
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
        if (wakeUps < waiting) {
            wakeUps++;
            notify();
        }
    }

    @Override
    public void wakeLocal() {
        throw new AssertionError("only a mourner calls it");
    }

    @Override
    public boolean isDead(int slot, long incarnation) {
        return false;
    }

    @Override
    public long nanoTime() {
        return 0;
    }

    @Override
    public int looksBeforeSleep() {
        return 0;
    }

    @Override
    public WaitSite neighbour(long offset) {
        throw new UnsupportedOperationException("conditions are not tested on it");
    }

    @Override
    public String name() {
        return "heap";
    }

    @Override
    public OwnerDeathPolicy policy() {
        return OwnerDeathPolicy.HAND_OVER;
    }

    @Override
    public ProcessInfo info(int slot, long incarnation) {
        return ProcessInfo.UNKNOWN;
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
    public void warn(OwnerDeath death) {
        throw new AssertionError("nobody dies: " + death);
    }

    @Override
    public void hurryMourner() {
        // there is none
    }
}
