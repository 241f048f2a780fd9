package dev.shm.testkit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Turns a hang into a failure: whatever is not done within {@link #limit()} fails with a dump of all threads.
 *
 * <p>The limit is far above any time that a sound test takes. It is no assertion about speed.
 *
 * <p>Threads: any.
 */
public final class HangGuard {

    /** The system property that stretches (above 1) or shrinks (below 1) all limits. */
    public static final String FACTOR_PROPERTY = "testkit.guard.factor";

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long SHORTEST_PAUSE_NANOS = 50_000;
    private static final long LONGEST_PAUSE_NANOS = 5_000_000;

    private HangGuard() {}

    /**
     * What is run under the guard.
     *
     * @param <X> the checked exception it throws; the compiler infers {@code RuntimeException} where there is none
     */
    @FunctionalInterface
    public interface Action<X extends Exception> {
        /**
         * Runs it.
         *
         * @throws X when it fails
         */
        void run() throws X;
    }

    /**
     * What is run under the guard for its result.
     *
     * @param <T> the type of the result
     * @param <X> the checked exception it throws
     */
    @FunctionalInterface
    public interface Task<T, X extends Exception> {
        /**
         * Computes the result.
         *
         * @return the result
         * @throws X when it fails
         */
        T call() throws X;
    }

    /**
     * What each of several threads runs.
     *
     * @param <X> the checked exception it throws
     */
    @FunctionalInterface
    public interface Body<X extends Exception> {
        /**
         * Runs it.
         *
         * @param index the number of the thread, from 0
         * @throws X when it fails
         */
        void run(int index) throws X;
    }

    /**
     * Returns the time after which the guard strikes: 60 s times the property {@value #FACTOR_PROPERTY}.
     *
     * @return the limit, read anew at each call
     */
    public static Duration limit() {
        double factor = Double.parseDouble(System.getProperty(FACTOR_PROPERTY, "1"));
        return Duration.ofNanos((long) (LIMIT.toNanos() * factor));
    }

    /**
     * Runs the action in a thread of its own and waits for it. What belongs to a thread (a lock) must therefore be
     * acquired and released inside of one action. A thread that hangs is interrupted and left behind as a daemon.
     *
     * @param <X> the checked exception of the action
     * @param what what is done, for the failure
     * @param action what to do
     * @throws X what the action throws, as it was thrown
     * @throws AssertionError with a thread dump, if the action is not done within the limit
     */
    public static <X extends Exception> void run(String what, Action<X> action) throws X {
        GuardedThreads.run(what, 1, index -> action.run());
    }

    /**
     * Runs the task as {@link #run} does and returns its result.
     *
     * @param <T> the type of the result
     * @param <X> the checked exception of the task
     * @param what what is done, for the failure
     * @param task what to do
     * @return the result of the task
     * @throws X what the task throws, as it was thrown
     * @throws AssertionError with a thread dump, if the task is not done within the limit
     */
    public static <T, X extends Exception> T call(String what, Task<T, X> task) throws X {
        AtomicReference<T> result = new AtomicReference<>();
        GuardedThreads.run(what, 1, index -> result.set(task.call()));
        return result.get();
    }

    /**
     * Runs the body in {@code count} threads that are let go at the same moment, and joins them all.
     *
     * @param <X> the checked exception of the body
     * @param count the number of threads, from 1
     * @param body what each thread does
     * @throws X the first failure, with the later ones suppressed in it
     * @throws AssertionError with a thread dump, if one of the threads is not done within the limit
     */
    public static <X extends Exception> void threads(int count, Body<X> body) throws X {
        GuardedThreads.run(count + " threads", count, body);
    }

    /**
     * Waits until the condition is true, asking after 50 µs and then at growing intervals, every 5 ms at the most.
     *
     * @param what what is awaited, for the failure
     * @param condition what is to become true; asked in the calling thread, and at least once
     * @throws AssertionError with a thread dump, if it is not true within the limit
     */
    public static void await(String what, BooleanSupplier condition) {
        if (!isReached(limit(), condition)) {
            throw new AssertionError(struck("not reached: " + what));
        }
    }

    /** Waits as {@link #await} does, and returns whether the condition was true within the given time. */
    static boolean isReached(Duration within, BooleanSupplier condition) {
        long start = System.nanoTime();
        long pause = SHORTEST_PAUSE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > within.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
        }
        return true;
    }

    static String struck(String what) {
        return what + " within " + limit().toMillis() + " ms\n" + ThreadDump.ofThisJvm();
    }
}
