/**
 * Who is alive: each process that attached to a space has a slot, and the kernel is the witness of its death.
 *
 * <p>Heartbeats and bare PIDs lie (garbage collection, SIGSTOP, PID reuse, containers in which everyone is PID 1,
 * zombies); {@link dev.shm.process.ProcessTable#isDead} asks in this order: are all threads of the process with that PID
 * and those start ticks exiting; does it run; and where neither is to be seen, is the byte free that it locked.
 *
 * <p>Happens-before: what a process stored in its slot before its incarnation was published happens-before the reading of
 * that slot by one who read the incarnation.
 */
package dev.shm.process;
