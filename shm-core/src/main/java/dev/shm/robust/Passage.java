package dev.shm.robust;

import java.util.function.BooleanSupplier;

/**
 * How one that stands in line at a turnstile passes whoever is next, if that one does not go on.
 *
 * <p>One that finds something to be had does not take it, but advances the event count: whoever is next takes it if it goes on,
 * or finds that it is not enough for itself, and announces that it sleeps again. If at a later look the count is the same, it has
 * done neither.
 */
final class Passage {
    /*
     * Who passes does what one does that comes and does not wait. Nobody has to tell it anything: it looks for itself, also who
     * has died, since the mourner that asks for that may be stopped with its process.
     */
    private final EventCount events;
    private final BooleanSupplier attempt;
    private final BooleanSupplier mayBe;
    private int lastCount;

    /** See {@link Turnstile#await}. */
    Passage(EventCount events, BooleanSupplier attempt, BooleanSupplier mayBe) {
        this.events = events;
        this.attempt = attempt;
        this.mayBe = mayBe;
        this.lastCount = events.count();
    }

    /** Looks; to be called now and then. Says whether the attempt was made, and succeeded. */
    boolean tryPass() {
        events.lookForDeadIfDue();
        if (!mayBe.getAsBoolean()) {
            return false;
        }
        events.advance();
        int count = events.count();
        boolean calledInVain = count == lastCount;
        lastCount = count;
        return calledInVain && attempt.getAsBoolean();
    }
}
