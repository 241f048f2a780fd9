package dev.shm.robust;

import java.util.Objects;
import java.util.function.Supplier;
import org.agrona.concurrent.IdleStrategy;

/**
 * How a handle acquires.
 *
 * @param repair mends after a death; null if the handle doesn't know how
 * @param idle makes what an acquirer does between its first looks, before it sleeps; null for the default
 */
public record Handling(RepairAction repair, Supplier<? extends IdleStrategy> idle) {
    /** No repair, the default idling. */
    public static final Handling DEFAULT = new Handling(null, null);

    /**
     * {@return the same with a repair action}
     * @param action not null
     */
    public Handling withRepair(RepairAction action) {
        return new Handling(Objects.requireNonNull(action, "action"), idle);
    }

    /**
     * {@return the same with another idle strategy}
     * @param strategy makes one per acquisition that has to wait; not null
     */
    public Handling withIdle(Supplier<? extends IdleStrategy> strategy) {
        return new Handling(repair, Objects.requireNonNull(strategy, "strategy"));
    }

    IdleStrategy newIdle() {
        return idle == null ? DefaultIdle.INSTANCE : idle.get();
    }
}
