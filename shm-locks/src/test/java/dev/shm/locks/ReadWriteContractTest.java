package dev.shm.locks;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.Nested;

/** The JDK's read-write lock, so that the suite itself is known to be right. */
class ReadWriteContractTest {
    abstract static class OfTheJdk extends ReadWriteContract {
        private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(fair());

        @Override
        ReadWriteLock create() {
            return lock;
        }

        @Override
        int waiters() {
            return lock.getQueueLength();
        }

        abstract boolean fair();
    }

    @Nested
    class Barging extends OfTheJdk {
        @Override
        boolean fair() {
            return false;
        }
    }

    @Nested
    class Fair extends OfTheJdk {
        @Override
        boolean fair() {
            return true;
        }
    }
}
