package dev.shm.benchmarks;

import dev.shm.benchmarks.workers.Blocking;
import dev.shm.locks.InterProcessLock;
import dev.shm.space.SharedSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What processes cost whose threads all wait for a lock that another process has. */
final class BlockedThreads implements Measurement {
    private static final int SETTLE_SECONDS = 3;

    private final List<Crowd> crowds = new ArrayList<>();

    /**
     * Processes that wait for one lock.
     *
     * @param goal that they answer
     * @param processes how many
     * @param threads how many wait in each of them
     */
    private record Crowd(String goal, int processes, int threads) {}

    /** Adds processes with so many threads each. */
    BlockedThreads of(String goal, int processes, int threads) {
        crowds.add(new Crowd(goal, processes, threads));
        return this;
    }

    @Override
    public List<String> goals() {
        return crowds.stream().map(Crowd::goal).toList();
    }

    @Override
    public List<Finding> measure(Run run) throws Exception {
        Map<String, InterProcessLock> locks = new LinkedHashMap<>();
        List<Worker> workers = new ArrayList<>();
        try (SharedSpace space = SharedSpace.temporary()) {
            try {
                for (Crowd crowd : crowds) {
                    InterProcessLock lock = InterProcessLock.create(space, crowd.goal());
                    locks.put(crowd.goal(), lock);
                    lock.lock();
                    for (int i = 0; i < crowd.processes(); i++) {
                        workers.add(Worker.start(
                                Blocking.class,
                                space.path().toString(),
                                crowd.goal(),
                                Integer.toString(crowd.threads())));
                    }
                }
                for (Crowd crowd : crowds) {
                    while (locks.get(crowd.goal()).waiters() < crowd.processes() * crowd.threads()) {
                        TimeUnit.MILLISECONDS.sleep(10);
                    }
                }
                TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
                return watch(workers, run);
            } finally {
                workers.forEach(Worker::kill);
                workers.forEach(Worker::close);
                locks.values().forEach(InterProcessLock::unlock);
            }
        }
    }

    private List<Finding> watch(List<Worker> workers, Run run) throws Exception {
        int seconds = run.effort().idleSeconds();
        double[][] percent = new double[workers.size()][seconds];
        for (int second = 0; second < seconds; second++) {
            run.status().say("second " + (second + 1) + " of " + seconds);
            long[] before = new long[workers.size()];
            long[] since = new long[workers.size()];
            for (int i = 0; i < before.length; i++) {
                before[i] = ProcessorTime.nanos(workers.get(i).pid());
                since[i] = System.nanoTime();
            }
            TimeUnit.SECONDS.sleep(1);
            for (int i = 0; i < before.length; i++) {
                double used = ProcessorTime.nanos(workers.get(i).pid()) - before[i];
                percent[i][second] = 100 * used / (System.nanoTime() - since[i]);
            }
        }
        List<Finding> findings = new ArrayList<>();
        int first = 0;
        for (Crowd crowd : crowds) {
            double[] perProcess = new double[seconds];
            for (int second = 0; second < seconds; second++) {
                for (int i = first; i < first + crowd.processes(); i++) {
                    perProcess[second] += percent[i][second] / crowd.processes();
                }
            }
            first += crowd.processes();
            Estimate estimate = Estimate.ofMedian(perProcess);
            Quantity ours = new Quantity(estimate.value(), "percent");
            findings.add(Finding.of(run.goals().get(crowd.goal()), estimate, ours, null, ""));
        }
        return findings;
    }
}
