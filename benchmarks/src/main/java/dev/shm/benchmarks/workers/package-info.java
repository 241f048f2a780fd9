/**
 * Main classes of JVMs that a measurement starts. Each hears its commands as lines on standard input, and ends with it, so
 * that none outlives the run.
 */
package dev.shm.benchmarks.workers;
