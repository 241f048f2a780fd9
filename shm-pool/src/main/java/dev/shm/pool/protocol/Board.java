package dev.shm.pool.protocol;

import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLongArray;

/**
 * What each worker is about, where everybody can see it, also when it is dead: the pool reads there what a dead one had begun.
 *
 * <p>Of each field there is one writer: the worker, or for {@code stop} the pool. A successor finds what its predecessor left only
 * until it has started: the pool has read it before.
 */
public final class Board {
    private static final String NAME = "board";

    private static final int FIELDS = 8; // a cache line for each worker, so that they do not disturb each other
    private static final int PID = 0;
    private static final int CURRENT = 1;
    private static final int STOP = 2;

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
        words.setVolatile(at(worker, PID), pid);
    }

    /**
     * From here on a task counts as begun: whoever dies now, dies in it.
     *
     * @param worker its number
     * @param task which one
     */
    public void begin(int worker, long task) {
        words.setVolatile(at(worker, CURRENT), task); // SYNC task-begun: pairs with Board.current
    }

    /**
     * It is done with its task.
     *
     * @param worker its number
     */
    public void end(int worker) {
        words.setRelease(at(worker, CURRENT), 0);
    }

    /**
     * {@return which task it should stop; 0 if none}
     * @param worker its number
     */
    public long taskToStop(int worker) {
        return words.getVolatile(at(worker, STOP));
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

    // ---- for those who want to know ----

    /**
     * {@return the process of a worker; 0 if it has not started yet}
     * @param worker its number
     */
    public long pid(int worker) {
        return words.getVolatile(at(worker, PID));
    }
}
