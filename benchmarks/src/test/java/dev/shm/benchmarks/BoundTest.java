package dev.shm.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shm.benchmarks.Goal.Bound;
import dev.shm.benchmarks.Goal.Bound.Side;
import org.junit.jupiter.api.Test;

class BoundTest {
    @Test
    void judge_intervalWithin_isReached() {
        assertEquals(Verdict.REACHED, judge(Side.AT_MOST, 0.9, 1.0));
        assertEquals(Verdict.REACHED, judge(Side.AT_LEAST, 1.0, 1.1));
    }

    @Test
    void judge_intervalOutside_isMissed() {
        assertEquals(Verdict.MISSED, judge(Side.AT_MOST, 1.01, 1.1));
        assertEquals(Verdict.MISSED, judge(Side.AT_LEAST, 0.9, 0.99));
    }

    @Test
    void judge_intervalOnBothSides_isUndecided() {
        assertEquals(Verdict.UNDECIDED, judge(Side.AT_MOST, 0.9, 1.1));
        assertEquals(Verdict.UNDECIDED, judge(Side.AT_LEAST, 0.9, 1.1));
    }

    private static Verdict judge(Side side, double low, double high) {
        return new Bound(side, 1).judge(new Estimate((low + high) / 2, low, high, 9));
    }
}
