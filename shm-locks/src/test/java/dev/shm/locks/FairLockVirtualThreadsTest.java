package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shm.robust.Fairness;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.HangGuard;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The same with a fair lock, and more threads than there are places in line. */
class FairLockVirtualThreadsTest extends InterProcessLockVirtualThreadsTest {
    private static final int CROWD = 10_000;

    @Override
    InterProcessLock create(SharedSpace of) {
        return InterProcessLock.create(of, "lock", Fairness.FAIR);
    }

    @Test
    void lock_tenThousandInLine_allFinishInTurn() {
        lock().lock();
        List<Future<Object>> all = start(CROWD, () -> {
            lock().lock();
            lock().unlock();
            return "done";
        });
        HangGuard.await("line", () -> lock().waiters() == CROWD);
        lock().unlock();
        all.forEach(each -> assertEquals("done", await(each)));
        assertEquals(CROWD + 1, lock().acquisitions());
        assertEquals(0, lock().waiters());
    }
}
