package dev.shm.benchmarks;

/**
 * What the machine allows: some peers do nothing but one thing that cannot be done in less.
 *
 * @param name of the limit, for goals
 * @param what that one thing
 * @param peerOf the goal whose peer does it
 */
record Limit(String name, String what, String peerOf) {}
