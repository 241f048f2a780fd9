package dev.shm.benchmarks;

import dev.shm.benchmarks.Goal.Bound;
import dev.shm.benchmarks.Goal.Bound.Side;
import java.util.Locale;

/** How far what was measured is from its goal. */
final class Shortfall {
    private static final double HUNDRED = 100;

    private Shortfall() {}

    /**
     * How many times as good as the goal asks for: 1 where it is just reached, 2 at half of what is allowed at most, or at twice of what
     * there must be at least. Infinite for a difference in our favour.
     */
    static double timesTheGoal(Bound bound, double value) {
        if (bound.side() == Side.AT_LEAST) {
            return Math.max(0, value / bound.value());
        }
        return value <= 0 ? Double.POSITIVE_INFINITY : bound.value() / value;
    }

    /** In words, for a finding that is not missing. */
    static String of(Finding finding) {
        Bound bound = finding.goal().bound();
        double ratio = finding.estimate().value() / bound.value();
        if (ratio >= 2) {
            return Numbers.digits(ratio) + " times the goal";
        }
        String side = ratio < 1 ? "below" : "above";
        return String.format(Locale.ROOT, "%.0f %% %s the goal", HUNDRED * Math.abs(ratio - 1), side);
    }
}
