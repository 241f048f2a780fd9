/**
 * Functions in other JVMs: a single one in a {@link dev.shm.pool.SharedProcess}, many by the workers of a {@link
 * dev.shm.pool.ProcessPool}.
 *
 * <p>What a thread did before it started a process, or gave a task to a pool, happens-before that function. What the function did
 * happens-before what a thread does after it has its result, or has seen that the process ended.
 */
package dev.shm.pool;
