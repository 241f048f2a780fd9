package dev.shm.benchmarks;

import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What processor time a JVM takes in its first second, and what it goes on taking when it has nothing more to do. */
final class FirstSeconds implements Candidate {
    static final String FIRST_KEY = "ns_per_first_second";
    static final String IDLE_KEY = "percent";

    private static final long SECOND = 1_000_000_000L;
    private static final int IDLE_SECONDS = 2;

    private final Class<?> main;

    /**
     * A JVM, not started yet.
     *
     * @param main does what it does, says {@code idle}, then hears until it is over
     */
    FirstSeconds(Class<?> main) {
        this.main = main;
    }

    @Override
    public Reading turn(Effort effort) throws Exception {
        long start = System.nanoTime();
        try (Worker worker = Worker.start(main)) {
            worker.await("idle");
            TimeUnit.NANOSECONDS.sleep(start + SECOND - System.nanoTime());
            double first = worker.processorNanos();
            TimeUnit.SECONDS.sleep(1); // a compiler may still be at work
            long before = ProcessorTime.nanos(worker.pid());
            long since = System.nanoTime();
            TimeUnit.SECONDS.sleep(IDLE_SECONDS);
            double used = ProcessorTime.nanos(worker.pid()) - before;
            return new Reading(Map.of(FIRST_KEY, first, IDLE_KEY, 100 * used / (System.nanoTime() - since)));
        }
    }
}
