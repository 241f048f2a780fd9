package dev.shm.benchmarks;

import dev.shm.benchmarks.Goal.Bound.Side;
import dev.shm.benchmarks.Goal.Comparison;
import java.io.PrintStream;

/** The report on a terminal: 120 columns. */
final class Table {
    private static final String FORMAT = "%-35s %-17s %9s %9s  %-24s %9s  %s%n";

    private final PrintStream out;

    Table(PrintStream out) {
        this.out = out;
    }

    void head() {
        row("measure", "against", "ours", "theirs", "measured [interval]", "goal", "verdict");
        row("-".repeat(35), "-".repeat(17), "-".repeat(9), "-".repeat(9), "-".repeat(24), "-".repeat(9), "-".repeat(9));
    }

    void row(Finding finding) {
        Goal goal = finding.goal();
        row(
                goal.measure(),
                goal.against(),
                finding.ours(),
                finding.theirs(),
                finding.estimate() == null ? "" : measured(goal, finding.estimate()),
                bound(goal),
                finding.verdict().toString());
        if (!finding.note().isEmpty()) {
            out.println("  " + finding.note());
        }
    }

    private void row(String... cells) {
        out.printf(FORMAT, (Object[]) cells);
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
