/** Benchmarks, run with {@code bin/shm bench}. */
package dev.shm.benchmarks;
