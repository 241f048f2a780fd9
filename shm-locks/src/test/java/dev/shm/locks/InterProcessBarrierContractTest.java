package dev.shm.locks;

import dev.shm.space.SharedSpace;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;

/** Ours keeps the JDK's contract. */
class InterProcessBarrierContractTest extends BarrierContract {
    private final SharedSpace space = SharedSpace.temporary();
    private int made;

    @AfterEach
    void closeSpace() {
        space.close();
    }

    @Override
    Subject create(int parties, Runnable action) {
        InterProcessBarrier barrier =
                InterProcessBarrier.create(space, "barrier-" + made++, parties).withAction(action);
        return new Subject() {
            @Override
            public int await() throws InterruptedException, BrokenBarrierException {
                return barrier.await();
            }

            @Override
            public int await(long timeout, TimeUnit unit)
                    throws InterruptedException, BrokenBarrierException, TimeoutException {
                return barrier.await(timeout, unit);
            }

            @Override
            public void reset() {
                barrier.reset();
            }

            @Override
            public boolean isBroken() {
                return barrier.isBroken();
            }

            @Override
            public int getNumberWaiting() {
                return barrier.getNumberWaiting();
            }

            @Override
            public int getParties() {
                return barrier.getParties();
            }
        };
    }
}
