package dev.shm.pool.protocol;

import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLongArray;

/**
 * What each worker is about, where everybody can see it, also when it is dead: the pool reads there what a dead one had begun.
 *
 * <p>Of each field there is one writer: the worker, or for {@code stop} and {@code call} the pool. A successor finds what its predecessor left only
 * until it has started: the pool has read it before.
 */
public final class Board {
    private static final String NAME = "board";

    private static final int FIELDS = 8; // a cache line for each worker, so that they do not disturb each other
    private static final int PID = 0;
    private static final int CURRENT = 1;
    private static final int STOP = 2;
    private static final int CALLED = 3;
    private static final int BEGUN_NANOS = 4;
    private static final int DONE = 5;
    private static final int PHASE = 6;

    /** How far a worker has come. */
    public enum Phase {
        /** It runs its initializer, if there is one. */
        STARTING,
        /** It waits to be called. */
        SPARE,
        /** It takes tasks. */
        WORKING
    }

    private static final Phase[] PHASES = Phase.values();

    private final SharedLongArray words;

    private Board(SharedLongArray words) {
        this.words = words;
    }

    static Board create(SharedSpace space, int workers, long parentPid) {
        Board board = new Board(SharedLongArray.create(space, NAME, (workers + 1L) * FIELDS));
        board.words.setVolatile(PID, parentPid); // as if it were worker 0
        return board;
    }

    static Board open(SharedSpace space) {
        return new Board(SharedLongArray.open(space, NAME));
    }

    /** {@return the process that made it} */
    public long parentPid() {
        return words.getVolatile(PID);
    }

    private static long at(int worker, int field) {
        return (long) worker * FIELDS + field;
    }

    // ---- by the worker ----

    /**
     * A worker has started.
     *
     * @param worker its number, from 1
     * @param pid its process
     */
    public void started(int worker, long pid) {
        words.setVolatile(at(worker, STOP), 0);
        words.setRelease(at(worker, DONE), 0);
        enter(worker, Phase.STARTING);
        words.setVolatile(at(worker, PID), pid);
    }

    /**
     * It has come further.
     *
     * @param worker its number
     * @param phase how far
     */
    public void enter(int worker, Phase phase) {
        words.setRelease(at(worker, PHASE), phase.ordinal());
    }

    /**
     * From here on a task counts as begun: whoever dies now, dies in it.
     *
     * @param worker its number
     * @param task which one
     */
    public void begin(int worker, long task) {
        words.setRelease(at(worker, BEGUN_NANOS), System.nanoTime());
        words.setVolatile(at(worker, CURRENT), task); // SYNC task-begun: pairs with Board.current
    }

    /**
     * It is done with its task.
     *
     * @param worker its number
     */
    public void end(int worker) {
        long done = at(worker, DONE);
        words.setRelease(done, words.get(done) + 1);
        words.setRelease(at(worker, CURRENT), 0);
    }

    /**
     * {@return which task it should stop; 0 if none}
     * @param worker its number
     */
    public long taskToStop(int worker) {
        return words.getVolatile(at(worker, STOP));
    }

    /**
     * {@return whether it is called, if it is a spare}
     * @param worker its number
     */
    public boolean isCalled(int worker) {
        return words.getVolatile(at(worker, CALLED)) != 0;
    }

    // ---- by the pool ----

    /**
     * {@return what a worker has begun and not ended, 0 if nothing}
     * @param worker its number
     */
    public long current(int worker) {
        return words.getVolatile(at(worker, CURRENT)); // SYNC task-begun: pairs with Board.begin
    }

    /**
     * A process has ended, and what it had begun is known: its successor has begun nothing.
     *
     * @param worker its number
     */
    public void clear(int worker) {
        words.setVolatile(at(worker, CURRENT), 0);
        words.setVolatile(at(worker, CALLED), 0);
        words.setVolatile(at(worker, PID), 0);
    }

    /**
     * Asks a worker to stop a task, if it is still about that one.
     *
     * @param worker its number
     * @param task which one
     */
    public void stop(int worker, long task) {
        words.setVolatile(at(worker, STOP), task);
    }

    /**
     * Calls a spare: from now on it takes tasks.
     *
     * @param worker its number
     */
    public void call(int worker) {
        words.setVolatile(at(worker, CALLED), 1);
    }

    // ---- for those who want to know ----

    /** {@return for how many workers it has room} */
    public int workers() {
        return (int) (words.length() / FIELDS) - 1;
    }

    /**
     * {@return how far a worker has come}
     * @param worker its number
     */
    public Phase phase(int worker) {
        long phase = words.getVolatile(at(worker, PHASE));
        return phase >= 0 && phase < PHASES.length ? PHASES[(int) phase] : Phase.STARTING;
    }

    /**
     * {@return for how long, in nanoseconds, a worker has been about the task that it has begun last}
     * @param worker its number
     */
    public long nanosSinceBegun(int worker) {
        return System.nanoTime() - words.getVolatile(at(worker, BEGUN_NANOS));
    }

    /**
     * {@return how many tasks the process of a worker has ended}
     * @param worker its number
     */
    public long done(int worker) {
        return words.getVolatile(at(worker, DONE));
    }

    /**
     * {@return the process of a worker; 0 if it has not started yet}
     * @param worker its number
     */
    public long pid(int worker) {
        return words.getVolatile(at(worker, PID));
    }
}
