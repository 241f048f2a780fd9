/** Demonstrations, run with {@code bin/shm}. */
package dev.shm.demos;
