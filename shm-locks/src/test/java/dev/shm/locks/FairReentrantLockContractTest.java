package dev.shm.locks;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** The suite is right: the JDK's own class passes it. */
class FairReentrantLockContractTest implements OwnershipContract, WaitingContract, OrderContract {
    private final ReentrantLock lock = new ReentrantLock(true);

    @Override
    public Lock lock() {
        return lock;
    }

    @Override
    public boolean isLocked() {
        return lock.isLocked();
    }

    @Override
    public boolean isHeldByCurrentThread() {
        return lock.isHeldByCurrentThread();
    }

    @Override
    public int holdCount() {
        return lock.getHoldCount();
    }

    @Override
    public int waiters() {
        return lock.getQueueLength();
    }
}
