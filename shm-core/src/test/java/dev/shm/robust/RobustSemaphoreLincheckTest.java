package dev.shm.robust;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.process.Incarnation;
import dev.shm.sync.RobustSemaphore;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Row 25 of the fault matrix: who has the one permit of the shipped semaphore counts one at a time, and none waits for ever,
 * also where one process has its permits at hand. Nobody dies here.
 */
@Tag("long")
class RobustSemaphoreLincheckTest {
    /* They are long. */
    private static final int INTERLEAVINGS_EACH = 300;

    @Test
    void semaphore_anyInterleaving_countsOneByOne() {
        RobustLockLincheckTest.check(WithPermit.class, INTERLEAVINGS_EACH);
    }

    @Test
    void semaphore_openShare_countsOneByOne() {
        RobustLockLincheckTest.check(WithOpenShare.class, INTERLEAVINGS_EACH);
    }

    @Test
    void semaphore_wakeUpsLost_isCaught() {
        LincheckAssertionError error =
                assertThrows(LincheckAssertionError.class, () -> RobustLockLincheckTest.check(WithoutWakeUps.class));

        assertTrue(error.getMessage().contains("hung"), error::getMessage);
    }

    @Test
    void semaphore_twoPermits_isCaught() {
        assertThrows(LincheckAssertionError.class, () -> RobustLockLincheckTest.check(WithTwoPermits.class));
    }

    /** Two processes over one semaphore; the threads come to both. */
    public static class WithPermit {
        private static final int VISITS = 8;

        private final RobustSemaphore here;
        private final RobustSemaphore elsewhere;
        private int count;

        public WithPermit() {
            this(1);
        }

        WithPermit(int permits) {
            this(new HeapWords(RobustSemaphore.lengthBytes()), permits);
        }

        private WithPermit(HeapWords words, int permits) {
            this(words, new HeapSite(words), permits);
        }

        WithPermit(HeapWords words, HeapSite site, int permits) {
            words.setPlain(0, permits);
            here = new RobustSemaphore(words, 0, new Incarnation(1, 1), site, false);
            elsewhere = new RobustSemaphore(words, 0, new Incarnation(2, 2), site, false);
        }

        /** From here on the permit is at hand of one process. */
        final void open() {
            for (int i = 0; i < VISITS; i++) {
                here.tryAcquire(1);
                here.release(1);
            }
        }

        @Operation
        public int increment() {
            return count(here);
        }

        @Operation
        public int incrementElsewhere() {
            return count(elsewhere);
        }

        private int count(RobustSemaphore semaphore) {
            try {
                semaphore.acquire(1, Handling.DEFAULT, Long.MAX_VALUE, false);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            int before = count;
            count = before + 1;
            semaphore.release(1);
            return before;
        }
    }

    /** The permit is at hand of one process at first. */
    public static class WithOpenShare extends WithPermit {
        public WithOpenShare() {
            open();
        }
    }

    /** A mutant: who releases wakes nobody. */
    public static class WithoutWakeUps extends WithPermit {
        public WithoutWakeUps() {
            this(new HeapWords(RobustSemaphore.lengthBytes()));
        }

        private WithoutWakeUps(HeapWords words) {
            super(words, HeapSite.silent(words), 1);
        }
    }

    /** A mutant of the program, to see that the permit is what counts. */
    public static class WithTwoPermits extends WithPermit {
        public WithTwoPermits() {
            super(2);
        }
    }
}
