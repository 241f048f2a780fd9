package dev.shm.robust;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.process.Incarnation;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Row 25 of the fault matrix: a counter under the shipped lock counts one by one. Unlike the simulator, Lincheck also
 * interleaves what the threads of one process do to the fields of the lock; unlike there, nobody dies here.
 */
@Tag("long")
class RobustLockLincheckTest {
    private static final int SCENARIOS = 10;
    private static final int INTERLEAVINGS_EACH = 1_000;

    @Test
    void lock_anyInterleaving_countsOneByOne() {
        check(UnderLock.class);
    }

    @Test
    void fairLock_anyInterleaving_countsOneByOne() {
        check(UnderFairLock.class);
    }

    @Test
    void fairLock_callsLost_isCaught() {
        LincheckAssertionError error =
                assertThrows(LincheckAssertionError.class, () -> check(UnderFairSilentLock.class));

        assertTrue(error.getMessage().contains("hung"), error::getMessage);
    }

    @Test
    void lock_compareAndSetInTwoSteps_isCaught() {
        assertThrows(LincheckAssertionError.class, () -> check(UnderTornLock.class));
    }

    @Test
    void lock_wakeUpsLost_isCaught() {
        LincheckAssertionError error = assertThrows(LincheckAssertionError.class, () -> check(UnderSilentLock.class));

        assertTrue(error.getMessage().contains("hung"), error::getMessage);
    }

    /** Whether a subject counts as {@link Counter} does. */
    static void check(Class<?> subject) {
        check(subject, INTERLEAVINGS_EACH);
    }

    static void check(Class<?> subject, int interleavings) {
        new ModelCheckingOptions()
                .iterations(SCENARIOS)
                .invocationsPerIteration(interleavings)
                .threads(3)
                .actorsPerThread(2)
                .actorsBefore(0)
                .actorsAfter(0)
                .sequentialSpecification(Counter.class)
                .check(subject);
    }

    /** What it must look like. */
    public static class Counter {
        private int count;

        @Operation
        public int increment() {
            return count++;
        }

        @Operation
        public int incrementElsewhere() {
            return count++;
        }

        @Operation
        public int tryToIncrement() {
            return count++;
        }
    }

    /** Two processes over one word; the threads come to both. */
    public static class UnderLock {
        private final RobustLock here;
        private final RobustLock elsewhere;
        private int count;

        public UnderLock() {
            this(new HeapWords(RobustLayout.LENGTH));
        }

        UnderLock(HeapWords words) {
            this(words, new HeapSite(words));
        }

        UnderLock(HeapWords words, HeapSite site) {
            here = new RobustLock(words, 0, new Incarnation(1, 1), site);
            elsewhere = new RobustLock(words, 0, new Incarnation(2, 2), site);
        }

        @Operation
        public int increment() {
            here.lock(Handling.DEFAULT);
            return countAndUnlock(here);
        }

        @Operation
        public int incrementElsewhere() {
            elsewhere.lock(Handling.DEFAULT);
            return countAndUnlock(elsewhere);
        }

        /** And waits if it doesn't get it at once. */
        @Operation
        public int tryToIncrement() {
            if (!here.tryLock(Handling.DEFAULT)) {
                here.lock(Handling.DEFAULT);
            }
            return countAndUnlock(here);
        }

        private int countAndUnlock(RobustLock lock) {
            try {
                return count++;
            } finally {
                lock.unlock();
            }
        }
    }

    /** The same with a fair lock. */
    public static class UnderFairLock extends UnderLock {
        public UnderFairLock() {
            this(new HeapWords(RobustLock.lengthBytes(Fairness.FAIR)));
        }

        private UnderFairLock(HeapWords words) {
            this(words, new FairHeapSite(words));
        }

        UnderFairLock(HeapWords words, HeapSite site) {
            super(words, site);
        }
    }

    /** A mutant: whoever makes a fair lock free calls nobody. */
    public static class UnderFairSilentLock extends UnderFairLock {
        public UnderFairSilentLock() {
            this(new HeapWords(RobustLock.lengthBytes(Fairness.FAIR)));
        }

        private UnderFairSilentLock(HeapWords words) {
            super(words, new FairHeapSite(words) {
                @Override
                void wakeAt(int place) {
                    // lost
                }
            });
        }
    }

    /** A mutant: between the look and the store another may come. */
    public static class UnderTornLock extends UnderLock {
        public UnderTornLock() {
            super(new HeapWords(RobustLayout.LENGTH) {
                @Override
                public boolean compareAndSet(long offset, long expected, long value) {
                    if (getVolatile(offset) != expected) {
                        return false;
                    }
                    setVolatile(offset, value);
                    return true;
                }
            });
        }
    }

    /** A mutant: who unlocks wakes nobody. */
    public static class UnderSilentLock extends UnderLock {
        public UnderSilentLock() {
            this(new HeapWords(RobustLayout.LENGTH));
        }

        private UnderSilentLock(HeapWords words) {
            super(words, new HeapSite(words) {
                @Override
                public void wake(int count) {
                    // lost
                }
            });
        }
    }
}
