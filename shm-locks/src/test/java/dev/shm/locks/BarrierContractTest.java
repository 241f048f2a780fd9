package dev.shm.locks;

/** The JDK's barrier, so that the suite itself is known to be right. */
class BarrierContractTest extends BarrierContract {
    @Override
    Subject create(int parties, Runnable action) {
        return new OfTheJdk(parties, action);
    }
}
