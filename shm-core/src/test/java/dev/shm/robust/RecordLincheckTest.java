package dev.shm.robust;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.shm.process.Incarnation;
import dev.shm.value.PairCell;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Row 25 of the fault matrix: reads and writes of a shared record are as if one came after the other. */
@Tag("long")
class RecordLincheckTest {
    private static final int SCENARIOS = 10;
    private static final int INTERLEAVINGS_EACH = 1_000;

    @Test
    void record_anyInterleaving_isLinearizable() {
        check(Shared.class);
    }

    @Test
    void record_beginningNotSaid_isCaught() {
        assertThrows(LincheckAssertionError.class, () -> check(NotBegun.class));
    }

    private static void check(Class<?> subject) {
        new ModelCheckingOptions()
                .iterations(SCENARIOS)
                .invocationsPerIteration(INTERLEAVINGS_EACH)
                .threads(3)
                .actorsPerThread(3)
                .actorsBefore(0)
                .actorsAfter(0)
                .sequentialSpecification(Sequential.class)
                .check(subject);
    }

    /** What it must look like. */
    public static class Sequential {
        private long number;

        @Operation
        public long get() {
            return number;
        }

        @Operation
        public long increment() {
            return ++number;
        }

        @Operation
        public long incrementElsewhere() {
            return ++number;
        }
    }

    /** One record as two processes see it; the threads come to both. */
    public static class Shared {
        private final PairCell here;
        private final PairCell elsewhere;

        public Shared() {
            this(new HeapWords(RobustLayout.LENGTH + PairCell.LENGTH));
        }

        Shared(HeapWords words) {
            HeapSite site = new HeapSite(words);
            here = cell(words, new RobustLock(words, 0, new Incarnation(1, 1), site));
            elsewhere = cell(words, new RobustLock(words, 0, new Incarnation(2, 2), site));
        }

        /** By codec: Lincheck doesn't follow method handles. */
        private static PairCell cell(HeapWords words, RobustLock lock) {
            return PairCell.byCodec(words, RobustLayout.LENGTH, lock);
        }

        @Operation
        public long get() {
            return here.get();
        }

        @Operation
        public long increment() {
            return here.increment();
        }

        @Operation
        public long incrementElsewhere() {
            return elsewhere.increment();
        }
    }

    /** A mutant: a writer that doesn't say that it begins. */
    public static class NotBegun extends Shared {
        public NotBegun() {
            super(new HeapWords(RobustLayout.LENGTH + PairCell.LENGTH) {
                @Override
                public void setRelease(long offset, long value) {
                    if (offset != RobustLayout.LENGTH || value % 2 == 0) {
                        super.setRelease(offset, value);
                    }
                }
            });
        }
    }
}
