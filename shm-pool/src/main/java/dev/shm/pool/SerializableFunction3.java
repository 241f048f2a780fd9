package dev.shm.pool;

import java.io.Serializable;

/**
 * A {@link SerializableFunction} of three arguments.
 *
 * @param <A> the type of the first
 * @param <B> the type of the second
 * @param <C> the type of the third
 * @param <R> the type of the result
 */
@FunctionalInterface
public interface SerializableFunction3<A, B, C, R> extends Serializable {
    /**
     * Applies it.
     *
     * @param first argument
     * @param second argument
     * @param third argument
     * @return may be null
     * @throws Exception fails the task
     */
    R apply(A first, B second, C third) throws Exception;
}
