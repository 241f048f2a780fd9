package dev.shm.robust;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shm.space.SharedSpace;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.value.SharedLong;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Row 5 of the fault matrix, its other side: a thread that ends just after it has unlocked has not died with the lock. */
@ExtendWith(LeakCheck.class)
class ShortLivedThreadsTest {
    private static final int LOCKERS = 2;
    private static final int LOOKERS = 2;
    private static final int THREADS_EACH = 2_000;

    @TempDir
    private Path directory;

    @BeforeAll
    static void silence() {
        DeathWarnings.silence();
    }

    @Test
    void visit_threadsEndAfterUnlock_nobodyIsTakenForDead() {
        try (SharedSpace space = SharedSpace.create(directory.resolve("space"))) {
            RobustLock lock = SharedLong.create(space, "value").ownLock();
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger lockersLeft = new AtomicInteger(LOCKERS);
            AtomicBoolean failed = new AtomicBoolean();
            HangGuard.threads(LOCKERS + LOOKERS, index -> {
                if (index < LOCKERS) {
                    try {
                        for (int i = 0; i < THREADS_EACH && !failed.get(); i++) {
                            HangGuard.run("one section", () -> section(lock, inside));
                        }
                    } catch (Throwable e) {
                        failed.set(true);
                        throw e;
                    } finally {
                        lockersLeft.decrementAndGet();
                    }
                } else {
                    while (lockersLeft.get() > 0) {
                        lock.vigil().visit();
                    }
                }
            });
            assertEquals(0, lock.report().deaths());
        }
    }

    private static void section(RobustLock lock, AtomicInteger inside) {
        lock.lock(Handling.DEFAULT);
        try {
            assertEquals(1, inside.incrementAndGet());
            inside.decrementAndGet();
        } finally {
            lock.unlock();
        }
    }

    /** Several look at the same ended thread at once: the late one must not take the heir for the dead. */
    @Test
    void visit_threadsEndHolding_eachDeathCountsOnce() {
        try (SharedSpace space = SharedSpace.create(directory.resolve("space"))) {
            RobustLock lock = SharedLong.create(space, "value").ownLock();
            AtomicInteger inside = new AtomicInteger();
            AtomicBoolean over = new AtomicBoolean();
            int deaths = 1000;
            HangGuard.threads(1 + LOOKERS, index -> {
                if (index > 0) {
                    while (!over.get()) {
                        lock.vigil().visit();
                    }
                    return;
                }
                try {
                    for (int i = 0; i < deaths; i++) {
                        HangGuard.run("one that ends holding", () -> lock.lock(Handling.DEFAULT));
                        HangGuard.run("its heir", () -> section(lock, inside));
                    }
                } finally {
                    over.set(true);
                }
            });
            assertEquals(deaths, lock.report().deaths());
        }
    }
}
