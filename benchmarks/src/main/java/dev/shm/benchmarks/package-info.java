/**
 * What {@code bin/shm bench} runs: each {@link dev.shm.benchmarks.Goal goal} of {@code benchmarks/goals.toml} is answered by
 * a {@link dev.shm.benchmarks.Measurement measurement}, most of which are a {@link dev.shm.benchmarks.Contest contest} of
 * {@linkplain dev.shm.benchmarks.Candidate candidates} that are measured in turns.
 *
 * <p>There are two harnesses. What one JVM can measure is a JMH benchmark in {@link dev.shm.benchmarks.jmh}, run in a fork
 * of its own by {@link dev.shm.benchmarks.JmhFork}. What takes processes is a program that is run to its end
 * ({@link dev.shm.benchmarks.Program}, the peers) or JVMs that live on between their turns
 * ({@link dev.shm.benchmarks.Worker}).
 *
 * <p>Read first: {@link dev.shm.benchmarks.Suite}.
 */
package dev.shm.benchmarks;
