package dev.shm.demos;

import dev.shm.queues.QueueClosedException;
import dev.shm.queues.SharedQueue;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;

/** A JVM that puts parcels into a queue: number 1, number 2, … */
public final class QueueProducer {
    private QueueProducer() {}

    /**
     * Called by the parent.
     *
     * @param arguments see {@link QueueCrew}
     */
    public static void main(String[] arguments) {
        QueueCrew.silence();
        Member.run(arguments, new Member.Job() {
            @Override
            public Work in(SharedSpace space, SharedLong share, long steps) {
                return new Putting(
                        Parcel.queue(space),
                        Tally.open(space, Integer.parseInt(arguments[Member.ARGUMENTS])),
                        share,
                        steps);
            }
        });
    }

    private static final class Putting extends Rounds {
        private final SharedQueue<Parcel> queue;
        private final Tally tally;

        Putting(SharedQueue<Parcel> queue, Tally tally, SharedLong share, long parcels) {
            super(share, parcels);
            this.queue = queue;
            this.tally = tally;
        }

        @Override
        void round() throws InterruptedException {
            int number = (int) done() + 1;
            try {
                queue.put(new Parcel(tally.producer(), number));
            } catch (QueueClosedException e) {
                stop();
                throw new InterruptedException();
            }
            tally.hasPut(number);
        }
    }
}
