package dev.shm.robust;

import dev.shm.wait.WaitPoint;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.IdleStrategy;

/** One thread's wait at one event count or at several: look, spin, sleep, until one of its conditions holds. */
final class EventWait {
    /* Nobody needs it while the mourner lives. */
    private static final long SAFETY_NET_NANOS = 10_000_000_000L;
    /* So seldom one that spins asks for the time: a look costs what it takes. */
    private static final int SPINS_PER_LOOK = 16;

    private final EventCount[] counts;
    private final BooleanSupplier[] conditions;
    private EventCount.Sleeper[] sleepers;

    EventWait(EventCount count, BooleanSupplier condition) {
        this(new EventCount[] {count}, new BooleanSupplier[] {condition});
    }

    /** At each count for its own condition. */
    EventWait(EventCount[] counts, BooleanSupplier[] conditions) {
        this.counts = counts;
        this.conditions = conditions;
    }

    /** See {@link EventCount#await}. */
    boolean await(Handling handling, long nanos, boolean interruptible) throws InterruptedException {
        WaitSite site = counts[0].site();
        long deadline = site.deadline(nanos);
        IdleStrategy idle = null;
        int looks = 0;
        try {
            while (!mayGoOn()) {
                if (interruptible && Thread.interrupted()) {
                    throw new InterruptedException();
                }
                long left = site.left(deadline, nanos);
                if (left <= 0) {
                    return false;
                }
                if (handling.spins() || looks < site.looksBeforeSleep()) {
                    idle = idle == null ? handling.newIdle() : idle;
                    idle.idle();
                    if (++looks % SPINS_PER_LOOK == 0 && handling.spins()) {
                        lookForDead();
                    }
                } else {
                    enlist();
                    sleep(Math.min(left, SAFETY_NET_NANOS), interruptible);
                }
            }
            return true;
        } finally {
            strike();
        }
    }

    private boolean mayGoOn() {
        for (BooleanSupplier condition : conditions) {
            if (condition.getAsBoolean()) {
                return true;
            }
        }
        return false;
    }

    private void lookForDead() {
        for (EventCount count : counts) {
            count.lookForDeadIfDue();
        }
    }

    private void enlist() {
        if (sleepers == null) {
            sleepers = new EventCount.Sleeper[counts.length];
            for (int i = 0; i < counts.length; i++) {
                sleepers[i] = counts[i].enlist(conditions[i]);
            }
        }
    }

    private void strike() {
        for (int i = 0; sleepers != null && i < counts.length && sleepers[i] != null; i++) {
            counts[i].strike(sleepers[i]);
        }
    }

    private void sleep(long nanos, boolean interruptible) {
        if (counts.length == 1) {
            int expected = counts[0].announce();
            // SYNC event-announced: behind W; pairs with advance().
            if (!mayGoOn()) {
                counts[0].site().waitPoint().await(expected, nanos, interruptible);
            }
            return;
        }
        WaitPoint[] points = new WaitPoint[counts.length];
        int[] expected = new int[counts.length];
        for (int i = 0; i < counts.length; i++) {
            points[i] = counts[i].site().waitPoint();
            expected[i] = counts[i].announce();
        }
        // SYNC event-announced
        if (!mayGoOn()) {
            points[0].awaitAny(points, expected, nanos);
        }
    }
}
