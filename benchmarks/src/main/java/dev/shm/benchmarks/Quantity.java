package dev.shm.benchmarks;

/**
 * A number that was measured.
 *
 * @param value the number
 * @param key that it was read under, which {@linkplain Numbers#quantity tells} its unit
 */
record Quantity(double value, String key) {
    private static final double NANOS_PER_SECOND = 1e9;

    static Quantity ofNanos(double value, String what) {
        return new Quantity(value, "ns_per_" + what);
    }

    /** What takes so many times as long; where it is a rate that is asked for, that. */
    Quantity times(double factor, boolean asRate) {
        double nanos = factor * value;
        return asRate ? new Quantity(NANOS_PER_SECOND / nanos, "times_per_s") : new Quantity(nanos, key);
    }

    boolean isRate() {
        return key.endsWith("_per_s");
    }

    @Override
    public String toString() {
        return Numbers.quantity(value, key);
    }
}
