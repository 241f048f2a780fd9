package dev.shm.robust;

import java.util.function.BooleanSupplier;

/**
 * Waits for one of several things to be ready, with one sleep for all.
 *
 * <p>Threads: any, but each with its own. Progress: blocking. Allocation: little.
 */
public final class AnyOf {
    private final Awaited[] all;

    /**
     * Of these.
     * @param all at least one, each once
     */
    public AnyOf(Awaited[] all) {
        this.all = all.clone();
    }

    /**
     * Waits until one is ready.
     *
     * @param nanos how long at most
     * @return whether one is; false if the time is over
     * @throws InterruptedException if interrupted before or while waiting
     */
    public boolean await(long nanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        EventCount[] counts = new EventCount[all.length];
        BooleanSupplier[] conditions = new BooleanSupplier[all.length];
        for (int i = 0; i < all.length; i++) {
            counts[i] = all[i].eventCount();
            conditions[i] = all[i]::mayBeReady;
        }
        long deadline = nanos == Long.MAX_VALUE ? 0 : System.nanoTime() + nanos;
        while (!isAnyReady()) {
            long left = nanos == Long.MAX_VALUE ? nanos : deadline - System.nanoTime();
            if (!new EventWait(counts, conditions).await(Handling.DEFAULT, left, true)) {
                return isAnyReady();
            }
        }
        return true;
    }

    private boolean isAnyReady() {
        for (Awaited each : all) {
            if (each.isReady()) {
                return true;
            }
        }
        return false;
    }
}
