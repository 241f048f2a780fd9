package dev.shm.pool;

import dev.shm.pool.protocol.Work;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** What a pool has of Python's: functions that are applied to many elements. */
abstract sealed class PoolMaps permits ProcessPool {
    PoolMaps() {}

    abstract PoolEngine engine();

    abstract Executor callbacks();

    /** {@return how many workers it has, or would have if all were up} */
    public abstract int size();

    // ---- one argument ----

    /**
     * Applies a function to each element. Blocking.
     *
     * @param <T> the type of the elements
     * @param <R> the type of the results
     * @param elements the arguments
     * @param function the function
     * @return the results, in the order of the elements
     * @throws InterruptedException if interrupted before or while waiting; what has not begun never will, what has is stopped
     * @throws RuntimeException what the function has thrown, for the first element, when all are done; a checked exception is the cause
     *     of a {@link java.util.concurrent.CompletionException}
     * @throws WorkerDiedException if a worker died in one of them
     */
    public <T, R> List<R> map(Collection<? extends T> elements, SerializableFunction<? super T, ? extends R> function)
            throws InterruptedException {
        return map(elements, MapOptions.DEFAULT, function);
    }

    /**
     * Applies a function to each element. Blocking.
     *
     * @param <T> the type of the elements
     * @param <R> the type of the results
     * @param elements the arguments
     * @param options the chunks, and who hears of progress
     * @param function the function
     * @return the results, in the order of the elements
     * @throws InterruptedException if interrupted before or while waiting; what has not begun never will, what has is stopped
     */
    public <T, R> List<R> map(
            Collection<? extends T> elements, MapOptions options, SerializableFunction<? super T, ? extends R> function)
            throws InterruptedException {
        return this.<R>call(each(function), elements, options).await(options.listener());
    }

    /**
     * Applies a function to each element. Does not wait.
     *
     * @param <T> the type of the elements
     * @param <R> the type of the results
     * @param elements the arguments
     * @param function the function
     * @return completes with the results, in the order of the elements; cancelled, it cancels what is not done
     */
    public <T, R> CompletableFuture<List<R>> mapAsync(
            Collection<? extends T> elements, SerializableFunction<? super T, ? extends R> function) {
        return mapAsync(elements, MapOptions.DEFAULT, function);
    }

    /**
     * Applies a function to each element, in chunks. Does not wait.
     *
     * @param <T> the type of the elements
     * @param <R> the type of the results
     * @param elements the arguments
     * @param options the chunks, and who hears of progress: one call after the other, the last one before the future completes
     * @param function the function
     * @return completes with the results, in the order of the elements; cancelled, it cancels what is not done
     */
    public <T, R> CompletableFuture<List<R>> mapAsync(
            Collection<? extends T> elements,
            MapOptions options,
            SerializableFunction<? super T, ? extends R> function) {
        return this.<R>call(each(function), elements, options).future(callbacks(), options.listener());
    }

    /**
     * {@return the results one after the other, in the order of the elements}: elements are read, and given to workers, only a few ahead
     * of what was taken. {@code next} waits, and throws what the function, or the source, has thrown in that place; one may go on behind
     * it. Interrupted, it throws a {@code CancellationException}
     * @param <T> the type of the elements
     * @param <R> the type of the results
     * @param elements the arguments
     * @param function the function
     */
    public <T, R> Iterator<R> imap(
            Iterator<? extends T> elements, SerializableFunction<? super T, ? extends R> function) {
        return lazily(elements, MapOptions.chunksOf(1), function, true);
    }

    /**
     * {@return the same in chunks}
     * @param <T> the type of the elements
     * @param <R> the type of the results
     * @param elements the arguments
     * @param options the chunks; one that fails is one exception
     * @param function the function
     */
    public <T, R> Iterator<R> imap(
            Iterator<? extends T> elements, MapOptions options, SerializableFunction<? super T, ? extends R> function) {
        return lazily(elements, options, function, true);
    }

    /**
     * {@return the same in the order in which they are done}
     * @param <T> the type of the elements
     * @param <R> the type of the results
     * @param elements the arguments
     * @param function the function
     */
    public <T, R> Iterator<R> imapUnordered(
            Iterator<? extends T> elements, SerializableFunction<? super T, ? extends R> function) {
        return lazily(elements, MapOptions.chunksOf(1), function, false);
    }

