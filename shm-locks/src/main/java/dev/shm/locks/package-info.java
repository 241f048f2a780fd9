/**
 * Synchronisers between JVMs, each standing on the robust word of {@code dev.shm.robust}.
 *
 * <p>Happens-before: what a thread did before {@link dev.shm.locks.InterProcessLock#unlock} happens-before what any thread
 * of any process does after it has acquired the same lock next. What an owner that died had stored is seen by its heir.
 * The same holds from {@link dev.shm.locks.InterProcessSemaphore#release()} to whoever acquires the permit, or a later one; from
 * {@link dev.shm.locks.InterProcessEvent#set} to whoever waited for it, or sees it set; from the release of a write lock to
 * whoever acquires the {@linkplain dev.shm.locks.InterProcessReadWriteLock read or write lock} later, and from that of a read lock
 * to whoever acquires the write lock later; from {@link dev.shm.locks.InterProcessLatch#countDown} to whoever waited for it, or sees
 * it done; from {@link dev.shm.locks.InterProcessBarrier#await()} to the action of the round, and from that to the return of all.
 */
package dev.shm.locks;
