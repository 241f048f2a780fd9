package dev.shm.benchmarks;

/**
 * How long to measure.
 *
 * @param rounds how often each candidate has its turn; from 8 on the interval of a median survives an outlier at each end
 * @param fewRounds the same where there are many candidates; with 5 the interval is from the least to the largest
 * @param jmhIterations measured iterations in a fork
 * @param jmhIterationMillis how long each of them takes; the warm-up takes as long as six of them at least
 * @param runMillis how long a turn of a multi-process candidate is measured
 * @param poolMillis how long a turn of a pool is measured at least: it has been warm for long, and what one call does takes some time
 * @param kills how many owners with a small heap are killed
 * @param bigKills how many owners with a big heap
 * @param starts how many JVMs are started of each kind
 * @param idleSeconds how long blocked threads are watched
 */
record Effort(
        int rounds,
        int fewRounds,
        int jmhIterations,
        int jmhIterationMillis,
        int runMillis,
        int poolMillis,
        int kills,
        int bigKills,
        int starts,
        int idleSeconds) {
    /** For less than 4 minutes in all. */
    static final Effort QUICK = new Effort(8, 5, 3, 20, 100, 100, 40, 2, 12, 5);

    /** For less than 40 minutes: 28:26 on 2 processors. */
    static final Effort FULL = new Effort(12, 12, 5, 100, 800, 400, 500, 20, 60, 30);
}
