package dev.shm.demos;

import dev.shm.locks.InterProcessLatch;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;

/** {@code shm demo latch}. */
@Command(
        name = "latch",
        description =
                "Each JVM owes a latch one count-down, which it does after its rounds, and then waits for the others. Kill"
                        + " one with kill -9, and what it owed counts as done. With --space, type it in several terminals.")
final class LatchDemo extends Together {
    @Override
    String prepare(SharedSpace space, int parties) {
        return "An InterProcessLatch, "
                + InterProcessLatch.openOrCreate(space, "latch", parties).getCount() + " to go.";
    }

    @Override
    Work work(SharedSpace space, SharedLong share, long steps) {
        InterProcessLatch latch = InterProcessLatch.open(space, "latch");
        if (latch.getCount() > 0) {
            latch.participate(1);
        }
        return new Rounds(share, steps) {
            @Override
            void round() throws InterruptedException {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                if (done() + 1 == steps) {
                    latch.countDown();
                    latch.await();
                }
            }
        };
    }

    @Override
    String outcome(SharedSpace space) {
        return "To go: " + InterProcessLatch.open(space, "latch").getCount();
    }
}
