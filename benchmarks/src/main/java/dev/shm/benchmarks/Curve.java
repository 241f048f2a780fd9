package dev.shm.benchmarks;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What grows with something: a chart.
 *
 * @param name to ask for it
 * @param title what is measured
 * @param along what it is measured against, in the plural: "processes"
 * @param key under which the values were read, which tells their unit
 * @param lines one for each of those who are compared, ours first
 */
record Curve(String name, String title, String along, String key, List<Line> lines) {

    /**
     * The points of one of them.
     *
     * @param who it is
     * @param points in ascending order; none if it is missing
     * @param note why some are missing; empty if none are
     */
    record Line(String who, List<Point> points, String note) {

        /** What was measured at a place, if anything was. */
        Optional<Estimate> at(double x) {
            return points.stream().filter(point -> point.x() == x).map(Point::y).findFirst();
        }
    }

    /**
     * One measured value.
     *
     * @param x how many there were of what it is measured against
     * @param y the value
     */
    record Point(double x, Estimate y) {}

    /** All places where something was measured, in ascending order. */
    List<Double> places() {
        return lines.stream()
                .flatMap(line -> line.points().stream())
                .map(Point::x)
                .distinct()
                .sorted()
                .toList();
    }

    /** A value of it, with its unit. */
    String quantity(double value) {
        return Numbers.quantity(value, key);
    }

    /** How each line grows, and what is missing, in words. */
    List<String> remarks() {
        return lines.stream()
                .flatMap(line -> Stream.of(growth(line), line.note()))
                .filter(remark -> !remark.isEmpty())
                .toList();
    }

    /** How a line grows from its first point to its last, in words; empty where it has fewer than two. */
    private String growth(Line line) {
        List<Point> points = line.points();
        if (points.size() < 2) {
            return "";
        }
        Point first = points.get(0);
        Point last = points.get(points.size() - 1);
        return String.format(
                "%s: %s × as many %s, from %s to %s, make it %s ×.",
                line.who(),
                Numbers.ratio(last.x() / first.x()),
                along,
                Numbers.count(first.x()),
                Numbers.count(last.x()),
                Numbers.ratio(last.y().value() / first.y().value()));
    }
}
