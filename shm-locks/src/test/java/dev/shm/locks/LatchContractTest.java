package dev.shm.locks;

/** The JDK's latch, so that the suite itself is known to be right. */
class LatchContractTest extends LatchContract {
    @Override
    Subject create(int count) {
        return new OfTheJdk(count);
    }
}
