package dev.shm.queues;

import dev.shm.robust.Mourned;

/** Sees to threads that end and what they have in hand, and now and then to who has died: for a queue that is merely used. */
final class QueueUpkeep implements Mourned {
    /* Who is at work looks less often who has died than who waits. */
    private static final int VISITS_PER_LOOK = 10;

    private final Consumers consumers;
    private final Runnable wakeUp;
    private int visits;

    /**
     * The upkeep of one queue.
     *
     * @param consumers its consumers
     * @param wakeUp has all who wait look again
     */
    QueueUpkeep(Consumers consumers, Runnable wakeUp) {
        this.consumers = consumers;
        this.wakeUp = wakeUp;
    }

    @Override
    public boolean isOwnedHere() {
        return consumers.isAnyTakerHere();
    }

    @Override
    public boolean isAwaited() {
        return false;
    }

    @Override
    public void visit() {
        try {
            if (consumers.settleEnded() || ++visits % VISITS_PER_LOOK == 0 && consumers.isAnyDead()) {
                wakeUp.run();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e); // it does not wait
        }
    }

    @Override
    public void wakeLocal() {
        // nobody waits for it
    }
}
