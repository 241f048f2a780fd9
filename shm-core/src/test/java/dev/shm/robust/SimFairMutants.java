package dev.shm.robust;

import dev.shm.robust.SimOperation.Kind;

/** Worlds as those mutants of a fair lock make them that remember something; see {@link SimMutant}. */
final class SimFairMutants {
    private SimFairMutants() {}

    static boolean isGivenUp(SimOperation step) {
        return step.kind() == Kind.COMPARE_AND_SET
                && SimLockMemory.isPlace(step.offset())
                && FairPlace.isWaiting(step.expected())
                && !FairPlace.isWaiting(step.value())
                && OwnerWord.has(step.value(), OwnerWord.POISONED); // the same bit
    }

    /** Who asks whether somebody is dead and has just looked at a place hears that it is. */
    static final class FirstTakenForDead implements SimWorld {
        private final SimWorld right;
        private boolean atPlace;

        FirstTakenForDead(SimWorld right) {
            this.right = right;
        }

        @Override
        public long perform(SimOperation step) {
            if (step.kind() == Kind.IS_DEAD && atPlace) {
                return 1;
            }
            atPlace = step.kind() == Kind.GET && SimLockMemory.isPlace(step.offset());
            return right.perform(step);
        }
    }

    /** Having given up it takes the lock for owned by one who lives. */
    static final class NextNotCalled implements SimWorld {
        private static final long SOMEBODY = 1L << 16;
        private final SimWorld right;
        private boolean gaveUp;

        NextNotCalled(SimWorld right) {
            this.right = right;
        }

        @Override
        public long perform(SimOperation step) {
            boolean looks = gaveUp && step.is(Kind.GET, RobustLayout.WORD_OFFSET);
            gaveUp = isGivenUp(step);
            long learnt = right.perform(step);
            return looks ? SOMEBODY : learnt;
        }
    }

    /** The head is moved only by the one whose ticket it is, as long as that lives. */
    static final class HeadNotHelped implements SimWorld {
        private final SimWorld right;
        private boolean leaves;

        HeadNotHelped(SimWorld right) {
            this.right = right;
        }

        @Override
        public long perform(SimOperation step) {
            boolean moves = step.kind() == Kind.COMPARE_AND_SET
                    && step.offset() == SimLockMemory.FAIR_OFFSET + FairLayout.HEAD_OFFSET;
            boolean own = leaves;
            leaves = step.kind() == Kind.SET && SimLockMemory.isPlace(step.offset());
            return moves && !own ? 0 : right.perform(step);
        }
    }
}
