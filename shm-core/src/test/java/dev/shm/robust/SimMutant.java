package dev.shm.robust;

import dev.shm.robust.SimOperation.Kind;
import java.util.function.UnaryOperator;

/**
 * What the shipped lock would be with a step done wrong. A mutant sits between a process and its world and knows the step
 * by its values, so that nothing in the shipped code is made for it.
 */
enum SimMutant {
    NONE(world -> world),

    /** An heir that stores where it must compare. */
    PLAIN_STORE_TAKE_OVER(world -> step -> {
        if (step.isTakeOver()) {
            world.perform(SimOperation.set(step.offset(), step.value()));
            return 1;
        }
        return world.perform(step);
    }),

    /** An heir that forgets who sleeps: glibc bug 20973. */
    WAITERS_DROPPED(world -> step -> world.perform(
            step.isTakeOver()
                    ? SimOperation.compareAndSet(step.offset(), step.expected(), step.value() & ~OwnerWord.WAITERS)
                    : step)),

    /** First the owner goes and then the flags: glibc bug 20985. */
    TWO_STEP_UNLOCK(world -> step -> {
        if (step.isRelease() && OwnerWord.has(step.expected(), OwnerWord.WAITERS)) {
            long between = step.value() | OwnerWord.WAITERS;
            if (world.perform(SimOperation.compareAndSet(step.offset(), step.expected(), between)) == 0) {
                return 0;
            }
            world.perform(SimOperation.compareAndSet(step.offset(), between, step.value()));
            return 1;
        }
        return world.perform(step);
    }),

    /** The same, and the second step is a store. */
    TWO_STEP_UNLOCK_BY_STORE(world -> step -> {
        if (step.isRelease() && OwnerWord.has(step.expected(), OwnerWord.WAITERS)) {
            long between = step.value() | OwnerWord.WAITERS;
            if (world.perform(SimOperation.compareAndSet(step.offset(), step.expected(), between)) == 0) {
                return 0;
            }
            world.perform(SimOperation.set(step.offset(), step.value()));
            return 1;
        }
        return world.perform(step);
    }),

    /** An heir that leaves the holder in place until it is one itself. */
    HOLDER_KEPT_IN_RECOVERY(HolderKept::inRecovery),

    /** An owner that leaves the word and stays the holder. */
    HOLDER_KEPT_AT_UNLOCK(HolderKept::atUnlock),

    /** An heir that doesn't look whether the death was recorded by an heir before it. */
    RECORDED_TWICE(world -> step -> {
        boolean recordedOwner = step.is(Kind.GET, RobustLayout.FIRST_RECORD_OFFSET + DeathRecordLayout.OWNER_OFFSET)
                || step.is(Kind.GET, RobustLayout.SECOND_RECORD_OFFSET + DeathRecordLayout.OWNER_OFFSET);
        return recordedOwner ? 0 : world.perform(step);
    }),

    /** In a fair lock, one who takes whoever is first in line for dead. */
    FIRST_TAKEN_FOR_DEAD(SimFairMutants.FirstTakenForDead::new),

    /** In a fair lock, one who gives up without a look whether the next one should be called. */
    NEXT_NOT_CALLED(SimFairMutants.NextNotCalled::new),

    /** In a fair lock, one who gives up without saying so at its place. */
    PLACE_KEPT(world -> step -> SimFairMutants.isGivenUp(step) ? 1 : world.perform(step)),

    /** In a fair lock, one who doesn't move the head behind a place that is over, but for its own. */
    HEAD_NOT_HELPED(SimFairMutants.HeadNotHelped::new),

    /** In a fair lock, one who takes a place and doesn't see to it that newcomers find somebody in line. */
    NEWCOMERS_NOT_KEPT_OUT(world -> step -> {
        boolean keepsOut = step.is(Kind.COMPARE_AND_SET, RobustLayout.WORD_OFFSET)
                && step.value() != step.expected()
                && step.value() == (step.expected() | OwnerWord.WAITERS | OwnerWord.STARVING);
        return keepsOut ? 1 : world.perform(step);
    }),

    /** A waiter that sleeps without saying so. */
    WAITERS_NOT_SET(world -> step -> {
        boolean announces = step.is(Kind.COMPARE_AND_SET, RobustLayout.WORD_OFFSET)
                && step.value() == (step.expected() | OwnerWord.WAITERS)
                && step.value() != step.expected();
        return announces ? 1 : world.perform(step);
    }),

    /** Writers of a record who don't wait for each other. See {@link SimProcess}. */
    RECORD_UNLOCKED(world -> world),

    /** A writer of a record who doesn't say that it begins. */
    RECORD_NOT_BEGUN(world -> step ->
            step.is(Kind.SET, SimLockMemory.SEQUENCE_OFFSET) && step.value() % 2 != 0 ? 0 : world.perform(step)),

    /** A writer of a record who says that it is there before it is. */
    RECORD_WRITTEN_LATE(world -> step -> {
        if (step.is(Kind.SET, SimLockMemory.SEQUENCE_OFFSET)) {
            return step.value() % 2 == 0 ? 0 : world.perform(SimOperation.set(step.offset(), step.value() + 1));
        }
        return world.perform(step);
    }),

    /** A reader of a record who doesn't look a second time. */
    RECORD_ONE_LOOK(OneLook::new);

    private final UnaryOperator<SimWorld> wrong;

    SimMutant(UnaryOperator<SimWorld> wrong) {
        this.wrong = wrong;
    }

    /** The world as the mutant makes it for one process. */
    SimWorld in(SimWorld right) {
        return wrong.apply(right);
    }

    /** Where the sequence is looked at behind a slot, it is as it was before. */
    private static final class OneLook implements SimWorld {
        private final SimWorld right;
        private long seen;
        private boolean slot;

        private OneLook(SimWorld right) {
            this.right = right;
        }

        @Override
        public long perform(SimOperation step) {
            if (step.is(Kind.GET, SimLockMemory.SEQUENCE_OFFSET)) {
                seen = slot ? seen : right.perform(step);
                slot = false;
                return seen;
            }
            slot = step.kind() == Kind.GET && SimLockMemory.isInSlot(step.offset());
            return right.perform(step);
        }
    }

    /** Leaves out the steps that clear the holder, either those of an heir or all others. */
    private static final class HolderKept implements SimWorld {
        private final SimWorld right;
        private final boolean asHeir;
        private boolean heir;

        private HolderKept(SimWorld right, boolean asHeir) {
            this.right = right;
            this.asHeir = asHeir;
        }

        static SimWorld inRecovery(SimWorld right) {
            return new HolderKept(right, true);
        }

        static SimWorld atUnlock(SimWorld right) {
            return new HolderKept(right, false);
        }

        @Override
        public long perform(SimOperation step) {
            if (step.is(Kind.SET, RobustLayout.HOLDER_OFFSET)) {
                if (step.value() == 0 && heir == asHeir) {
                    return 0;
                }
                heir = false;
            }
            long result = right.perform(step);
            heir |= step.isTakeOver() && result != 0;
            return result;
        }
    }
}
