package dev.shm.queues;

import static dev.shm.queues.QueueActor.tell;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shm.locks.InterProcessEvent;
import dev.shm.locks.WaitSet;
import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One waits for several queues at once, and for other things. */
@ExtendWith(LeakCheck.class)
class SharedQueueWaitSetTest {
    private final SharedSpace space = SharedSpace.temporary();
    private final SharedQueue<Long> queue =
            SharedQueue.create(space, QueueActor.QUEUE, Codecs.longs(), 4, 64, ConsumerDeathPolicy.REDELIVER);
    private final SharedQueue<Long> other = SharedQueue.create(space, "other", Codecs.longs(), 4, 64);
    private final InterProcessEvent event = InterProcessEvent.create(space, "event");
    private final WaitSet all = WaitSet.of(queue, other, event);

    @BeforeAll
    static void silence() {
        DeathWarnings.silence();
    }

    @AfterEach
    void closeSpace() {
        space.close();
    }

    @Test
    void await_elementEventOrClose_isReadyWhileItIs() throws InterruptedException {
        assertEquals(List.of(), all.await(1, TimeUnit.MILLISECONDS));
        other.add(1L);
        assertEquals(List.of(other), all.await());
        queue.add(2L);
        event.set();
        assertEquals(List.of(queue, other, event), all.await());
        assertEquals(1, other.poll());
        assertEquals(2, queue.poll());
        event.clear();
        assertEquals(List.of(), all.ready());
        other.close(); // nothing ever will be
        assertEquals(List.of(other), all.await());
    }

    @Test
    void await_putByOtherJvmWhileItWaits_isReady() throws InterruptedException {
        try (ChildJvm actor = QueueActor.start(space)) {
            HangGuard.threads(2, thread -> {
                if (thread == 0) {
                    assertEquals(List.of(queue), all.await());
                    assertEquals(3, queue.poll());
                } else {
                    HangGuard.await("waits", () -> queue.waitingConsumers() == 1);
                    tell(actor, "put 3");
                }
            });
        }
    }

    /** Nobody puts: what comes back wakes it. */
    @Test
    void await_consumerKilledWhileItWaits_whatThatHadInHandIsReady() throws InterruptedException {
        queue.add(1L);
        try (ChildJvm actor = QueueActor.start(space)) {
            tell(actor, "receive");
            HangGuard.threads(2, thread -> {
                if (thread == 0) {
                    assertEquals(List.of(queue), all.await());
                    assertEquals(1, queue.poll());
                } else {
                    HangGuard.await("waits", () -> queue.waitingConsumers() == 1);
                    actor.kill();
                }
            });
        }
    }
}
