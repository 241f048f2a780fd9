package dev.shm.benchmarks;

/** One of those that are measured in turns. */
interface Candidate {

    /**
     * Starts, compiles, warms up what later turns need.
     *
     * @throws MissingException if that can't be had here
     */
    default void prepare() throws Exception {}

    /**
     * Measures once.
     *
     * @param effort how long
     * @return what was measured
     * @throws Exception if that failed
     */
    Reading turn(Effort effort) throws Exception;

    /** Ends what {@link #prepare} has started; idempotent. */
    default void close() {}
}
