package dev.shm.value;

import dev.shm.space.LockedObject;

/**
 * One value that several JVMs share, with a lock of its own.
 *
 * <table>
 * <caption>Which one</caption>
 * <tr><th>Type</th><th>is across processes what</th></tr>
 * <tr><td>{@link SharedInt}</td><td>{@link java.util.concurrent.atomic.AtomicInteger} is among threads</td></tr>
 * <tr><td>{@link SharedLong}</td><td>{@link java.util.concurrent.atomic.AtomicLong} is among threads</td></tr>
 * <tr><td>{@link SharedBoolean}</td><td>{@link java.util.concurrent.atomic.AtomicBoolean} is among threads</td></tr>
 * <tr><td>{@link SharedDouble}, {@link SharedFloat}</td><td>the same with floating point, compared by bits</td></tr>
 * <tr><td>{@link SharedByte}, {@link SharedShort}, {@link SharedChar}</td><td>the same with small integers</td></tr>
 * </table>
 *
 * <p>All have {@code create}, which fails if there is an object of that name, {@code open}, which fails if there is none,
 * and {@code openOrCreate}, with which several processes can begin at once. Each operation is one step: a process killed
 * inside of it leaves the old value or the new one. What takes more than one step is done under
 * {@code InterProcessLock.of(value)}.
 *
 * <p>Many values of one type are better kept in a {@link SharedArray}.
 */
public sealed interface SharedValue extends LockedObject permits NumberValue, SharedBoolean, SharedChar {}
