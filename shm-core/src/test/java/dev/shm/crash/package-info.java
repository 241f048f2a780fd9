/**
 * Kill at every operation: what a process does to shared memory and to files is counted, and before the N-th it dies by
 * SIGKILL, for N = 1, 2, … until it gets through. (The method is SQLite's.)
 */
package dev.shm.crash;
