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
    private static final int SETTLE_SECONDS = 4;

    private final Map<String, Integer> threads = new LinkedHashMap<>();

    /** Adds a process with so many threads. */
    BlockedThreads of(String goal, int count) {
        threads.put(goal, count);
        return this;
    }

    @Override
    public List<String> goals() {
        return List.copyOf(threads.keySet());
    }

    @Override
    public List<Finding> measure(Run run) throws Exception {
        Map<String, InterProcessLock> locks = new LinkedHashMap<>();
        List<Worker> workers = new ArrayList<>();
        try (SharedSpace space = SharedSpace.temporary()) {
            try {
                for (Map.Entry<String, Integer> entry : threads.entrySet()) {
                    InterProcessLock lock = InterProcessLock.create(space, entry.getKey());
                    locks.put(entry.getKey(), lock);
                    lock.lock();
                    String count = entry.getValue().toString();
                    workers.add(Worker.start(Blocking.class, space.path().toString(), entry.getKey(), count));
                }
                for (Map.Entry<String, Integer> entry : threads.entrySet()) {
                    while (locks.get(entry.getKey()).waiters() < entry.getValue()) {
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
        for (String goal : threads.keySet()) {
            Estimate estimate = Estimate.ofMedian(percent[findings.size()]);
            String ours = Numbers.digits(estimate.value()) + " %";
            findings.add(Finding.of(run.goals().get(goal), estimate, ours, "", ""));
        }
        return findings;
    }
}
