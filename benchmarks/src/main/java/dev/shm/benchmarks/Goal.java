package dev.shm.benchmarks;

/**
 * A table of {@code benchmarks/goals.toml}: a row of the report.
 *
 * @param name of the goal, the same for ever
 * @param issue where it was set
 * @param measure what is done, for the reader of a table with the row above
 * @param title the same for who doesn't see that row
 * @param against with whom it is compared; empty if with nobody
 * @param comparison how
 * @param unit of the compared value, "×" for a ratio
 * @param bound what is to be reached; null where no issue says it, and the row is there for comparison
 * @param limit the least that it could take; null where nobody knows
 */
record Goal(
        String name,
        int issue,
        String measure,
        String title,
        String against,
        Comparison comparison,
        String unit,
        Bound bound,
        Multiple limit) {

    /** How two samples of one round become one value. */
    enum Comparison {
        RATIO {
            @Override
            double of(double ours, double theirs) {
                return ours / theirs;
            }
        },
        DIFFERENCE {
            @Override
            double of(double ours, double theirs) {
                return ours - theirs;
            }
        },
        VALUE {
            @Override
            double of(double ours, double theirs) {
                return ours;
            }
        };

        abstract double of(double ours, double theirs);
    }

    Verdict judge(Estimate estimate) {
        return bound == null ? Verdict.COMPARED : bound.judge(estimate);
    }

    /** What a value may be at most, or must be at least. */
    record Bound(Side side, double value) {
        enum Side {
            AT_MOST,
            AT_LEAST
        }

        /** Whether the interval of an estimate lies within the bound, outside, or on both sides of it. */
        Verdict judge(Estimate estimate) {
            boolean lowIsIn = admits(estimate.low());
            boolean highIsIn = admits(estimate.high());
            if (lowIsIn != highIsIn) {
                return Verdict.UNDECIDED;
            }
            return lowIsIn ? Verdict.REACHED : Verdict.MISSED;
        }

        private boolean admits(double value) {
            return side == Side.AT_MOST ? value <= this.value : value >= this.value;
        }
    }

    /**
     * So many times what a {@link Limit} takes.
     *
     * @param times how many times
     * @param of the limit's name
     */
    record Multiple(double times, String of) {}
}
