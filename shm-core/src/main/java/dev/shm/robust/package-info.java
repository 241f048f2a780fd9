/**
 * Who owns this word, and what if they die: one engine for the lock, for the lock inside every value, and for all that is
 * to come. There is no other place that waits.
 *
 * <p>Happens-before: what a thread did before {@code unlock} happens-before what the next owner does after {@code lock},
 * in whatever process. What a dead owner stored before it died is seen by the one who inherits from it.
 */
package dev.shm.robust;
