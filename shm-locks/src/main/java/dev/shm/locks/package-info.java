/**
 * Synchronisers between JVMs, each standing on the robust word of {@code dev.shm.robust}.
 *
 * <p>Happens-before: what a thread did before {@link dev.shm.locks.InterProcessLock#unlock} happens-before what any thread
 * of any process does after it has acquired the same lock next. What an owner that died had stored is seen by its heir.
 */
package dev.shm.locks;
