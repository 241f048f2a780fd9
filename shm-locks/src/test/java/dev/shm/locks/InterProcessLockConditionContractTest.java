package dev.shm.locks;

import dev.shm.robust.Fairness;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.LeakCheck;
import dev.shm.value.SharedLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/** Run twice by the build: waiting in the kernel, and waiting portably. */
@ExtendWith(LeakCheck.class)
class InterProcessLockConditionContractTest {
    private SharedSpace space;

    @BeforeEach
    void open() {
        space = SharedSpace.temporary();
    }

    @AfterEach
    void close() {
        space.close();
    }

    /** Conditions of a lock of its own. */
    @Nested
    class OfALock extends Subject {
        @Override
        InterProcessLock make() {
            return InterProcessLock.create(space, "lock");
        }
    }

    /** Conditions of a lock that serves in the order of coming. */
    @Nested
    class OfAFairLock extends Subject {
        @Override
        InterProcessLock make() {
            return InterProcessLock.create(space, "lock", Fairness.FAIR);
        }
    }

    /** Conditions of the lock inside a value. */
    @Nested
    class OfAValue extends Subject {
        @Override
        InterProcessLock make() {
            return InterProcessLock.of(SharedLong.create(space, "value"));
        }
    }

    /** A lock and two of its conditions, neither the first one. */
    private abstract static class Subject implements ConditionContract, ConditionInterruptContract {
        private InterProcessLock lock;
        private InterProcessCondition condition;
        private InterProcessCondition otherCondition;

        abstract InterProcessLock make();

        @BeforeEach
        void open() {
            lock = make();
            condition = lock.condition(3);
            otherCondition = lock.condition(7);
        }

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
            return condition.waiters();
        }

        @Override
        public void signal(int count) {
            condition.signal(count);
        }

        @Override
        public boolean awaitUntil(BooleanSupplier predicate, long time, TimeUnit unit) throws InterruptedException {
            return condition.awaitUntil(predicate, time, unit);
        }
    }
}
