/**
 * What do processes agree on? The engine of each synchroniser but the lock: a small state machine over words. It waits by
 * an {@link dev.shm.robust.EventCount} or a {@link dev.shm.robust.RobustLock} and has no wait loop of its own; what a process
 * has of it stands in its own {@linkplain dev.shm.robust.Shares share}; what must change at once is changed by a
 * {@link dev.shm.robust.Journal}.
 */
package dev.shm.sync;
