package dev.shm.queues;

import static dev.shm.queues.QueueActor.hear;
import static dev.shm.queues.QueueActor.tell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every blocking queue has to do, where the second party is another JVM; and what that has in hand when it ends. */
@ExtendWith(LeakCheck.class)
class SharedQueueProcessesTest {
    private static final int CAPACITY = 4;
    private static final long EACH = 2_000;

    private final SharedSpace space = SharedSpace.temporary();

    @BeforeAll
    static void silence() {
        DeathWarnings.silence();
    }

    @AfterEach
    void closeSpace() {
        space.close();
    }

    private SharedQueue<Long> queue(ConsumerDeathPolicy policy) {
        return SharedQueue.create(space, QueueActor.QUEUE, Codecs.longs(), CAPACITY, 64, policy);
    }

    private static void awaitConsumers(SharedQueue<Long> queue, int count) {
        HangGuard.await("consumers wait", () -> queue.waitingConsumers() == count);
    }

    private static void awaitProducers(SharedQueue<Long> queue, int count) {
        HangGuard.await("producers wait", () -> queue.waitingProducers() == count);
    }

    // ---- the contract ----

    @ParameterizedTest
    @EnumSource
    void takeAndPut_otherJvmHasToWait_getsItInTheOrderOfComing(ConsumerDeathPolicy policy) throws InterruptedException {
        SharedQueue<Long> queue = queue(policy);
        try (ChildJvm other = QueueActor.start(space)) {
            other.send("take");
            awaitConsumers(queue, 1);
            queue.put(7L);
            assertEquals("7", hear(other, "take"));
            assertEquals("ok", tell(other, "done"));
            for (long i = 0; i < CAPACITY; i++) {
                assertEquals("true", tell(other, "offer " + i));
            }
            assertEquals("false", tell(other, "offer 9"));
            assertFalse(queue.offer(9L));
            other.send("put 8");
            awaitProducers(queue, 1);
            assertEquals(0, queue.take());
            queue.taskDone();
            assertEquals("ok", hear(other, "put 8"));
            assertEquals(List.of(1L, 2L, 3L, 8L), new ArrayList<>(queue));
        }
    }

    @Test
    void anything_doneByOtherJvm_isSeenAtOnce() {
        SharedQueue<Long> queue = queue(ConsumerDeathPolicy.REPORT);
        try (ChildJvm other = QueueActor.start(space)) {
            queue.addAll(List.of(1L, 2L, 3L, 4L));
            assertEquals("[1, 2, 3, 4]", tell(other, "list"));
            assertEquals("true", tell(other, "remove 2"));
            assertEquals("false", tell(other, "remove 2"));
            assertEquals(List.of(1L, 3L, 4L), new ArrayList<>(queue));
            assertEquals(1, queue.remainingCapacity());
            assertEquals("1", tell(other, "poll"));
            assertEquals(3, queue.peek());
            assertEquals("[3, 4]", tell(other, "drain"));
            assertTrue(queue.isEmpty());
            assertEquals("null", tell(other, "poll"));
            assertEquals("null", tell(other, "wait 5"));
        }
    }

