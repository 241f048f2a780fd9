package dev.shm.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.HdrHistogram.Histogram;

/** Kills owners, and looks how long it takes until a blocked thread of another process has the lock. */
final class OwnerDeath implements Measurement {
    private static final int BATCH = 10;

    private final String goal;
    private final int heapMegabytes;
    private final ToIntFunction<Effort> kills;

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
        int wanted = kills.applyAsInt(run.effort());
        List<Long> nanos = new ArrayList<>();
        try (KilledOwners owners = KilledOwners.start(heapMegabytes, 0)) {
            while (nanos.size() < wanted) {
                run.status().say(nanos.size() + " of " + wanted + " killed");
                nanos.addAll(owners.kill(Math.min(wanted - nanos.size(), heapMegabytes == 0 ? BATCH : 1)));
            }
        } catch (MissingException e) {
            return List.of(Finding.missing(asked, e.getMessage()));
        }
        return List.of(finding(asked, nanos));
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
