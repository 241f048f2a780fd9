package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shm.space.SharedSpace;
import dev.shm.testkit.LeakCheck;
import dev.shm.wait.SameWait;
import dev.shm.wait.WaitPoints;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Run twice by the build: waiting in the kernel, and waiting portably. */
@ExtendWith(LeakCheck.class)
class InterProcessLockContractTest implements OwnershipContract, WaitingContract {
    private SharedSpace space;
    private InterProcessLock lock;

    @BeforeEach
    void open() {
        space = SharedSpace.temporary();
        lock = InterProcessLock.create(space, "lock");
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

    @Test
    void wait_thisRun_isTheOneAskedFor() {
        assertEquals(SameWait.isPortable(), !WaitPoints.isKernel());
    }
}
