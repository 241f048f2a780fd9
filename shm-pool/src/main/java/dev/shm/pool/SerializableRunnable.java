package dev.shm.pool;

import java.io.Serializable;

/**
 * A {@link Runnable} that can be sent to another JVM: a lambda or a method reference, of which all that it captures is serializable or
 * shared.
 */
@FunctionalInterface
public interface SerializableRunnable extends Runnable, Serializable {}
