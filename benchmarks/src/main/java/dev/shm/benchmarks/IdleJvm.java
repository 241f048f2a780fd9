package dev.shm.benchmarks;

import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How much memory a JVM takes that has nothing to do. What counts is what is resident, as {@code ps} shows it: the share of it that falls to
 * one process ({@code Pss}) depends on how many other JVMs map the same files at the moment, and this run has many.
 */
final class IdleJvm implements Candidate {
    static final String KEY = "mib_resident";

    private static final int SETTLE_MILLIS = 100;
    private static final double KIB_PER_MIB = 1024;

    private final Class<?> main;

    /**
     * A JVM, not started yet.
     *
     * @param main says {@code idle pid=123} of the one that is meant, then hears until it is over
     */
    IdleJvm(Class<?> main) {
        this.main = main;
    }

    @Override
    public void prepare() throws Exception {
        turn(Effort.QUICK);
    }

    @Override
    public Reading turn(Effort effort) throws Exception {
        try (Worker worker = Worker.start(main)) {
            long pid = (long) Reading.parse(worker.await("idle")).get("pid");
            TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS); // a compiler may be at work
            String file = "/proc/" + pid + "/smaps_rollup";
            return new Reading(Map.of(KEY, mebibytes(file, "Rss"), "mib_pss", mebibytes(file, "Pss")));
        }
    }

    private static double mebibytes(String file, String name) {
        return Double.parseDouble(Machine.field(file, name + ":").replace(" kB", "")) / KIB_PER_MIB;
    }
}
