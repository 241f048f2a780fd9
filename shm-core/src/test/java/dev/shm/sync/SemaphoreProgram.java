package dev.shm.sync;

import dev.shm.robust.Handling;
import dev.shm.robust.SimHost;
import dev.shm.robust.SimMemory;
import dev.shm.robust.SimNotes;
import dev.shm.robust.SimObserver;
import dev.shm.robust.SimProgram;
import java.util.Set;

/** Processes acquire permits of a semaphore, touch a word, and release them. */
final class SemaphoreProgram extends SimProgram {
    static final int DATA_OFFSET = SemaphoreLayout.LENGTH;
    private static final int HAS = 0;
    /**
     * Every process asks for one permit, without a limit of time. One that sleeps in line is not here: it remembers what the event
     * count was.
     */
    private static final Set<String> FORGETFUL = Set.of(
            "COMPARE_AND_SET turnstile: tryFast await acquire",
            "COMPARE_AND_SET section: tryFast lock enter enter acquireUnderLock lambda$acquire$0 awaitDone awaitInTurn await acquire",
            "COMPARE_AND_SET section: tryFast lock enter enter release",
            "COMPARE_AND_SET section: release unlock exit release",
            "COMPARE_AND_SET turnstile: release unlock awaitInTurn await acquire",
            "SLEEP: sleep await await awaitDone awaitInTurn await acquire",
            "SLEEP: sleep await lock enter enter acquireUnderLock lambda$acquire$0 awaitDone awaitInTurn await acquire",
            "SLEEP: sleep await lock enter enter release");

    private final SimMemory memory;
    private final int permits;
    private final int rounds;
    private final int visitsBefore;

    /** So often that the share of the last one is open. */
    static final int OPEN = 9;

    /** {@code permits} there are, of which each process takes one, so many times; each has come so often before. */
    SemaphoreProgram(int processes, int permits, int rounds, int visitsBefore) {
        super(processes);
        this.permits = permits;
        this.rounds = rounds;
        this.visitsBefore = visitsBefore;
        this.memory = new SimMemory()
                .section("section", SemaphoreLayout.LOCK_OFFSET, SemaphoreLayout.JOURNAL_OFFSET, 2 + processes)
                .lock("turnstile", SemaphoreLayout.TURNSTILE_OFFSET)
                .word("events", SemaphoreLayout.EVENTS_OFFSET)
                .written(SemaphoreLayout.LOCK_OFFSET, "pool", SemaphoreLayout.POOL_OFFSET)
                .guarded(SemaphoreLayout.LOCK_OFFSET, "customer", SemaphoreLayout.CUSTOMER_OFFSET)
                .guarded(SemaphoreLayout.LOCK_OFFSET, "visits", SemaphoreLayout.VISITS_OFFSET)
                .word("data", DATA_OFFSET)
                .set(SemaphoreLayout.POOL_OFFSET, permits);
        if (visitsBefore < OPEN) { // else shares are written by their processes as well
            memory.shares(SemaphoreLayout.LOCK_OFFSET, SemaphoreLayout.SHARES_OFFSET, processes);
        } else {
            memory.shares(SemaphoreLayout.SHARES_OFFSET, processes);
        }
    }

    @Override
    public SimMemory memory() {
        return memory;
    }

    private static RobustSemaphore make(SimHost host) {
        RobustSemaphore semaphore = new RobustSemaphore(host.words(), 0, host.self(), host.site(0), false);
        host.lookAfter(semaphore);
        return semaphore;
    }

    @Override
    protected void live(SimHost host) throws InterruptedException {
        RobustSemaphore semaphore = make(host);
        for (int i = 0; i < visitsBefore; i++) {
            semaphore.tryAcquire(1);
            semaphore.release(1);
        }
        host.ready();
        for (int i = 0; i < rounds; i++) {
            if (semaphore.acquire(1, Handling.DEFAULT, Long.MAX_VALUE, false)) {
                host.tell(HAS, 1);
                host.words().setVolatile(DATA_OFFSET, host.process());
                host.tell(HAS, 0);
                semaphore.release(1);
            }
        }
    }

    @Override
    protected Set<String> forgetful() {
        return FORGETFUL;
    }

    @Override
    public SimObserver observer() {
        return new SimNotes(processes(), 1) {
            @Override
            protected void compare(int process, int what) {
                require(sumOfLiving(HAS) <= permits, "permits: more are in use than there are");
            }
        };
    }

    @Override
    protected void audit(SimHost host, int dead) {
        RobustSemaphore semaphore = make(host);
        int available = semaphore.availablePermits();
        if (available != permits) {
            throw new AssertionError("permits: " + available + " instead of " + permits);
        }
        if (!semaphore.tryAcquire(permits)) {
            throw new AssertionError("permits: not all can be acquired");
        }
    }
}
