package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Requirements;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rows 3 and 4 of the fault matrix: who is only stopped is not dead, and holds up nobody that it needn't. */
@ExtendWith(LeakCheck.class)
class StoppedProcessTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void requireLinux() {
        Requirements.linux();
    }

    @Test
    void tryLock_ownerStoppedFor1s_nobodyGetsIt() throws InterruptedException {
        stopOwner(1);
    }

    @Tag("long")
    @Test
    void tryLock_ownerStoppedFor15s_nobodyGetsIt() throws InterruptedException {
        stopOwner(15);
    }

    @Tag("nightly")
    @Test
    void tryLock_ownerStoppedFor55s_nobodyGetsIt() throws InterruptedException {
        stopOwner(55);
    }

    private void stopOwner(int seconds) throws InterruptedException {
        try (LockTrap trap = LockTrap.in(directory);
                ChildJvm owner = trap.owner();
                ChildJvm other = trap.puppet().start()) {
            owner.signal("STOP");
            other.send("try " + TimeUnit.SECONDS.toMillis(seconds));
            HangGuard.run("timed acquisition", () -> {
                assertFalse(trap.lock().tryLock(seconds, TimeUnit.SECONDS));
            });
            other.awaitLine("try false");
            trap.assertNotToBeHad();
            owner.signal("CONT");
            owner.send("unlock");
            owner.awaitLine("unlocked");
            trap.assertFree();
        }
    }

    @RepeatedTest(3)
    void unlock_wokenWaiterIsStopped_othersGetIt() throws InterruptedException {
        try (LockTrap trap = LockTrap.in(directory);
                ChildJvm waiter = trap.puppet().start()) {
            waiter.awaitLine("ready");
            CountDownLatch stopped = new CountDownLatch(1);
            HangGuard.threads(2, index -> {
                if (index == 0) {
                    holdUntilStopped(trap.lock(), waiter, stopped);
                } else {
                    stopped.await();
                    trap.assertFree();
                }
            });
            waiter.signal("CONT");
            waiter.awaitLine("all got it");
            trap.assertFree();
        }
    }

    private static void holdUntilStopped(InterProcessLock lock, ChildJvm waiter, CountDownLatch stopped) {
        lock.lock();
        try {
            waiter.send("wait 1");
            HangGuard.await("waiter", () -> lock.waiters() == 1);
            waiter.signal("STOP");
            stopped.countDown();
            HangGuard.await("two waiters", () -> lock.waiters() == 2);
        } finally {
            stopped.countDown();
            lock.unlock();
        }
    }
}
