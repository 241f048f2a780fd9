package dev.shm.benchmarks;

import dev.shm.benchmarks.Goal.Bound;
import java.util.Locale;

/**
 * A finding as a picture: the goal is the line in the middle, right of it is what reaches it, whichever way the goal is meant. A step
 * of the axis is twice as good.
 */
final class IntervalPicture {
    private static final int WIDTH = 168;
    private static final int HEIGHT = 20;
    private static final double MIDDLE = WIDTH / 2.0;
    private static final double DOUBLING = 38;

    /** Left of its negative, and right of it, an arrow says that there is more. */
    private static final double END = 76;

    private IntervalPicture() {}

    /** An SVG element, which shows what is said in words beside it; empty for a finding that is missing, or has no goal. */
    static String of(Finding finding) {
        if (finding.estimate() == null || finding.goal().bound() == null) {
            return "";
        }
        StringBuilder svg = new StringBuilder();
        element(svg, "<svg class=\"interval\" viewBox=\"0 0 %d %d\" aria-hidden=\"true\">", WIDTH, HEIGHT);
        element(
                svg,
                "<rect class=\"within\" x=\"%.1f\" y=\"0\" width=\"%.1f\" height=\"%d\"/>",
                MIDDLE,
                MIDDLE,
                HEIGHT);
        for (int doublings = -2; doublings <= 2; doublings++) {
            String line = doublings == 0 ? "goal-line" : "tick";
            double x = MIDDLE + doublings * DOUBLING;
            element(svg, "<path class=\"%s\" d=\"M%.1f 0V%d\"/>", line, x, HEIGHT);
        }
        estimate(svg, finding.goal().bound(), finding.estimate());
        return svg.append("</svg>").toString();
    }

    private static void estimate(StringBuilder svg, Bound bound, Estimate estimate) {
        double value = offset(bound, estimate.value());
        double low = offset(bound, estimate.low());
        double high = offset(bound, estimate.high());
        double left = Math.min(low, high);
        double right = Math.max(low, high);
        double y = HEIGHT / 2.0;
        element(svg, "<path class=\"range\" d=\"M%.1f %.1fH%.1f\"/>", within(left), y, within(right));
        if (left < -END) {
            element(svg, "<path class=\"more\" d=\"M1 %.1fl7 -5v10z\"/>", y);
        }
        if (right > END) {
            element(svg, "<path class=\"more\" d=\"M%d %.1fl-7 -5v10z\"/>", WIDTH - 1, y);
        }
        if (Math.abs(value) <= END) {
            element(svg, "<circle class=\"value\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\"/>", MIDDLE + value, y);
        }
    }

    private static double offset(Bound bound, double value) {
        return DOUBLING * Math.log(Shortfall.timesTheGoal(bound, value)) / Math.log(2);
    }

    private static double within(double offset) {
        return MIDDLE + Math.max(-END, Math.min(END, offset));
    }

    private static void element(StringBuilder svg, String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments));
    }
}
