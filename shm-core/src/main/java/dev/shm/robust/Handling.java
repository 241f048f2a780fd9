package dev.shm.robust;

import java.util.Objects;
import java.util.function.Supplier;
import org.agrona.concurrent.IdleStrategy;

/**
 * How a handle acquires.
 *
 * @param repair mends after a death; null if the handle doesn't know how
 * @param idle makes what an acquirer does between its first looks, before it sleeps; null for the default
 * @param spins whether one that waits for what others bring about never sleeps
 */
public record Handling(RepairAction repair, Supplier<? extends IdleStrategy> idle, boolean spins) {
    /** No repair, the default idling. */
    public static final Handling DEFAULT = new Handling(null, null, false);

    /**
     * {@return the same with a repair action}
     * @param action not null
     */
    public Handling withRepair(RepairAction action) {
        return new Handling(Objects.requireNonNull(action, "action"), idle, spins);
    }

    /**
     * {@return the same with another idle strategy}
     * @param strategy makes one per acquisition that has to wait; not null
     */
    public Handling withIdle(Supplier<? extends IdleStrategy> strategy) {
        return new Handling(repair, Objects.requireNonNull(strategy, "strategy"), spins);
    }

    /**
     * {@return the same, but one that waits for what others bring about idles by that strategy and never sleeps}
     * @param strategy makes one per wait; not null
     */
    public Handling spinning(Supplier<? extends IdleStrategy> strategy) {
        return new Handling(repair, Objects.requireNonNull(strategy, "strategy"), true);
    }

    IdleStrategy newIdle() {
        return idle == null ? DefaultIdle.INSTANCE : idle.get();
    }
}
