package dev.shm.benchmarks;

/** What a measurement says of a goal. */
enum Verdict {
    REACHED,
    MISSED,
    /** The spread is on both sides of the goal: a longer run may tell. */
    UNDECIDED,
    /** The peer is not installed, or the machine is too small. */
    MISSING,
    /** There is no goal: it is told how the two compare. */
    COMPARED;

    /** Whether something is left to be done, or to be found out. */
    boolean leavesSomething() {
        return this != REACHED && this != COMPARED;
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
