package dev.shm.benchmarks;

import java.util.List;

/**
 * Goals that belong together: a heading of the report.
 *
 * @param name of the family
 * @param goals of it, in the order of the report
 */
record Family(String name, List<Goal> goals) {}
