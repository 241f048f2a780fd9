package dev.shm.demos;

import dev.shm.locks.InterProcessLock;
import dev.shm.pool.SharedProcess;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;
import java.util.ArrayList;
import java.util.List;

/** What {@code shm demo counter --lambda} does: the counter without a main class for the JVMs that count. */
final class CounterByLambdas {
    private static final int COMPLETE = 0;
    private static final int INCOMPLETE = 1;

    private final int processes;
    private final long increments;

    /**
     * A run of it.
     *
     * @param processes how many processes add
     * @param increments how much each of them adds
     */
    CounterByLambdas(int processes, long increments) {
        this.processes = processes;
        this.increments = increments;
    }

    /** Counts from 0 in a space that is gone afterwards; returns the exit status. */
    int inNewSpace() throws InterruptedException {
        try (Stage stage = Stage.open()) {
            System.out.println((processes == 1 ? "1 SharedProcess adds " : processes + " SharedProcesses, each adds ")
                    + increments + " to a counter in shared memory, under one lock.");
            long due = processes * increments;
            long total = count(stage.space());
            Stage.restIfInterrupted();
            if (total != due) {
                System.err.println("shm: " + total + " of " + due + " were added, " + (due - total) + " are missing");
            }
            System.out.println("Final counter: " + total);
            return total == due ? COMPLETE : INCOMPLETE;
        }
    }

    private long count(SharedSpace space) throws InterruptedException {
        long each = increments;
        SharedLong counter = SharedLong.create(space, "counter");
        InterProcessLock lock = InterProcessLock.create(space, "lock");
        List<SharedProcess> adders = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            adders.add(SharedProcess.start(() -> {
                for (long done = 0; done < each; done++) {
                    lock.lock();
                    try {
                        counter.set(counter.get() + 1);
                    } finally {
                        lock.unlock();
                    }
                }
            }));
        }
        for (SharedProcess adder : adders) {
            adder.join();
        }
        return counter.get();
    }
}
