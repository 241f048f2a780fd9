package dev.shm.queues;

import static dev.shm.queues.QueueActor.tell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.robust.Warnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.LeakCheck;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is told of a consumer that died with elements in hand: the log, or who gets them again. */
@ExtendWith(LeakCheck.class)
class ConsumerDeathWarningTest {
    private final SharedSpace space = SharedSpace.temporary();
    private final Logger logger = Logger.getLogger("dev.shm.robust");
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            said.add(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private Level before;

    @BeforeEach
    void listen() {
        before = logger.getLevel();
        logger.setLevel(Level.WARNING);
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void listenNoMore() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
        logger.setLevel(before);
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
        assertEquals(policy == ConsumerDeathPolicy.REDELIVER ? 1 : 0, said.size(), said::toString);
    }
}
