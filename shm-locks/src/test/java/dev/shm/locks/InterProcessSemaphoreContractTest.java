package dev.shm.locks;

import dev.shm.locks.InterProcessSemaphore.Bound;
import dev.shm.robust.Fairness;
import dev.shm.space.SharedSpace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** Ours keeps the JDK's contract. */
class InterProcessSemaphoreContractTest {
    abstract static class Ours extends SemaphoreContract {
        private final SharedSpace space = SharedSpace.temporary();
        private int made;

        @AfterEach
        void closeSpace() {
            space.close();
        }

        @Override
        SemaphoreSubject create(int permits) {
            return SemaphoreSubject.of(
                    InterProcessSemaphore.create(space, "semaphore-" + made++, permits, fairness(), Bound.UNBOUNDED));
        }

        abstract Fairness fairness();
    }

    @Nested
    class Barging extends Ours {
        @Override
        Fairness fairness() {
            return Fairness.BARGING;
        }
    }

    @Nested
    class Fair extends Ours {
        @Override
        Fairness fairness() {
            return Fairness.FAIR;
        }
    }
}
