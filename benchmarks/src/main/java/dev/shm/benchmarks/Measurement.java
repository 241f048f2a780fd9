package dev.shm.benchmarks;

import java.util.List;

/** Answers some goals by one experiment. */
interface Measurement {

    /** {@return the names of the goals that it answers, in their order in the report} */
    List<String> goals();

    /**
     * Measures.
     *
     * @param run with what effort, and whom to tell how far it is
     * @return a finding for each goal, in the same order
     * @throws Exception if it failed
     */
    List<Finding> measure(Run run) throws Exception;
}
