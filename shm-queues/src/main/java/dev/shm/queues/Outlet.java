package dev.shm.queues;

import dev.shm.robust.Handling;
import dev.shm.robust.Turnstile;
import java.util.function.BooleanSupplier;

/** Where elements leave a queue for good: nobody has them in hand, so nothing of them is lost, or comes back, with whoever took them. */
final class Outlet {
    private final RobustQueue queue;
    private final Browse browse;
    private final Turnstile takers;

    Outlet(RobustQueue queue, Browse browse, Turnstile takers) {
        this.queue = queue;
        this.browse = browse;
        this.takers = takers;
    }

    /**
     * Takes the next element, and waits until there is one.
     *
     * @param handling how
     * @param nanos how long to wait at most; if not positive not at all
     * @return null if the time is over
     * @throws InterruptedException if interrupted while waiting; nothing is taken
     * @throws QueueClosedException if the queue is closed and nothing is left
     */
    Taken take(Handling handling, long nanos) throws InterruptedException {
        Take attempt = new Take();
        boolean taken = queue.mayBeReady() && attempt.getAsBoolean()
                || nanos > 0 && takers.await(attempt, queue::mayBeReady, handling, nanos, true);
        if (taken) {
            queue.advanceDone();
        }
        return attempt.taken;
    }

    private final class Take implements BooleanSupplier {
        private Taken taken;

        @Override
        public boolean getAsBoolean() {
            taken = browse.takeOut();
            return taken != null;
        }
    }

    /**
     * Waits until there is something to be taken, or nothing ever will be.
     *
     * @param handling how
     * @param nanos how long at most; if not positive not at all
     * @return whether it is so; false if the time is over
     * @throws InterruptedException if interrupted while waiting
     */
    boolean awaitReady(Handling handling, long nanos) throws InterruptedException {
        return takers.events().awaitDone(queue::isReady, queue::mayBeReady, handling, nanos, true);
    }
}
