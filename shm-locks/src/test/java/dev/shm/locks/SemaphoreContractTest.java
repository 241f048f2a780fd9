package dev.shm.locks;

import org.junit.jupiter.api.Nested;

/** The JDK's semaphore, so that the suite itself is known to be right. */
class SemaphoreContractTest {
    @Nested
    class Barging extends SemaphoreContract {
        @Override
        SemaphoreSubject create(int permits) {
            return new SemaphoreSubject.OfTheJdk(permits, false);
        }
    }

    @Nested
    class Fair extends SemaphoreContract {
        @Override
        SemaphoreSubject create(int permits) {
            return new SemaphoreSubject.OfTheJdk(permits, true);
        }
    }
}
