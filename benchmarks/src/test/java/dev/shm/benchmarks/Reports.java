package dev.shm.benchmarks;

import dev.shm.benchmarks.Curve.Line;
import dev.shm.benchmarks.Curve.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reports of what nobody has measured. */
final class Reports {
    /** Text that means something in each of the forms of a report. */
    static final String AWKWARD = "a, \"b\" | <i>c</i> & 'd' *e* \\ `f`";

    private static final Quantity OURS = Quantity.ofNanos(30, "op");
    private static final Quantity THEIRS = Quantity.ofNanos(20, "op");
    private static final Goals GOALS = Goals.read(Checkout.goals());

    private Reports() {}

    /** All goals of the project, their verdicts in turns. */
    static Report ofEachVerdict() {
        List<Finding> findings = new ArrayList<>();
        for (Goal goal : GOALS.all()) {
            List<Verdict> verdicts = Stream.of(Verdict.values())
                    .filter(verdict -> isPossible(goal, verdict))
                    .toList();
            findings.add(finding(goal, verdicts.get(findings.size() % verdicts.size()), "a note"));
        }
        return of(findings);
    }

    /** One goal of each verdict, with text that means something in each of the forms. */
    static Report awkward() {
        List<Finding> findings = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            Goal goal = GOALS.all().stream()
                    .filter(one -> isPossible(one, verdict))
                    .skip(verdict == Verdict.COMPARED ? 0 : findings.size())
                    .findFirst()
                    .orElseThrow();
            findings.add(finding(goal, verdict, AWKWARD));
        }
        return of(findings);
    }

    private static boolean isPossible(Goal goal, Verdict verdict) {
        return verdict == Verdict.MISSING || (verdict == Verdict.COMPARED) == (goal.bound() == null);
    }

    private static Report of(List<Finding> findings) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("cpu", "a processor " + AWKWARD);
        facts.put("command", "bin/shm bench");
        return Report.of(facts, GOALS, findings, List.of(curve()));
    }

    /** A curve with a peer that could not go as far, and one that is missing. */
    static Curve curve() {
        List<Point> ours = List.of(point(1, 1e6), point(2, 2e6), point(64, 4e6));
        List<Point> theirs = List.of(point(1, 3e6), point(2, 1e6));
        return new Curve(
                "curve",
                "counting",
                "processes",
                "increments_per_s",
                List.of(
                        new Line("ours", ours, ""),
                        new Line("theirs", theirs, "no more than 2"),
                        new Line("others", List.of(), AWKWARD)));
    }

    private static Point point(double x, double y) {
        return new Point(x, new Estimate(y, y * 0.9, y * 1.1, 5));
    }

    private static Finding finding(Goal goal, Verdict verdict, String text) {
        double near = goal.bound() == null ? 1 : goal.bound().value();
        double good = goal.bound() == null || goal.bound().side() == Goal.Bound.Side.AT_MOST ? 0.8 : 1.25;
        return switch (verdict) {
            case REACHED -> Finding.of(goal, estimate(near * good), OURS, THEIRS, text);
            case MISSED -> Finding.of(goal, estimate(near / good), OURS, THEIRS, text);
            case UNDECIDED, COMPARED -> Finding.of(goal, estimate(near), OURS, THEIRS, text);
            case MISSING -> Finding.missing(goal, text);
        };
    }

    private static Estimate estimate(double value) {
        return new Estimate(value, value * 0.95, value * 1.05, 8);
    }
}
