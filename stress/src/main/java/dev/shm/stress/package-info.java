/**
 * What happens-before what, tried out by jcstress on two mappings of one file, as two processes have them.
 *
 * <p>Run by {@code bin/shm stress}; jcstress's options go behind it, such as {@code -m default} for a long run.
 */
package dev.shm.stress;
