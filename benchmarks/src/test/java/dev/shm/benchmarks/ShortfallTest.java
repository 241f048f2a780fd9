package dev.shm.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shm.benchmarks.Goal.Bound;
import dev.shm.benchmarks.Goal.Bound.Side;
import dev.shm.benchmarks.Goal.Comparison;
import org.junit.jupiter.api.Test;

class ShortfallTest {
    @Test
    void timesTheGoal_eitherSide_isMoreWhereItIsBetter() {
        assertEquals(2, Shortfall.timesTheGoal(new Bound(Side.AT_MOST, 1), 0.5));
        assertEquals(0.5, Shortfall.timesTheGoal(new Bound(Side.AT_LEAST, 1), 0.5));
    }

    @Test
    void timesTheGoal_differenceInOurFavour_hasNoEnd() {
        assertEquals(Double.POSITIVE_INFINITY, Shortfall.timesTheGoal(new Bound(Side.AT_MOST, 2), -0.1));
    }

    @Test
    void of_missed_saysByHowMuch() {
        assertEquals("19 % above the goal", of(Side.AT_MOST, 1.1, 1.31));
        assertEquals("4.41 times the goal", of(Side.AT_MOST, 1, 4.41));
        assertEquals("75 % below the goal", of(Side.AT_LEAST, 1.5, 0.38));
    }

    private static String of(Side side, double goal, double value) {
        Estimate estimate = new Estimate(value, value, value, 8);
        return Shortfall.of(Finding.of(
                new Goal("a", 1, "m", "m", "p", Comparison.RATIO, "×", new Bound(side, goal), null),
                estimate,
                null,
                null,
                ""));
    }
}