    /**
     * {@return the same in chunks, in the order in which these are done}
     * @param <T> the type of the elements
     * @param <R> the type of the results
     * @param elements the arguments
     * @param options the chunks; one that fails is one exception
     * @param function the function
     */
    public <T, R> Iterator<R> imapUnordered(
            Iterator<? extends T> elements, MapOptions options, SerializableFunction<? super T, ? extends R> function) {
        return lazily(elements, options, function, false);
    }

    // ---- several arguments ----

    /**
     * Applies a function of two arguments to each element. Blocking.
     *
     * @param <A> the type of the first
     * @param <B> the type of the second
     * @param <R> the type of the results
     * @param elements the arguments, such as {@code Arguments.of(2, 3)}
     * @param function the function
     * @return the results, in the order of the elements
     * @throws InterruptedException as {@code map} does
     */
    public <A, B, R> List<R> starmap(
            Collection<Arguments.Two<A, B>> elements, SerializableFunction2<? super A, ? super B, ? extends R> function)
            throws InterruptedException {
        return this.<R>star(2, star2(function), elements).await(null);
    }

    /**
     * Applies a function of two arguments to each element. Does not wait.
     *
     * @param <A> the type of the first
     * @param <B> the type of the second
     * @param <R> the type of the results
     * @param elements the arguments, such as {@code Arguments.of(2, 3)}
     * @param function the function
     * @return completes with the results, in the order of the elements; cancelled, it cancels what is not done
     */
    public <A, B, R> CompletableFuture<List<R>> starmapAsync(
            Collection<Arguments.Two<A, B>> elements,
            SerializableFunction2<? super A, ? super B, ? extends R> function) {
        return this.<R>star(2, star2(function), elements).future(callbacks(), null);
    }

    /**
     * Applies a function of three arguments to each element. Blocking.
     *
     * @param <A> the type of the first
     * @param <B> the type of the second
     * @param <C> the type of the third
     * @param <R> the type of the results
     * @param elements the arguments, such as {@code Arguments.of(2, 3)}
     * @param function the function
     * @return the results, in the order of the elements
     * @throws InterruptedException as {@code map} does
     */
    public <A, B, C, R> List<R> starmap(
            Collection<Arguments.Three<A, B, C>> elements,
            SerializableFunction3<? super A, ? super B, ? super C, ? extends R> function)
            throws InterruptedException {
        return this.<R>star(3, star3(function), elements).await(null);
    }

    /**
     * Applies a function of three arguments to each element. Does not wait.
     *
     * @param <A> the type of the first
     * @param <B> the type of the second
     * @param <C> the type of the third
     * @param <R> the type of the results
     * @param elements the arguments, such as {@code Arguments.of(2, 3)}
     * @param function the function
     * @return completes with the results, in the order of the elements; cancelled, it cancels what is not done
     */
    public <A, B, C, R> CompletableFuture<List<R>> starmapAsync(
            Collection<Arguments.Three<A, B, C>> elements,
            SerializableFunction3<? super A, ? super B, ? super C, ? extends R> function) {
        return this.<R>star(3, star3(function), elements).future(callbacks(), null);
    }

    /**
     * Applies a function of four arguments to each element. Blocking.
     *
     * @param <A> the type of the first
     * @param <B> the type of the second
     * @param <C> the type of the third
     * @param <D> the type of the fourth
     * @param <R> the type of the results
     * @param elements the arguments, such as {@code Arguments.of(2, 3)}
     * @param function the function
     * @return the results, in the order of the elements
     * @throws InterruptedException as {@code map} does
     */
    public <A, B, C, D, R> List<R> starmap(
            Collection<Arguments.Four<A, B, C, D>> elements,
            SerializableFunction4<? super A, ? super B, ? super C, ? super D, ? extends R> function)
            throws InterruptedException {
        return this.<R>star(4, star4(function), elements).await(null);
    }

    /**
     * Applies a function of four arguments to each element. Does not wait.
     *
     * @param <A> the type of the first
     * @param <B> the type of the second
     * @param <C> the type of the third
     * @param <D> the type of the fourth
     * @param <R> the type of the results
     * @param elements the arguments, such as {@code Arguments.of(2, 3)}
     * @param function the function
     * @return completes with the results, in the order of the elements; cancelled, it cancels what is not done
     */
    public <A, B, C, D, R> CompletableFuture<List<R>> starmapAsync(
            Collection<Arguments.Four<A, B, C, D>> elements,
            SerializableFunction4<? super A, ? super B, ? super C, ? super D, ? extends R> function) {
        return this.<R>star(4, star4(function), elements).future(callbacks(), null);
    }

