package dev.shm.queues;

import static dev.shm.queues.Numbered.assertNext;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.queues.SharedTopic.From;
import dev.shm.queues.SharedTopic.SlowSubscribers;
import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The only publisher of a topic: nobody else publishes meanwhile, and its end, however it comes, lets others. */
@ExtendWith(LeakCheck.class)
class TopicPublisherTest {
    private static final int BYTES = 4096;

    private final SharedSpace space = SharedSpace.temporary();

    @BeforeAll
    static void silence() {
        DeathWarnings.silence();
    }

    @AfterEach
    void closeSpace() {
        space.close();
    }

    private SharedTopic<String> topic(SlowSubscribers policy) {
        return SharedTopic.create(space, "topic", new TextCodec(), BYTES, policy);
    }

    @ParameterizedTest
    @EnumSource
    void publish_shortAndLong_arrivesInOrder(SlowSubscribers policy) throws InterruptedException {
        SharedTopic<String> topic = topic(policy);
        try (Subscription<String> subscription = topic.subscribe(From.NOW);
                TopicPublisher<String> publisher = topic.publisher()) {
            for (int length = 0; length < 1000; length++) {
                String text = "x".repeat(length);
                publisher.publish(text);
                assertEquals(text, subscription.take());
            }
            assertThrows(IllegalArgumentException.class, () -> publisher.publish("x".repeat(BYTES)));
            assertThrows(NullPointerException.class, () -> publisher.publish(null));
            topic.publish("of the same thread");
            publisher.publish("e0");
            assertEquals("of the same thread", subscription.take());
            assertNext(subscription, 0, 1);
        }
        topic.publish("e1");
        assertEquals(1003, topic.published());
    }

    @Test
    void publish_othersWhileThereIsOne_waitUntilItIsClosed() throws InterruptedException {
        SharedTopic<String> topic = topic(SlowSubscribers.LAP);
        Subscription<String> subscription = topic.subscribe(From.NOW);
        CountDownLatch begun = new CountDownLatch(1);
        HangGuard.threads(2, index -> {
            if (index == 0) {
                TopicPublisher<String> publisher = topic.publisher();
                begun.countDown();
                HangGuard.await("the other one waits", () -> topic.getQueueLength() == 1);
                publisher.publish("e0");
                publisher.publish("e1");
                publisher.close();
                publisher.close();
                assertThrows(IllegalStateException.class, () -> publisher.publish("more"));
            } else {
                begun.await();
                topic.publish("e2");
            }
        });
        assertNext(subscription, 0, 3);
    }

    @Test
    void publish_ofAnotherThread_throws() throws InterruptedException {
        SharedTopic<String> topic = topic(SlowSubscribers.LAP);
        try (TopicPublisher<String> publisher = topic.publisher()) {
            HangGuard.threads(1, index -> {
                assertThrows(IllegalStateException.class, () -> publisher.publish("more"));
                assertThrows(IllegalStateException.class, publisher::close);
            });
            publisher.publish("e0");
        }
        assertEquals(1, topic.published());
    }

    @Test
    void publish_threadOfTheOnlyOneHasEnded_othersGoOn() throws InterruptedException {
        SharedTopic<String> topic = topic(SlowSubscribers.LAP);
        HangGuard.threads(1, index -> topic.publisher().publish("e0"));
        HangGuard.run("publish", () -> topic.publish("e1"));
        try (Subscription<String> subscription = topic.subscribe(From.OLDEST)) {
            assertNext(subscription, 0, 2);
        }
    }

    @Test
    void close_topicWhileThereIsOne_itLearnsItFirst() throws InterruptedException {
        SharedTopic<String> topic = topic(SlowSubscribers.LAP);
        Subscription<String> subscription = topic.subscribe(From.NOW, missed -> {});
        CountDownLatch begun = new CountDownLatch(1);
        HangGuard.threads(2, index -> {
            if (index == 0) {
                int published = 0;
                try (TopicPublisher<String> publisher = topic.publisher()) {
                    publisher.publish("e0");
                    begun.countDown();
                    while (true) {
                        published++;
                        publisher.publish("e" + published);
                    }
                } catch (TopicClosedException e) {
                    assertEquals(published, topic.published());
                }
            } else {
                begun.await();
                topic.close();
                assertTrue(topic.isClosed());
            }
        });
        assertThrows(TopicClosedException.class, () -> {
            while (true) {
                subscription.take();
            }
        });
        assertEquals(topic.published(), subscription.position());
    }

    @Test
    void close_spaceWhileThereIsOne_throwsAndNamesIt() throws InterruptedException {
        SharedTopic<String> topic = topic(SlowSubscribers.LAP);
        try (TopicPublisher<String> publisher = topic.publisher()) {
            IllegalStateException e = assertThrows(IllegalStateException.class, space::close);
            assertTrue(e.getMessage().contains("topic"), e.getMessage());
            publisher.publish("e0");
        }
        assertEquals(1, topic.published());
    }

    @Test
    void publish_heldBack_goesOnWhenTheSubscriberDoes() throws InterruptedException {
        SharedTopic<String> topic = topic(SlowSubscribers.HOLD_BACK);
        Subscription<String> subscription = topic.subscribe(From.NOW);
        HangGuard.threads(2, index -> {
            if (index == 0) {
                try (TopicPublisher<String> publisher = topic.publisher()) {
                    int published = 0;
                    while (publisher.tryPublish("e" + published)) {
                        published++;
                    }
                    assertFalse(publisher.tryPublish("more"));
                    publisher.publish("e" + published);
                    publisher.publish("end");
                }
            } else {
                HangGuard.await("publisher is held back", () -> topic.getQueueLength() == 1);
                try (Subscription<String> late = topic.subscribe(From.NOW)) { // doesn't wait for the publisher
                    int next = 0;
                    for (String text = subscription.take(); !text.equals("end"); text = subscription.take()) {
                        assertEquals("e" + next, text);
                        next++;
                    }
                    assertEquals("e" + (next - 1), late.take());
                    assertEquals("end", late.take());
                }
            }
        });
    }
}
