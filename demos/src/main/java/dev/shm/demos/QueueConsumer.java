package dev.shm.demos;

import dev.shm.locks.InterProcessSemaphore;
import dev.shm.queues.Delivery;
import dev.shm.queues.QueueClosedException;
import dev.shm.queues.SharedQueue;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A JVM that takes parcels out of a queue, until it is closed, or empty with nobody left to put any. */
public final class QueueConsumer {
    private QueueConsumer() {}

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
                return new Taking(space, share);
            }
        });
    }

    private static final class Taking extends Rounds {
        private static final long LOOK_EVERY_MILLIS = 50;
        /* How long it waits for a first producer to come, in another terminal. */
        private static final int MOST_LOOKS = 200;
        /* Now and then it takes a while to deal with one. */
        private static final int HARD_ONE = 100;
        private static final long HARD_ONE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

        private final SharedSpace space;
        private final SharedQueue<Parcel> queue;
        private final InterProcessSemaphore producing;
        private final Map<Integer, Tally> tallies = new HashMap<>();
        private boolean begun;
        private int looks;
        private long redelivered;

        Taking(SharedSpace space, SharedLong share) {
            super(share, Long.MAX_VALUE);
            this.space = space;
            this.queue = Parcel.queue(space);
            this.producing = QueueCrew.producing(space);
        }

        @Override
        void round() throws InterruptedException {
            Optional<Delivery<Parcel>> delivery = Optional.empty();
            try {
                while (delivery.isEmpty()) {
                    delivery = queue.receive(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
                    if (delivery.isEmpty() && isOver()) {
                        delivery =
                                queue.receive(0, TimeUnit.MILLISECONDS); // the last one may have been put just before
                        if (delivery.isEmpty()) {
                            end();
                        }
                    }
                }
            } catch (QueueClosedException e) {
                end();
            }
            deal(delivery.orElseThrow());
        }

        private void end() throws InterruptedException {
            stop();
            throw new InterruptedException();
        }

        private boolean isOver() {
            if (QueueCrew.isAnyProducing(producing)) {
                begun = true;
                return false;
            }
            return begun || ++looks > MOST_LOOKS;
        }

        private void deal(Delivery<Parcel> delivery) {
            begun = true;
            redelivered += delivery.isRedelivered() ? 1 : 0;
            Parcel parcel = delivery.element();
            Tally tally = tallies.computeIfAbsent(parcel.producer(), producer -> Tally.open(space, producer));
            tally.hasGot(parcel.number(), delivery.returns());
            if (parcel.number() % HARD_ONE == 0) {
                LockSupport.parkNanos(HARD_ONE_NANOS);
            }
            delivery.done();
            tally.isDone(parcel.number());
        }

        @Override
        public String report() {
            return Long.toString(redelivered);
        }
    }
}
