/**
 * Bytes: files mapped into memory, and the words in them.
 *
 * <p>{@link dev.shm.memory.Words} is the seam on which every algorithm above stands; {@link dev.shm.memory.Disk} the one
 * on which creation, attach and detach stand. In production each has one implementation. No other package knows buffers,
 * channels or VarHandles.
 *
 * <p>Happens-before: a {@code setRelease}, {@code setVolatile}, successful {@code compareAndSet}, {@code getAndSet} or
 * {@code getAndAdd} of a word happens-before a {@code getAcquire}, {@code getVolatile}, {@code compareAndSet}, … that sees
 * its value, also in another process that mapped the same file.
 */
package dev.shm.memory;
