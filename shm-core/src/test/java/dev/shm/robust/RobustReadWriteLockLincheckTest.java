package dev.shm.robust;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.shm.process.Incarnation;
import dev.shm.sync.RobustReadWriteLock;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Row 25 of the fault matrix: two numbers that writers of two processes count up together under the shipped read-write lock are
 * the same for whoever reads, and none waits for ever. Nobody dies here.
 */
@Tag("long")
class RobustReadWriteLockLincheckTest {
    private static final int SCENARIOS = 10;
    private static final int INTERLEAVINGS_EACH = 300;

    @Test
    void lock_anyInterleaving_isAsIfOneByOne() {
        check(Numbers.class);
    }

    @Test
    void lock_readersDoNotLook_isCaught() {
        assertThrows(LincheckAssertionError.class, () -> check(WithoutReadLock.class));
    }

    private static void check(Class<?> subject) {
        new ModelCheckingOptions()
                .iterations(SCENARIOS)
                .invocationsPerIteration(INTERLEAVINGS_EACH)
                .threads(3)
                .actorsPerThread(2)
                .actorsBefore(0)
                .actorsAfter(0)
                .sequentialSpecification(OneByOne.class)
                .check(subject);
    }

    /** What it must look like. */
    public static class OneByOne {
        private int number;

        @Operation
        public int write() {
            return ++number;
        }

        @Operation
        public int upgrade() {
            return ++number;
        }

        @Operation
        public int read() {
            return 2 * number;
        }

        @Operation
        public int readElsewhere() {
            return 2 * number;
        }
    }

    /** Two processes over one lock; the threads come to both. */
    public static class Numbers {
        private final RobustReadWriteLock here;
        private final RobustReadWriteLock elsewhere;
        private int one;
        private int other;

        public Numbers() {
            HeapWords words = new HeapWords(RobustReadWriteLock.lengthBytes());
            int offset = RobustReadWriteLock.writeOffset();
            LockSite site = new HeapSite(words).companion(offset, Fairness.BARGING);
            here = new RobustReadWriteLock(words, offset, new Incarnation(1, 1), site);
            elsewhere = new RobustReadWriteLock(words, offset, new Incarnation(2, 2), site);
        }

        @Operation
        public int write() throws InterruptedException {
            here.lockWrite(Handling.DEFAULT, Long.MAX_VALUE, false);
            try {
                return count();
            } finally {
                here.unlockWrite();
            }
        }

        @Operation
        public int upgrade() throws InterruptedException {
            elsewhere.lockUpgrade(Handling.DEFAULT, Long.MAX_VALUE, false);
            try {
                elsewhere.lockWrite(Handling.DEFAULT, Long.MAX_VALUE, false);
                try {
                    return count();
                } finally {
                    elsewhere.unlockWrite();
                }
            } finally {
                elsewhere.unlockUpgrade();
            }
        }

        @Operation
        public int read() throws InterruptedException {
            return sum(here);
        }

        @Operation
        public int readElsewhere() throws InterruptedException {
            return sum(elsewhere);
        }

        private int count() {
            one++;
            other++;
            return one;
        }

        int sum(RobustReadWriteLock lock) throws InterruptedException {
            lock.lockRead(Handling.DEFAULT, Long.MAX_VALUE, false);
            try {
                return sum();
            } finally {
                lock.unlockRead();
            }
        }

        final int sum() {
            return one + other;
        }
    }

    /** A mutant of the program, to see that the read lock is what counts. */
    public static class WithoutReadLock extends Numbers {
        @Override
        int sum(RobustReadWriteLock lock) {
            return sum();
        }
    }
}
