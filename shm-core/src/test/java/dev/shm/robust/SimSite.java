package dev.shm.robust;

import dev.shm.process.ProcessInfo;
import dev.shm.robust.SimOperation.Kind;
import dev.shm.wait.WaitPlaces;
import dev.shm.wait.WaitPoint;

/**
 * What surrounds the word in one simulated process: an oracle that knows who is dead, a futex, and a time that passes only
 * while one sleeps.
 *
 * <p>The mourner's visit runs in the thread that sleeps, unless the process has a thread for it.
 */
final class SimSite implements LockSite, WaitPoint {
    private static final long LONG_NANOS = 20_000_000;

    private final SimWorld world;
    private final SimScenario scenario;
    private final SimTicket ticket;
    private long now;
    private boolean late;
    private boolean over;
    private boolean timed;
    private int acquisition;
    private RobustLock lock;

    SimSite(SimScenario scenario, SimTicket world) {
        this.world = world;
        this.scenario = scenario;
        this.ticket = world;
    }

    void surround(RobustLock itsLock) {
        lock = itsLock;
    }

    /** Before each acquisition; a timed one may give up in its sleep. */
    void begin(boolean mayGiveUp) {
        late = false;
        over = false;
        timed = mayGiveUp;
        acquisition++;
        world.perform(SimOperation.of(Kind.BEGIN));
    }

    @Override
    public void await(int expected, long nanos, boolean interruptible) {
        sleep(RobustLayout.WORD_OFFSET, expected, nanos);
    }

    private void sleep(long offset, int expected, long nanos) {
        if (world.perform(new SimOperation(Kind.AWAIT, offset, expected, 0)) == 0) {
            return;
        }
        while (true) {
            long end = world.perform(new SimOperation(Kind.SLEEP, 0, flags(), 0));
            if (end == SimOperation.VISITED) {
                lock.vigil().visit();
            } else {
                if (end == SimOperation.WOKEN_LATE) {
                    late = true;
                    now += LONG_NANOS;
                } else if (end == SimOperation.TIMED_OUT) {
                    now += nanos;
                    over = true;
                }
                return;
            }
        }
    }

    private long flags() {
        return (timed ? SimOperation.MAY_TIME_OUT : 0) | (late ? SimOperation.IS_LATE : 0);
    }

    /** What the process remembers, besides what stands on the stack of its thread. */
    long memories() {
        return SimLedger.mix(
                SimLedger.mix(SimHeap.fingerprint(lock), ticket.fingerprint()),
                (long) acquisition << 32 | (over ? 1 << 16 : 0) | flags());
    }

    @Override
    public void wake(int count) {
        world.perform(new SimOperation(Kind.WAKE, 0, 0, count));
    }

    @Override
    public void wakeLocal() {
        world.perform(SimOperation.of(Kind.WAKE_LOCAL));
    }

    @Override
    public boolean isDead(int slot, long incarnation) {
        return world.perform(new SimOperation(Kind.IS_DEAD, slot, 0, 0)) != 0;
    }

    @Override
    public WaitSite neighbour(long offset) {
        throw new UnsupportedOperationException("conditions are not simulated here");
    }

    @Override
    public long nanoTime() {
        return now++;
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
        return scenario.policy;
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
    public int places() {
        return scenario.fair ? SimMemory.PLACES : 0;
    }

    @Override
    public WaitPlaces waitPlaces(long offset, int count) {
        return new Places();
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
    public void hurryMourner() {
        // it looks whenever there is something to see
    }

    /** The queue of a fair lock. */
    private final class Places implements WaitPlaces {
        private long offset(int place) {
            return SimMemory.PLACES_OFFSET + (long) place * Long.BYTES;
        }

        @Override
        public void await(int place, int expected, long nanos, boolean soon, boolean interruptible) {
            sleep(offset(place), expected, nanos);
        }

        @Override
        public void wake(int place) {
            world.perform(new SimOperation(Kind.WAKE, offset(place), 0, 1));
        }

        @Override
        public void wakeLocal() {
            SimSite.this.wakeLocal();
        }

        @Override
        public boolean hasInterrupts() {
            return false;
        }
    }
}
