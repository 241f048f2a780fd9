package dev.shm.benchmarks;

import java.util.List;

/**
 * What of all is to be measured.
 *
 * @param beginnings of the names of goals and curves; an empty one is that of all
 * @param quick whether what takes longer is left out, unless it is asked for
 */
record Choice(List<String> beginnings, boolean quick) {

    /** What has no goal takes longer, and nobody waits for it. */
    boolean includes(Goal goal) {
        return includes(goal.name(), goal.bound() == null);
    }

    boolean includes(Sweep sweep) {
        return includes(sweep.name(), true);
    }

    private boolean includes(String name, boolean takesLonger) {
        return beginnings.stream()
                .anyMatch(beginning -> beginning.isEmpty() ? !quick || !takesLonger : name.startsWith(beginning));
    }
}
