package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.process.Incarnation;
import dev.shm.robust.Handling;
import dev.shm.robust.HeapSite;
import dev.shm.robust.HeapWords;
import dev.shm.testkit.HangGuard;
import org.junit.jupiter.api.Test;

/** When a producer finds the room that consumers give back: on the heap, where others come in between two of its steps. */
class RoomOfQueueTest {
    private static final int CAPACITY_BYTES = 64;
    private static final QueueGeometry GEOMETRY = new QueueGeometry(4, CAPACITY_BYTES, ConsumerDeathPolicy.REDELIVER);
    private static final int LENGTH = (int) (GEOMETRY.ringOffset() + GEOMETRY.ringBytes());
    /* A producer tries twice before it waits, and enters the consumers' section twice each time. */
    private static final int LOOKS = 4;

    /** Calls a consumer when the consumers' lock was given back for the n-th time. */
    private static final class Words extends HeapWords {
        private Runnable consumer = () -> {};
        private int n;

        Words() {
            super(LENGTH);
        }

        void callAfter(int times, Runnable newConsumer) {
            n = times;
            consumer = newConsumer;
        }

        @Override
        public boolean compareAndSet(long offset, long expected, long value) {
            boolean done = super.compareAndSet(offset, expected, value);
            if (done && offset == QueueLayout.CONSUMERS_OFFSET && value == 0 && --n == 0) {
                consumer.run();
            }
            return done;
        }
    }

    @Test
    void put_roomIsGivenBackBehindItsLastLook_findsIt() throws InterruptedException {
        Words words = new Words();
        HeapSite site = new HeapSite(words);
        RobustQueue producer = new RobustQueue(words, 0, new Incarnation(1, 1), site, GEOMETRY);
        RobustQueue consumer = new RobustQueue(words, 0, new Incarnation(2, 2), site, GEOMETRY);
        put(producer, CAPACITY_BYTES / 2);
        put(producer, CAPACITY_BYTES / 2);
        long first = take(consumer);
        long second = take(consumer);

        words.callAfter(LOOKS, () -> {
            consumer.done(second); // between others: its bytes are given back with those before them
            consumer.done(first);
        });

        assertTrue(HangGuard.call("put", () -> put(producer, CAPACITY_BYTES)));
    }

    private static boolean put(RobustQueue queue, int lengthBytes) throws InterruptedException {
        Scratch scratch = Scratch.take(lengthBytes);
        try {
            return queue.put(scratch.bytes(), Handling.DEFAULT, Long.MAX_VALUE);
        } finally {
            scratch.giveBack();
        }
    }

    private static long take(RobustQueue queue) throws InterruptedException {
        Taken taken = queue.take(true, Handling.DEFAULT, Long.MAX_VALUE);
        taken.scratch().giveBack();
        return taken.position();
    }
}
