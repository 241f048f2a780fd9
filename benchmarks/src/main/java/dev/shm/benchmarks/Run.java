package dev.shm.benchmarks;

/**
 * What all measurements of a run share.
 *
 * @param effort how long to measure
 * @param goals to be answered
 * @param status to say how far it is
 */
record Run(Effort effort, Goals goals, StatusLine status) {}
