package dev.shm.locks;

import dev.shm.robust.Fairness;
import dev.shm.robust.OwnerDeathPolicy;
import dev.shm.space.SharedSpace;
import java.util.concurrent.locks.ReadWriteLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** Ours keeps the JDK's contract. */
class InterProcessReadWriteLockContractTest {
    abstract static class Ours extends ReadWriteContract {
        private final SharedSpace space = SharedSpace.temporary();
        private final InterProcessReadWriteLock lock =
                InterProcessReadWriteLock.create(space, "lock", OwnerDeathPolicy.HAND_OVER, fairness());

        @AfterEach
        void closeSpace() {
            space.close();
        }

        @Override
        ReadWriteLock create() {
            return lock;
        }

        @Override
        int waiters() {
            return lock.waiters();
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
