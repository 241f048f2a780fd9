package dev.shm.pool;

import java.io.Serializable;

/**
 * Arguments of one call among those of {@code starmap}: {@code Arguments.of(2, 3)}.
 *
 * <p>Immutable. Threads: any.
 */
public sealed interface Arguments extends Serializable {
    /** {@return all of them, in order} */
    Object[] toArray();

    /**
     * Two of them.
     *
     * @param <A> the type of the first
     * @param <B> the type of the second
     * @param first argument
     * @param second argument
     */
    record Two<A, B>(A first, B second) implements Arguments {
        @Override
        public Object[] toArray() {
            return new Object[] {first, second};
        }
    }

    /**
     * Three of them.
     *
     * @param <A> the type of the first
     * @param <B> the type of the second
     * @param <C> the type of the third
     * @param first argument
     * @param second argument
     * @param third argument
     */
    record Three<A, B, C>(A first, B second, C third) implements Arguments {
        @Override
        public Object[] toArray() {
            return new Object[] {first, second, third};
        }
    }

    /**
     * Four of them.
     *
     * @param <A> the type of the first
     * @param <B> the type of the second
     * @param <C> the type of the third
     * @param <D> the type of the fourth
     * @param first argument
     * @param second argument
     * @param third argument
     * @param fourth argument
     */
    record Four<A, B, C, D>(A first, B second, C third, D fourth) implements Arguments {
        @Override
        public Object[] toArray() {
            return new Object[] {first, second, third, fourth};
        }
    }

    /**
     * Five of them.
     *
     * @param <A> the type of the first
     * @param <B> the type of the second
     * @param <C> the type of the third
     * @param <D> the type of the fourth
     * @param <E> the type of the fifth
     * @param first argument
     * @param second argument
     * @param third argument
     * @param fourth argument
     * @param fifth argument
     */
    record Five<A, B, C, D, E>(A first, B second, C third, D fourth, E fifth) implements Arguments {
        @Override
        public Object[] toArray() {
            return new Object[] {first, second, third, fourth, fifth};
        }
    }

    /**
     * {@return two arguments}
     * @param <A> the type of the first
     * @param <B> the type of the second
     * @param first argument
     * @param second argument
     */
    static <A, B> Two<A, B> of(A first, B second) {
        return new Two<>(first, second);
    }

    /**
     * {@return three arguments}
     * @param <A> the type of the first
     * @param <B> the type of the second
     * @param <C> the type of the third
     * @param first argument
     * @param second argument
     * @param third argument
     */
    static <A, B, C> Three<A, B, C> of(A first, B second, C third) {
        return new Three<>(first, second, third);
    }

    /**
     * {@return four arguments}
     * @param <A> the type of the first
     * @param <B> the type of the second
     * @param <C> the type of the third
     * @param <D> the type of the fourth
     * @param first argument
     * @param second argument
     * @param third argument
     * @param fourth argument
     */
    static <A, B, C, D> Four<A, B, C, D> of(A first, B second, C third, D fourth) {
        return new Four<>(first, second, third, fourth);
    }

    /**
     * {@return five arguments}
     * @param <A> the type of the first
     * @param <B> the type of the second
     * @param <C> the type of the third
     * @param <D> the type of the fourth
     * @param <E> the type of the fifth
     * @param first argument
     * @param second argument
     * @param third argument
     * @param fourth argument
     * @param fifth argument
     */
    static <A, B, C, D, E> Five<A, B, C, D, E> of(A first, B second, C third, D fourth, E fifth) {
        return new Five<>(first, second, third, fourth, fifth);
    }
}
