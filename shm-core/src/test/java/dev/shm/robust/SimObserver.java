package dev.shm.robust;

/** One who sees everything that happens in a simulation and holds the processes to their rules: throws {@link SimViolation}. */
public interface SimObserver {
    /** {@return one that has seen the same, and goes on by itself} */
    SimObserver copy();

    /**
     * A process says something, in the same moment as its step before.
     *
     * @param process which, from 1
     * @param what a number that means something to the program
     * @param value another one
     */
    void told(int process, int what, long value);

    /**
     * A process dies.
     *
     * @param process which, from 1
     */
    void died(int process);

    /**
     * Whether a process may wait for ever, now that nobody can do anything any more.
     *
     * @param process which, from 1
     * @param state how all has ended
     * @return false unless it waits for something that has not come
     */
    default boolean mayWait(int process, SimState state) {
        return false;
    }

    /**
     * All is over.
     *
     * @param state how all has ended
     */
    default void ended(SimState state) {
        // it was right all the time
    }

    /**
     * A word has been stored.
     *
     * @param state with the new value
     * @param offset of the word
     * @param value the new one
     */
    default void stored(SimState state, long offset, long value) {
        // nothing to it
    }

    /** {@return a hash of what makes a difference to what it may say later} */
    long fingerprint();

    // ---- what only the simulation of a lock is about ----

    /** A process, from 0, begins to want something. */
    default void begun(SimState state, int process) {
        // nothing to it
    }

    /** A process, from 0, wants it no more. */
    default void gaveUp(int process) {
        // nothing to it
    }

    /** A process, from 0, begins a section. */
    default void entered(SimState state, int process, long token) {
        // nothing to it
    }

    /** A process, from 1, dies in sections with these tokens, of those that aren't 0. */
    default void diedInside(int process, long[] tokens) {
        died(process);
    }

    /** A thread of a process, from 1, has ended in its section. */
    default void endedInside(int process, long token) {
        throw new SimViolation("a thread ends in its section");
    }

    /** Whether a process, from 0, of which all threads have ended but its mourner's still has something to do. */
    default boolean isNeeded(int process) {
        return false;
    }
}
