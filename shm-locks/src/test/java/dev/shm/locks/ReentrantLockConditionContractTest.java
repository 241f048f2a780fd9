package dev.shm.locks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** The suite is right: the JDK's own class passes it. */
class ReentrantLockConditionContractTest implements ConditionContract, ConditionInterruptContract {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition condition = lock.newCondition();
    private final Condition otherCondition = lock.newCondition();

    @Override
    public Lock lock() {
        return lock;
    }

    @Override
    public Condition condition() {
        return condition;
    }

    @Override
    public Condition otherCondition() {
        return otherCondition;
    }

    @Override
    public int holdCount() {
        return lock.getHoldCount();
    }

    @Override
    public boolean isHeldByCurrentThread() {
        return lock.isHeldByCurrentThread();
    }

    @Override
    public int waiting() {
        return locked(() -> lock.getWaitQueueLength(condition));
    }

    @Override
    public void signal(int count) {
        if (count > 0) {
            condition.signal();
            signal(count - 1);
        }
    }

    @Override
    public boolean awaitUntil(BooleanSupplier predicate, long time, TimeUnit unit) throws InterruptedException {
        long left = unit.toNanos(time);
        while (!predicate.getAsBoolean()) {
            if (left <= 0) {
                return false;
            }
            left = condition.awaitNanos(left);
        }
        return true;
    }
}
