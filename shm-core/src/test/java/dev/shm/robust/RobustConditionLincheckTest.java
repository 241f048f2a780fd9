package dev.shm.robust;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.process.Incarnation;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Row 25 of the fault matrix: one token, which threads take and give back by the shipped lock and condition, lets one count at
 * a time, and none waits for ever. Nobody dies here.
 */
@Tag("long")
class RobustConditionLincheckTest {
    @Test
    void condition_anyInterleaving_countsOneByOne() {
        RobustLockLincheckTest.check(WithToken.class);
    }

    @Test
    void condition_signalsLost_isCaught() {
        LincheckAssertionError error =
                assertThrows(LincheckAssertionError.class, () -> RobustLockLincheckTest.check(WithSilentSignals.class));

        assertTrue(error.getMessage().contains("hung"), error::getMessage);
    }

    @Test
    void condition_tokenNotWaitedFor_isCaught() {
        assertThrows(LincheckAssertionError.class, () -> RobustLockLincheckTest.check(WithoutWaiting.class));
    }

    /** Two processes over one lock and one of its conditions; the threads come to both. */
    public static class WithToken {
        private static final int CONDITION = 3;

        private final RobustLock here;
        private final RobustLock elsewhere;
        private boolean taken;
        private int count;

        public WithToken() {
            this(new HeapWords(RobustLayout.LENGTH));
        }

        private WithToken(HeapWords words) {
            this(words, new HeapSite(words));
        }

        WithToken(HeapWords words, HeapSite site) {
            here = new RobustLock(words, 0, new Incarnation(1, 1), site);
            elsewhere = new RobustLock(words, 0, new Incarnation(2, 2), site);
        }

        @Operation
        public int increment() {
            return count(here);
        }

        @Operation
        public int incrementElsewhere() {
            return count(elsewhere);
        }

        private int count(RobustLock lock) {
            take(lock);
            int before = count;
            count = before + 1;
            give(lock);
            return before;
        }

        private void take(RobustLock lock) {
            lock.lock(Handling.DEFAULT);
            try {
                while (taken && waits()) {
                    lock.conditions().get(CONDITION).await(Handling.DEFAULT, Long.MAX_VALUE, false);
                }
                taken = true;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            } finally {
                lock.unlock();
            }
        }

        private void give(RobustLock lock) {
            lock.lock(Handling.DEFAULT);
            try {
                taken = false;
                lock.conditions().get(CONDITION).signal(1);
            } finally {
                lock.unlock();
            }
        }

        boolean waits() {
            return true;
        }
    }

    /** A mutant: a signal wakes nobody. */
    public static class WithSilentSignals extends WithToken {
        public WithSilentSignals() {
            this(new HeapWords(RobustLayout.LENGTH));
        }

        private WithSilentSignals(HeapWords words) {
            super(words, HeapSite.silent(words));
        }
    }

    /** A mutant of the program, to see that the token is what counts. */
    public static class WithoutWaiting extends WithToken {
        @Override
        boolean waits() {
            return false;
        }
    }
}
