package dev.shm.pool;

import java.io.Serializable;

/**
 * A {@link SerializableFunction} of two arguments.
 *
 * @param <A> the type of the first
 * @param <B> the type of the second
 * @param <R> the type of the result
 */
@FunctionalInterface
public interface SerializableFunction2<A, B, R> extends Serializable {
    /**
     * Applies it.
     *
     * @param first argument
     * @param second argument
     * @return may be null
     * @throws Exception fails the task
     */
    R apply(A first, B second) throws Exception;
}
