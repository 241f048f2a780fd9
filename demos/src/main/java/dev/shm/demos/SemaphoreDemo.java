package dev.shm.demos;

import dev.shm.locks.InterProcessSemaphore;
import dev.shm.locks.InterProcessSemaphore.Bound;
import dev.shm.robust.Fairness;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedInt;
import dev.shm.value.SharedLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;

/** {@code shm demo semaphore}. */
@Command(
        name = "semaphore",
        description =
                "JVMs share two tickets: each takes one, works for a millisecond, and gives it back. Kill one with kill -9,"
                        + " and its ticket comes back. With --space, type it in several terminals.")
final class SemaphoreDemo extends Together {
    private static final int TICKETS = 2;

    private static InterProcessSemaphore tickets(SharedSpace space) {
        return InterProcessSemaphore.openOrCreate(space, "tickets", TICKETS, Fairness.FAIR, Bound.BOUNDED);
    }

    private static SharedInt most(SharedSpace space) {
        return SharedInt.openOrCreate(space, "most");
    }

    @Override
    String prepare(SharedSpace space, int parties) {
        most(space);
        return "An InterProcessSemaphore of " + TICKETS + " tickets, "
                + tickets(space).availablePermits() + " of them to be had.";
    }

    @Override
    Work work(SharedSpace space, SharedLong share, long steps) {
        InterProcessSemaphore tickets = tickets(space);
        SharedInt most = most(space);
        return new Rounds(share, steps) {
            @Override
            void round() throws InterruptedException {
                tickets.acquire();
                try {
                    int inUse = tickets.holders().values().stream()
                            .mapToInt(Integer::intValue)
                            .sum();
                    most.accumulateAndGet(inUse, Math::max);
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                } finally {
                    tickets.release();
                }
            }
        };
    }

    @Override
    String outcome(SharedSpace space) {
        return "Tickets to be had again: " + tickets(space).availablePermits() + "\nMost in use at once: "
                + most(space).get() + " of " + TICKETS;
    }
}
