package dev.shm.benchmarks;

import dev.shm.benchmarks.workers.Holding;
import dev.shm.benchmarks.workers.Inheriting;
import dev.shm.locks.InterProcessLock;
import dev.shm.space.SharedSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.HdrHistogram.Histogram;

/** Kills owners, and looks how long it takes until a blocked thread of another process has the lock. */
final class OwnerDeath implements Measurement {
    /** So many owners are started at once, each with a lock of its own, and killed one after the other. */
    private static final int BATCH = 10;

    private static final int SPARE_MEGABYTES = 512;
    private static final int MOURNING_ROUND_NANOS = 10_000_000;
    private static final int SEED = 42;

    private final String goal;
    private final int heapMegabytes;
    private final ToIntFunction<Effort> kills;
    private final Random random = new Random(SEED);

    /**
     * Owners to be killed.
     *
     * @param goal its name
     * @param heapMegabytes how much heap each of them has touched
     * @param kills how many
     */
    OwnerDeath(String goal, int heapMegabytes, ToIntFunction<Effort> kills) {
        this.goal = goal;
        this.heapMegabytes = heapMegabytes;
        this.kills = kills;
    }

    @Override
    public List<String> goals() {
        return List.of(goal);
    }

    @Override
    public List<Finding> measure(Run run) throws Exception {
        Goal asked = run.goals().get(goal);
        long needed = heapMegabytes + SPARE_MEGABYTES;
        if (Machine.availableMegabytes() < needed) {
            return List.of(Finding.missing(asked, "needs " + needed + " MB of free memory"));
        }
        int wanted = kills.applyAsInt(run.effort());
        List<Long> nanos = new ArrayList<>();
        try (SharedSpace space = SharedSpace.temporary();
                Worker heir = Worker.start(Inheriting.class, space.path().toString())) {
            heir.await("here");
            // The first one loads what the others then have.
            inherit(space, heir, "first");
            while (nanos.size() < wanted) {
                run.status().say(nanos.size() + " of " + wanted + " killed");
                killBatch(space, heir, nanos, Math.min(wanted - nanos.size(), heapMegabytes == 0 ? BATCH : 1));
            }
        }
        return List.of(finding(asked, nanos));
    }

    private void inherit(SharedSpace space, Worker heir, String lock) throws Exception {
        try (Worker owner = startOwner(space, lock)) {
            owner.await("holding");
            killAndWait(space, heir, owner, lock);
        }
    }

    private void killBatch(SharedSpace space, Worker heir, List<Long> nanos, int size) throws Exception {
        List<Worker> owners = new ArrayList<>();
        try {
            for (int i = 0; i < size; i++) {
                owners.add(startOwner(space, lock(nanos.size() + i)));
            }
            for (Worker owner : owners) {
                owner.await("holding");
            }
            for (Worker owner : owners) {
                nanos.add(killAndWait(space, heir, owner, lock(nanos.size())));
            }
        } finally {
            owners.forEach(Worker::close);
        }
    }

    private static String lock(int number) {
        return "lock-" + number;
    }

    private Worker startOwner(SharedSpace space, String lock) throws Exception {
        int most = heapMegabytes + SPARE_MEGABYTES / 4;
        return Worker.start(
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx" + most + "m", "-Xmn16m"),
                Holding.class,
                space.path().toString(),
                lock,
                Integer.toString(heapMegabytes));
    }

    private long killAndWait(SharedSpace space, Worker heir, Worker owner, String name) throws Exception {
        InterProcessLock lock = InterProcessLock.open(space, name);
        heir.send(name);
        while (lock.waiters() == 0) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        // At any moment between two looks of the heir's mourner.
        TimeUnit.NANOSECONDS.sleep(random.nextInt(MOURNING_ROUND_NANOS));
        long killed = System.nanoTime();
        owner.kill();
        return Long.parseLong(heir.await("acquired")) - killed;
    }

    private Finding finding(Goal asked, List<Long> nanos) {
        Histogram histogram = new Histogram(3);
        nanos.forEach(histogram::recordValue);
        double[] millis = nanos.stream().mapToDouble(value -> value / 1e6).toArray();
        Estimate estimate = Estimate.ofQuantile(0.99, millis);
        String note = String.format(
                "of %d kills: p50 %s, p99 %s, max %s",
                nanos.size(),
                Numbers.time(histogram.getValueAtPercentile(50)),
                Numbers.time(histogram.getValueAtPercentile(99)),
                Numbers.time(histogram.getMaxValue()));
        return Finding.of(asked, estimate, new Quantity(estimate.value(), "ms_per_death"), null, note);
    }
}
