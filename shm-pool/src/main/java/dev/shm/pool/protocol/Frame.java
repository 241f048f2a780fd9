package dev.shm.pool.protocol;

/**
 * A message between a pool and its workers. Two are equal if they say the same of the same task, so that one that still lies in the
 * queue can be found and removed.
 *
 * @param kind what it says
 * @param worker the number of the worker that says it; 0 if the pool does
 * @param id of the task, or of the process that ended
 * @param spilled whether its bytes lie in a file of their own
 * @param payload its bytes; empty if they are spilled
 */
public record Frame(Kind kind, int worker, long id, boolean spilled, byte[] payload) {
    private static final byte[] NOTHING = {};

    /** What a message says. */
    public enum Kind {
        /** From the pool: run this. */
        TASK,
        /** The task returned, and this is what. */
        RESULT,
        /** The task threw this. */
        FAILURE,
        /** This task came back from a worker that died or left; nobody has begun it a second time. */
        RETURNED,
        /** The worker has come up, and is about to run its initializer. */
        STARTED,
        /** The worker is about to take tasks. */
        READY,
        /** The worker can't take any: its initializer threw this. */
        REFUSED,
        /** From the pool to itself: a process has ended, and whatever it said stands before this. */
        EXITED
    }

    /**
     * A message without bytes.
     *
     * @param kind what it says
     * @param worker the number of the worker
     * @param id of the task or the process
     */
    public Frame(Kind kind, int worker, long id) {
        this(kind, worker, id, false, NOTHING);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Frame frame && frame.kind == kind && frame.id == id;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(id) * 31 + kind.ordinal();
    }

    @Override
    public String toString() {
        return kind + " " + id + ", worker " + worker + ", " + (spilled ? "in a file" : payload.length + " bytes");
    }
}
