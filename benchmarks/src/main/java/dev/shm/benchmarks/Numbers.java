package dev.shm.benchmarks;

import java.util.Locale;

/** Numbers as a reader wants them: three digits, and a unit that keeps them short. */
final class Numbers {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final String[] SMALLER = {"ns", "µs", "ms", "s"};
    private static final String[] LARGER = {"", " k", " M", " G"};

    private Numbers() {}

    /**
     * A number with its unit.
     *
     * @param key that it was read under, which tells the unit: {@code ns_per_}, {@code ms_per_} or {@code mib_} in front, {@code _per_s} at
     *     the end, or {@code percent}
     */
    static String quantity(double value, String key) {
        if (key.contains("ns_per_")) {
            return time(value);
        }
        if (key.contains("ms_per_")) {
            return time(value * NANOS_PER_MILLI);
        }
        if (key.endsWith("_per_s")) {
            return rate(value);
        }
        if (key.equals("percent")) {
            return digits(value) + " %";
        }
        return digits(value) + (key.startsWith("mib_") ? " MiB" : "");
    }

    /** A whole number, in groups of three digits. */
    static String count(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    static String time(double nanos) {
        return scaled(nanos, SMALLER, " ");
    }

    private static String rate(double perSecond) {
        return scaled(perSecond, LARGER, "") + "/s";
    }

    private static String scaled(double value, String[] units, String gap) {
        double rest = value;
        int unit = 0;
        while (Math.abs(rest) >= 999.5 && unit < units.length - 1) {
            rest /= 1000;
            unit++;
        }
        return digits(rest) + gap + units[unit];
    }

    /** Three digits, but not more than two behind the point. */
    static String digits(double value) {
        double size = Math.abs(value);
        String format = size >= 99.95 ? "%.0f" : size >= 9.995 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }

    /** A ratio, or where that is small how many times less. */
    static String ratio(double value) {
        return value < 0.095 ? "1/" + digits(1 / value) : digits(value);
    }
}
