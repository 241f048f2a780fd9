package dev.shm.locks;

import dev.shm.space.SharedSpace;
import dev.shm.testkit.LeakCheck;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every lock promises, of one of a stripe. Run twice by the build: waiting in the kernel, and waiting portably. */
@ExtendWith(LeakCheck.class)
class InterProcessStripeContractTest implements OwnershipContract, WaitingContract {
    private SharedSpace space;
    private InterProcessLock lock;

    @BeforeEach
    void open() {
        space = SharedSpace.temporary();
        lock = LockStripe.create(space, "stripe", 100).getAt(99);
    }

    @AfterEach
    void close() {
        space.close();
    }

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
        return lock.waiters();
    }
}
