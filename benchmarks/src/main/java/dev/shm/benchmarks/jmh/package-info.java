/** Benchmarks that one JVM can measure. Each method is a fork of its own; public because JMH's generated code calls them. */
package dev.shm.benchmarks.jmh;
