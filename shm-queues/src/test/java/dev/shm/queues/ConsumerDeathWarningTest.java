package dev.shm.queues;

import static dev.shm.queues.QueueActor.tell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.robust.Warnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.LogCapture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is told of a consumer that died with elements in hand: the log, or who gets them again. */
@ExtendWith(LeakCheck.class)
class ConsumerDeathWarningTest {
    private final SharedSpace space = SharedSpace.temporary();
    private final LogCapture log = new LogCapture("dev.shm.robust");

    @AfterEach
    void close() {
        log.close();
        space.close();
    }

    @ParameterizedTest
    @EnumSource(names = "REPORT", mode = EnumSource.Mode.EXCLUDE)
    void receive_consumerWasKilled_isRedeliveredAndToldUnlessInSilence(ConsumerDeathPolicy policy)
            throws InterruptedException {
        SharedQueue<Long> queue = SharedQueue.create(space, QueueActor.QUEUE, Codecs.longs(), 4, 64, policy);
        queue.put(7L);
        try (ChildJvm consumer = QueueActor.start(space)) {
            assertEquals("7", tell(consumer, "take"));
            consumer.kill();
            consumer.awaitExit();
        }
        Delivery<Long> delivery = queue.receive();
        assertEquals(7L, delivery.element());
        assertTrue(delivery.isRedelivered());
        delivery.done();
        assertTrue(queue.lastConsumerDeath().isPresent());
        Warnings.flush();
        assertEquals(
                policy == ConsumerDeathPolicy.REDELIVER ? 1 : 0,
                log.said().size(),
                () -> log.said().toString());
    }
}
