package dev.shm.locks;

import dev.shm.space.SharedSpace;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/** Ours keeps the JDK's contract. */
class InterProcessLatchContractTest extends LatchContract {
    private final SharedSpace space = SharedSpace.temporary();
    private int made;

    @AfterEach
    void closeSpace() {
        space.close();
    }

    @Override
    Subject create(int count) {
        InterProcessLatch latch = InterProcessLatch.create(space, "latch-" + made++, count);
        return new Subject() {
            @Override
            public void await() throws InterruptedException {
                latch.await();
            }

            @Override
            public boolean await(long timeout, TimeUnit unit) throws InterruptedException {
                return latch.await(timeout, unit);
            }

            @Override
            public void countDown() {
                latch.countDown();
            }

            @Override
            public long getCount() {
                return latch.getCount();
            }
        };
    }
}
