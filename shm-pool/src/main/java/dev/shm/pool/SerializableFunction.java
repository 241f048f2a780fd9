package dev.shm.pool;

import java.io.Serializable;

/**
 * A function that can be sent to another JVM: a lambda or a method reference, of which all that it captures is serializable or shared. A
 * worker decodes it once for each call of {@code map} and its like.
 *
 * @param <T> the type of the argument
 * @param <R> the type of the result
 */
@FunctionalInterface
public interface SerializableFunction<T, R> extends Serializable {
    /**
     * Applies it.
     *
     * @param argument may be null
     * @return may be null
     * @throws Exception fails the task
     */
    R apply(T argument) throws Exception;
}
