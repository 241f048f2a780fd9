package dev.shm.robust;

import dev.shm.robust.SimOperation.Kind;

/** Looks on what a process does to the places of a fair lock, and knows which one it has: that is on its stack. */
final class SimTicket implements SimWorld {
    private final SimWorld world;
    private long place;
    private long lap;

    SimTicket(SimWorld world) {
        this.world = world;
    }

    @Override
    public long perform(SimOperation step) {
        long learnt = world.perform(step);
        if (SimLockMemory.isPlace(step.offset())) {
            if (step.kind() == Kind.COMPARE_AND_SET
                    && learnt != 0
                    && !FairPlace.isWaiting(step.expected())
                    && FairPlace.isWaiting(step.value())) {
                place = step.offset();
                lap = step.expected();
            } else if (step.kind() == Kind.SET || learnt != 0 && SimFairMutants.isGivenUp(step)) {
                place = 0;
                lap = 0;
            }
        }
        return learnt;
    }

    long fingerprint() {
        return SimLedger.mix(place, lap);
    }
}
