package dev.shm.benchmarks;

import dev.shm.benchmarks.jmh.LongBenchmark;
import java.util.List;

/** The measurements of further peers, for which there are no goals. */
final class PeerSuite {
    private PeerSuite() {}

    static List<Measurement> all() {
        return List.of(
                longOperation("peer-get-and-add", "getAndAdd"), longOperation("peer-compare-and-set", "compareAndSet"));
    }

    private static Measurement longOperation(String name, String operation) {
        return new Contest(JmhFork.KEY, new JmhFork(LongBenchmark.class, operation))
                .against(name + "-agrona", new JmhFork(LongBenchmark.class, operation + "OfAgrona"))
                .against(name + "-chronicle", new JmhFork(LongBenchmark.class, operation + "OfChronicleBytes"))
                .against(name + "-reference", new JmhFork(LongBenchmark.class, operation + "OfChronicleReference"))
                .briefly();
    }
}
