package dev.shm.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EstimateTest {
    @Test
    void ofMedian_fiveSamples_intervalIsAllOfThem() {
        assertEquals(new Estimate(3, 1, 9, 5), Estimate.ofMedian(9, 2, 3, 4, 1));
    }

    @Test
    void ofMedian_eightSamples_intervalLeavesOutOneAtEachEnd() {
        assertEquals(new Estimate(4.5, 2, 7, 8), Estimate.ofMedian(8, 7, 6, 5, 4, 3, 2, 1));
    }

    @Test
    void ofQuantile_hundredSamples_p99IsTheSecondLargestAndMayBeTheLargest() {
        double[] samples = IntStream.rangeClosed(1, 100).asDoubleStream().toArray();
        assertEquals(new Estimate(99, 97, 100, 100), Estimate.ofQuantile(0.99, samples));
    }

    @Test
    void ofQuantile_fewSamples_p99IsTheLargest() {
        assertEquals(new Estimate(3, 3, 3, 3), Estimate.ofQuantile(0.99, 1, 3, 2));
    }

    @Test
    void ofMedian_noSamples_throws() {
        assertThrows(IllegalArgumentException.class, Estimate::ofMedian);
    }

    @Test
    void ofMedian_manyTimes_intervalHoldsTheTrueMedianAtLeastAsOftenAsPromised() {
        Random random = new Random(42);
        int experiments = 2000;
        for (int samples : new int[] {5, 8, 20}) {
            long right = IntStream.range(0, experiments)
                    .mapToObj(i -> Estimate.ofMedian(
                            random.doubles(samples).map(x -> Math.exp(5 * x)).toArray()))
                    .filter(estimate -> estimate.low() <= Math.exp(2.5) && Math.exp(2.5) <= estimate.high())
                    .count();
            assertTrue(right >= 0.88 * experiments, "samples=" + samples + ", right=" + right);
        }
    }

    @Test
    void ofMedian_anySamples_leavesThemAsTheyWere() {
        double[] samples = {3, 1, 2};
        Estimate.ofMedian(samples);
        assertEquals("[3.0, 1.0, 2.0]", Arrays.toString(samples));
    }
}
