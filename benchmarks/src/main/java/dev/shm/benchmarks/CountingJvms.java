package dev.shm.benchmarks;

import dev.shm.benchmarks.workers.Counting;
import dev.shm.locks.InterProcessLock;
import dev.shm.locks.InterProcessReadWriteLock;
import dev.shm.robust.Fairness;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** JVMs that count under one lock, from a common start line. What counts is from the first start to the last end. */
final class CountingJvms implements Candidate {
    static final String KEY = "increments_per_s";

    private static final int WARM_UP_TURNS = 5;
    private static final int MEGABYTES_EACH = 64;

    /** What they count under. */
    enum Under {
        LOCK,
        FAIR_LOCK,
        /** They only look at the counter, and count for themselves how often. */
        READ_LOCK
    }

    private final int processes;
    private final Under under;
    private final List<Worker> workers = new ArrayList<>();
    private SharedSpace space;
    private SharedLong counter;
    private SharedLong started;
    private SharedLong stopped;

    /**
     * JVMs, not started yet.
     *
     * @param processes how many
     * @param under what they count under
     */
    CountingJvms(int processes, Under under) {
        this.processes = processes;
        this.under = under;
    }

    @Override
    public void prepare() throws Exception {
        long needed = (long) processes * MEGABYTES_EACH;
        if (Machine.availableMegabytes() < needed) {
            throw new MissingException(processes + " JVMs need " + needed + " MB of free memory");
        }
        space = SharedSpace.temporary();
        if (under == Under.READ_LOCK) {
            InterProcessReadWriteLock.create(space, "lock");
        } else {
            InterProcessLock.create(space, "lock", under == Under.FAIR_LOCK ? Fairness.FAIR : Fairness.BARGING);
        }
        counter = SharedLong.create(space, "counter");
        started = SharedLong.create(space, "started");
        stopped = SharedLong.create(space, "stopped");
        for (int i = 0; i < processes; i++) {
            workers.add(Worker.start(Counting.class, space.path().toString(), under.name()));
        }
        for (Worker worker : workers) {
            worker.await("here");
        }
        // As long as it takes until all of them run compiled code, also where they share the processors.
        int shares = Math.max(1, processes / Runtime.getRuntime().availableProcessors());
        for (int i = 0; i < WARM_UP_TURNS * shares; i++) {
            turn(Effort.QUICK);
        }
    }

    @Override
    public Reading turn(Effort effort) throws Exception {
        counter.set(0);
        long turn = started.get() + 1;
        for (Worker worker : workers) {
            worker.send(Long.toString(turn));
        }
        for (Worker worker : workers) {
            worker.await("ready");
        }
        started.set(turn);
        TimeUnit.MILLISECONDS.sleep(effort.runMillis());
        stopped.set(turn);

        long start = Long.MAX_VALUE;
        long end = Long.MIN_VALUE;
        double count = 0;
        double cpu = 0;
        for (Worker worker : workers) {
            Reading reading = Reading.parse(worker.await(""));
            start = Math.min(start, (long) reading.get("start"));
            end = Math.max(end, (long) reading.get("end"));
            count += reading.get("count");
            cpu += reading.get("cpu");
        }
        if (under != Under.READ_LOCK && counter.get() != count) {
            throw new IllegalStateException("increments were lost: counted=" + count + ", counter=" + counter);
        }
        double nanos = end - start;
        return new Reading(Map.of(KEY, count * 1e9 / nanos, "cpus", cpu / nanos));
    }

    @Override
    public void close() {
        workers.forEach(Worker::close);
        workers.clear();
        if (space != null) {
            space.close();
        }
    }
}
