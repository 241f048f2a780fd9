package dev.shm.benchmarks;

/**
 * What was found of a goal.
 *
 * @param goal the goal
 * @param verdict of the comparison, or {@link Verdict#MISSING}
 * @param estimate of the compared value; null if missing
 * @param ours what this project measured; null if missing
 * @param theirs what the peer measured; null if missing, or if there is none
 * @param note what else should be known, or why it is missing; may be empty
 */
record Finding(Goal goal, Verdict verdict, Estimate estimate, Quantity ours, Quantity theirs, String note) {
    static Finding of(Goal goal, Estimate estimate, Quantity ours, Quantity theirs, String note) {
        return new Finding(goal, goal.judge(estimate), estimate, ours, theirs, note);
    }

    static Finding missing(Goal goal, String why) {
        return new Finding(goal, Verdict.MISSING, null, null, null, why);
    }
}
