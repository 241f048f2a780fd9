package dev.shm.benchmarks;

import java.util.Arrays;
import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * A quantile of what was measured, and the interval that it lies in with a confidence of at least 90 %.
 *
 * <p>The interval is one of order statistics: whatever the samples' distribution, the number of samples below the true
 * quantile is binomial. So there is nothing to be assumed of a machine's noise, but that one sample doesn't depend on the
 * one before. Where there are too few samples to bound the quantile, as for an upper end of a 99th percentile with less
 * than 300, the interval ends with the samples.
 *
 * @param value of the quantile
 * @param low end of the interval
 * @param high end of the interval
 * @param samples how many there were
 */
record Estimate(double value, double low, double high, int samples) {
    private static final double TAIL = 0.05;

    static Estimate ofMedian(double... samples) {
        return ofQuantile(0.5, samples);
    }

    static Estimate ofQuantile(double quantile, double... samples) {
        if (samples.length == 0) {
            throw new IllegalArgumentException("an estimate of no samples");
        }
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return new Estimate(value(sorted, quantile), sorted[low(n, quantile)], sorted[n - 1 - low(n, 1 - quantile)], n);
    }

    static double median(double... samples) {
        return ofMedian(samples).value();
    }

    /** The middle one, or the mean of the two in the middle; of other quantiles the least sample that is not below it. */
    private static double value(double[] sorted, double quantile) {
        int n = sorted.length;
        if (quantile == 0.5) {
            return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
        }
        return sorted[(int) Math.ceil(n * quantile) - 1];
    }

    /** The largest index whose sample lies above the quantile with a probability of 5 % at most; 0 if there is none. */
    private static int low(int n, double quantile) {
        BinomialDistribution samplesBelow = new BinomialDistribution(null, n, quantile);
        int index = samplesBelow.inverseCumulativeProbability(TAIL);
        return samplesBelow.cumulativeProbability(index) <= TAIL ? index : Math.max(0, index - 1);
    }
}
