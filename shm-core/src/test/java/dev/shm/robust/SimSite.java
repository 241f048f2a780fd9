package dev.shm.robust;

import dev.shm.process.ProcessInfo;
import dev.shm.robust.SimOperation.Kind;
import dev.shm.wait.WaitPlaces;
import dev.shm.wait.WaitPoint;

/** What surrounds a word in one simulated process: an oracle that knows who is dead, and a futex. */
class SimSite implements LockSite, WaitPoint {
    static final long EVERYWHERE = -1;

    private final SimHost host;
    private final long offset;

    SimSite(SimHost host, long offset) {
        this.host = host;
        this.offset = offset;
    }

    @Override
    public void await(int expected, long nanos, boolean interruptible) {
        host.sleep(offset, expected, nanos);
    }

    @Override
    public void wake(int count) {
        host.world().perform(new SimOperation(Kind.WAKE, offset, 0, count));
    }

    @Override
    public void wakeLocal() {
        host.world().perform(new SimOperation(Kind.WAKE_LOCAL, offset, 0, 0));
    }

    @Override
    public boolean isDead(int slot, long incarnation) {
        return host.world().perform(new SimOperation(Kind.IS_DEAD, slot, 0, 0)) != 0;
    }

    @Override
    public WaitSite neighbour(long itsOffset) {
        return new SimSite(host, itsOffset);
    }

    @Override
    public LockSite companion(long itsOffset, Fairness fairness) {
        return new SimSite(host, itsOffset);
    }

    @Override
    public long nanoTime() {
        return host.nanoTime();
    }

    /** Nobody sleeps for less than for ever: what is missing shows. */
    @Override
    public long napNanos() {
        return Long.MAX_VALUE;
    }

    @Override
    public int looksBeforeSleep() {
        return 0;
    }

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public OwnerDeathPolicy policy() {
        return OwnerDeathPolicy.HAND_OVER;
    }

    @Override
    public ProcessInfo info(int slot, long incarnation) {
        return ProcessInfo.UNKNOWN;
    }

    @Override
    public WaitPoint waitPoint() {
        return this;
    }

    @Override
    public void publishWaiters(int count) {
        // nobody asks
    }

    @Override
    public int waiters() {
        return 0;
    }

    @Override
    public void warn(OwnerDeath death) {
        // the search looks at the records
    }

    @Override
    public void warn(String consequence) {
        // the search looks at what it does
    }

    @Override
    public void hurryMourner() {
        // it looks whenever there is something to see
    }

    /** The one of a lock that is simulated alone: with a policy, and fair if need be. */
    static final class OfLock extends SimSite {
        private final SimHost host;
        private final SimScenario scenario;

        OfLock(SimHost host, SimScenario scenario) {
            super(host, RobustLayout.WORD_OFFSET);
            this.host = host;
            this.scenario = scenario;
        }

        @Override
        public OwnerDeathPolicy policy() {
            return scenario.policy;
        }

        @Override
        public int places() {
            return scenario.fair ? SimLockMemory.PLACES : 0;
        }

        @Override
        public WaitPlaces waitPlaces(long offset, int count) {
            return new Places(host);
        }
    }

    /** The queue of a fair lock. */
    private static final class Places implements WaitPlaces {
        private final SimHost host;

        Places(SimHost host) {
            this.host = host;
        }

        private long offset(int place) {
            return SimLockMemory.PLACES_OFFSET + (long) place * Long.BYTES;
        }

        @Override
        public void await(int place, int expected, long nanos, boolean soon, boolean interruptible) {
            host.sleep(offset(place), expected, nanos);
        }

        @Override
        public void wake(int place) {
            host.world().perform(new SimOperation(Kind.WAKE, offset(place), 0, 1));
        }

        @Override
        public void wakeLocal() {
            host.world().perform(new SimOperation(Kind.WAKE_LOCAL, EVERYWHERE, 0, 0));
        }

        @Override
        public boolean hasInterrupts() {
            return false;
        }
    }
}
