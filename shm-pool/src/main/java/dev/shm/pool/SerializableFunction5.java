package dev.shm.pool;

import java.io.Serializable;

/**
 * A {@link SerializableFunction} of five arguments.
 *
 * @param <A> the type of the first
 * @param <B> the type of the second
 * @param <C> the type of the third
 * @param <D> the type of the fourth
 * @param <E> the type of the fifth
 * @param <R> the type of the result
 */
@FunctionalInterface
public interface SerializableFunction5<A, B, C, D, E, R> extends Serializable {
    /**
     * Applies it.
     *
     * @param first argument
     * @param second argument
     * @param third argument
     * @param fourth argument
     * @param fifth argument
     * @return may be null
     * @throws Exception fails the task
     */
    R apply(A first, B second, C third, D fourth, E fifth) throws Exception;
}