    /**
     * Applies a function of five arguments to each element. Blocking.
     *
     * @param <A> the type of the first
     * @param <B> the type of the second
     * @param <C> the type of the third
     * @param <D> the type of the fourth
     * @param <E> the type of the fifth
     * @param <R> the type of the results
     * @param elements the arguments, such as {@code Arguments.of(2, 3)}
     * @param function the function
     * @return the results, in the order of the elements
     * @throws InterruptedException as {@code map} does
     */
    public <A, B, C, D, E, R> List<R> starmap(
            Collection<Arguments.Five<A, B, C, D, E>> elements,
            SerializableFunction5<? super A, ? super B, ? super C, ? super D, ? super E, ? extends R> function)
            throws InterruptedException {
        return this.<R>star(5, star5(function), elements).await(null);
    }

    /**
     * Applies a function of five arguments to each element. Does not wait.
     *
     * @param <A> the type of the first
     * @param <B> the type of the second
     * @param <C> the type of the third
     * @param <D> the type of the fourth
     * @param <E> the type of the fifth
     * @param <R> the type of the results
     * @param elements the arguments, such as {@code Arguments.of(2, 3)}
     * @param function the function
     * @return completes with the results, in the order of the elements; cancelled, it cancels what is not done
     */
    public <A, B, C, D, E, R> CompletableFuture<List<R>> starmapAsync(
            Collection<Arguments.Five<A, B, C, D, E>> elements,
            SerializableFunction5<? super A, ? super B, ? super C, ? super D, ? super E, ? extends R> function) {
        return this.<R>star(5, star5(function), elements).future(callbacks(), null);
    }

    // ---- for both ----

    private <T, R> Iterator<R> lazily(
            Iterator<? extends T> elements,
            MapOptions options,
            SerializableFunction<? super T, ? extends R> function,
            boolean ordered) {
        Objects.requireNonNull(elements, "elements");
        return new LazyResults<T, R>(engine(), each(function), elements, Math.max(1, options.chunk()), size(), ordered);
    }

    private static Work each(SerializableFunction<?, ?> function) {
        return new Calls.Each<>(Objects.requireNonNull(function, "function"));
    }

    /** Of one argument. */
    <R> MapCall<R> call(Work work, Collection<?> elements, MapOptions options) {
        return call(work, elements.toArray(), 1, options);
    }

    /** Of several arguments, which lie one behind the other. */
    private <R> MapCall<R> star(int arity, Work work, Collection<? extends Arguments> elements) {
        Object[] all = elements.stream()
                .flatMap(element -> Arrays.stream(element.toArray()))
                .toArray();
        return call(work, all, arity, MapOptions.DEFAULT);
    }

    private <R> MapCall<R> call(Work work, Object[] arguments, int arity, MapOptions options) {
        return new MapCall<>(engine(), work, arguments, arity, options.chunks(arguments.length / arity, size()));
    }

    @SuppressWarnings("unchecked") // as star puts them there
    private static <A, B, R> Work star2(SerializableFunction2<A, B, R> function) {
        Objects.requireNonNull(function, "function");
        return new Calls.Star<>(2, all -> function.apply((A) all[0], (B) all[1]));
    }

    @SuppressWarnings("unchecked") // as star puts them there
    private static <A, B, C, R> Work star3(SerializableFunction3<A, B, C, R> function) {
        Objects.requireNonNull(function, "function");
        return new Calls.Star<>(3, all -> function.apply((A) all[0], (B) all[1], (C) all[2]));
    }

    @SuppressWarnings("unchecked") // as star puts them there
    private static <A, B, C, D, R> Work star4(SerializableFunction4<A, B, C, D, R> function) {
        Objects.requireNonNull(function, "function");
        return new Calls.Star<>(4, all -> function.apply((A) all[0], (B) all[1], (C) all[2], (D) all[3]));
    }

    @SuppressWarnings("unchecked") // as star puts them there
    private static <A, B, C, D, E, R> Work star5(SerializableFunction5<A, B, C, D, E, R> function) {
        Objects.requireNonNull(function, "function");
        return new Calls.Star<>(5, all -> function.apply((A) all[0], (B) all[1], (C) all[2], (D) all[3], (E) all[4]));
    }
}
