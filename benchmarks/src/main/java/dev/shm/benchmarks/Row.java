package dev.shm.benchmarks;

import dev.shm.benchmarks.Goal.Bound.Side;
import dev.shm.benchmarks.Goal.Comparison;
import java.util.List;

/** A finding in words, as all tables say it, on a terminal and elsewhere. */
record Row(String measure, String against, String ours, String theirs, String measured, String goal, String verdict) {
    static final Row HEAD = new Row("measure", "against", "ours", "theirs", "measured [interval]", "goal", "verdict");

    static Row of(Finding finding) {
        Goal goal = finding.goal();
        return new Row(
                goal.measure(),
                goal.against(),
                text(finding.ours()),
                text(finding.theirs()),
                finding.estimate() == null ? "" : measured(goal, finding.estimate()),
                bound(goal),
                finding.verdict().toString());
    }

    /** The same for who doesn't see the row above. */
    Row titled(String title) {
        return new Row(title, against, ours, theirs, measured, goal, verdict);
    }

    /** In the order of {@link #HEAD}. */
    List<String> cells() {
        return List.of(measure, against, ours, theirs, measured, goal, verdict);
    }

    private static String text(Quantity quantity) {
        return quantity == null ? "" : quantity.toString();
    }

    private static String measured(Goal goal, Estimate estimate) {
        return String.format(
                "%s %s [%s, %s]",
                number(goal, estimate.value()),
                goal.unit(),
                number(goal, estimate.low()),
                number(goal, estimate.high()));
    }

    private static String bound(Goal goal) {
        if (goal.bound() == null) {
            return "–";
        }
        return String.format(
                "%s %s %s",
                goal.bound().side() == Side.AT_MOST ? "≤" : "≥",
                goal.comparison() == Comparison.RATIO
                        ? Numbers.ratio(goal.bound().value())
                        : Numbers.digits(goal.bound().value()),
                goal.unit());
    }

    private static String number(Goal goal, double value) {
        return switch (goal.comparison()) {
            case RATIO -> Numbers.ratio(value);
            case DIFFERENCE -> (value < 0 ? "" : "+") + Numbers.digits(value);
            case VALUE -> Numbers.digits(value);
        };
    }
}