    @Test
    void take_otherJvmIsInterrupted_throwsAndTakesNothing() {
        SharedQueue<Long> queue = queue(ConsumerDeathPolicy.REPORT);
        try (ChildJvm other = QueueActor.start(space)) {
            queue.add(1L);
            assertEquals("InterruptedException", tell(other, "interrupted"));
            assertEquals(1, queue.size());
            assertEquals("1", tell(other, "take"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void many_producersAndConsumersInThreeJvms_eachElementOnceAndInOrder(ConsumerDeathPolicy policy)
            throws InterruptedException {
        SharedQueue<Long> queue = queue(policy);
        AtomicLong count = new AtomicLong();
        AtomicLong sum = new AtomicLong();
        try (ChildJvm one = QueueActor.start(space);
                ChildJvm two = QueueActor.start(space);
                ChildJvm producer = QueueActor.start(space)) {
            one.send("consume " + EACH);
            two.send("consume " + EACH);
            producer.send("produce 1 " + EACH);
            HangGuard.threads(2, thread -> {
                if (thread == 0) {
                    for (long i = 0; i < EACH; i++) {
                        queue.put(i);
                    }
                    hear(producer, "produce 1 " + EACH);
                    queue.join();
                    queue.close();
                } else {
                    add(QueueActor.consume(queue, EACH), count, sum);
                }
            });
            add(hear(one, "consume " + EACH), count, sum);
            add(hear(two, "consume " + EACH), count, sum);
        }
        assertEquals(2 * EACH, count.get());
        assertEquals(2 * EACH * (2 * EACH - 1) / 2, sum.get());
    }

    private static void add(String consumed, AtomicLong count, AtomicLong sum) {
        String[] numbers = consumed.split(" ");
        assertEquals(2, numbers.length, consumed);
        count.addAndGet(Long.parseLong(numbers[0]));
        sum.addAndGet(Long.parseLong(numbers[1]));
    }

    // ---- done, and over ----

    @Test
    void join_otherJvmIsDone_returns() throws InterruptedException {
        SharedQueue<Long> queue = queue(ConsumerDeathPolicy.REPORT);
        try (ChildJvm other = QueueActor.start(space);
                ChildJvm joiner = QueueActor.start(space)) {
            queue.put(1L);
            queue.put(2L);
            joiner.send("join");
            tell(other, "take");
            tell(other, "take");
            assertEquals("ok", tell(other, "done"));
            assertFalse(queue.join(1, TimeUnit.MILLISECONDS));
            assertEquals("ok", tell(other, "done"));
            assertEquals("IllegalStateException", tell(other, "done"));
            queue.join();
            assertEquals("ok", hear(joiner, "join"));
        }
    }

    @Test
    void close_othersWaitToTakeOrPut_areTold() {
        SharedQueue<Long> queue = queue(ConsumerDeathPolicy.REPORT);
        try (ChildJvm other = QueueActor.start(space);
                ChildJvm third = QueueActor.start(space)) {
            other.send("take");
            awaitConsumers(queue, 1);
            assertEquals("ok", tell(third, "close"));
            assertEquals("QueueClosedException", hear(other, "take"));
            assertEquals("QueueClosedException", tell(other, "put 1"));
            assertTrue(queue.isClosed());
        }
    }

    @Test
    void close_producerWaits_isToldAndTheRestIsDrained() {
        SharedQueue<Long> queue = queue(ConsumerDeathPolicy.REPORT);
        queue.addAll(List.of(1L, 2L, 3L, 4L));
        try (ChildJvm other = QueueActor.start(space)) {
            other.send("put 5");
            awaitProducers(queue, 1);
            queue.close();
            assertEquals("QueueClosedException", hear(other, "put 5"));
            assertEquals("[1, 2, 3, 4]", tell(other, "drain"));
            assertEquals("QueueClosedException", tell(other, "take"));
        }
    }

    // ---- those that end or stop ----

    @Test
    void kill_consumerWithElementsInHand_isToldWhoAndHowMany() {
        SharedQueue<Long> queue = queue(ConsumerDeathPolicy.REPORT);
        queue.addAll(List.of(1L, 2L, 3L));
        try (ChildJvm other = QueueActor.start(space)) {
            tell(other, "receive");
            tell(other, "receive");
            long before = System.currentTimeMillis();
            other.kill();
            HangGuard.await("told", () -> queue.orphans() == 2);
            ConsumerDeath death = queue.lastConsumerDeath().orElseThrow();
            assertEquals(other.pid(), death.pid());
            assertEquals(2, death.elements());
            assertTrue(death.command().contains("QueueActor"), death::toString);
            assertTrue(death.noticedEpochMillis() >= before, death::toString);
            assertEquals(List.of(3L), new ArrayList<>(queue));
            assertEquals(1, queue.unfinished());
        }
    }

    @Test
    void kill_consumerWithAllInHandOfAFullQueue_waitingOnesGetThemAgainAndRoom() throws InterruptedException {
        SharedQueue<Long> queue = queue(ConsumerDeathPolicy.REDELIVER);
        queue.addAll(List.of(1L, 2L, 3L, 4L));
        try (ChildJvm other = QueueActor.start(space);
                ChildJvm consumer = QueueActor.start(space);
                ChildJvm producer = QueueActor.start(space)) {
            assertEquals("[1, 2, 3, 4]", tell(other, "drain"));
            producer.send("put 5");
            consumer.send("receive");
            awaitProducers(queue, 1);
            awaitConsumers(queue, 1);
            other.kill();
            assertEquals("1 again", hear(consumer, "receive"));
            assertEquals(2, queue.take());
            queue.taskDone(); // only now there is room
            assertEquals("ok", hear(producer, "put 5"));
            assertEquals(4, queue.lastConsumerDeath().orElseThrow().elements());
            assertEquals(List.of(3L, 4L, 5L), new ArrayList<>(queue));
        }
    }

    /** It was the next one to be served. */
    @ParameterizedTest
    @EnumSource
    void stop_consumerThatWaits_othersGoOn(ConsumerDeathPolicy policy) throws InterruptedException {
        SharedQueue<Long> queue = queue(policy);
        try (ChildJvm stopped = QueueActor.start(space);
                ChildJvm other = QueueActor.start(space)) {
            stopped.send("take");
            awaitConsumers(queue, 1);
            other.send("take");
            awaitConsumers(queue, 2);
            stopped.signal("STOP");
            queue.put(1L);
            assertEquals("1", hear(other, "take"));
            queue.put(2L);
            assertEquals(2, queue.take());
            stopped.signal("CONT");
            queue.put(3L);
            assertEquals("3", hear(stopped, "take"));
        }
    }

    @Test
    void stop_producerThatWaits_othersGoOn() throws InterruptedException {
        SharedQueue<Long> queue = queue(ConsumerDeathPolicy.REPORT);
        queue.addAll(List.of(1L, 2L, 3L, 4L));
        try (ChildJvm stopped = QueueActor.start(space);
                ChildJvm other = QueueActor.start(space)) {
            stopped.send("put 5");
            awaitProducers(queue, 1);
            other.send("put 6");
            awaitProducers(queue, 2);
            stopped.signal("STOP");
            assertEquals(1, queue.take());
            assertEquals("ok", hear(other, "put 6"));
            assertEquals(2, queue.take());
            stopped.signal("CONT");
            assertEquals("ok", hear(stopped, "put 5"));
            assertEquals(List.of(3L, 4L, 6L, 5L), new ArrayList<>(queue));
        }
    }
}
