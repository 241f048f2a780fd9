package dev.shm.queues;

import dev.shm.space.SharedSpace;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/** A queue does what every one has to; one that redelivers, if each element is done as soon as it is taken. */
@ExtendWith(LeakCheck.class)
class SharedQueueContractTest {
    @Nested
    class Reporting extends OfShared {
        @Override
        SharedQueue<Long> create(SharedSpace space, int capacity) {
            return SharedQueue.create(space, "queue", Codecs.longs(), capacity, 64);
        }
    }

    @Nested
    class Redelivering extends OfShared {
        @Override
        SharedQueue<Long> create(SharedSpace space, int capacity) {
            return SharedQueue.create(space, "queue", Codecs.longs(), capacity, 64, ConsumerDeathPolicy.REDELIVER);
        }

        @Override
        BlockingQueue<Long> queue(int capacity) {
            return new AcknowledgingQueue((SharedQueue<Long>) super.queue(capacity));
        }
    }

    /** By a handle whose waits never sleep. */
    @Nested
    class Spinning extends OfShared {
        @Override
        SharedQueue<Long> create(SharedSpace space, int capacity) {
            return SharedQueue.create(space, "queue", Codecs.longs(), capacity, 64)
                    .spinning(() -> new org.agrona.concurrent.YieldingIdleStrategy());
        }

        @Override
        void awaitBlocked(Thread thread) {
            HangGuard.await("started", thread::isAlive); // it never sleeps
        }
    }

    abstract static class OfShared extends BlockingQueueContract {
        private final List<SharedSpace> spaces = new ArrayList<>();
        private final List<SharedQueue<Long>> queues = new ArrayList<>();

        abstract SharedQueue<Long> create(SharedSpace space, int capacity);

        @Override
        BlockingQueue<Long> queue(int capacity) {
            SharedSpace space = SharedSpace.temporary();
            spaces.add(space);
            SharedQueue<Long> queue = create(space, capacity);
            queues.add(queue);
            return queue;
        }

        @Override
        void awaitBlocked(Thread thread) {
            HangGuard.await(
                    "blocked",
                    () -> queues.stream().anyMatch(queue -> queue.waitingConsumers() + queue.waitingProducers() > 0));
        }

        @AfterEach
        void closeSpaces() {
            spaces.forEach(SharedSpace::close);
        }
    }
}
