package dev.shm.queues;

import static dev.shm.queues.Numbered.assertNext;
import static dev.shm.queues.Numbered.fill;
import static dev.shm.queues.Numbered.publish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.queues.SharedTopic.From;
import dev.shm.queues.SharedTopic.SlowSubscribers;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Seeds;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Subscribers that are slow, publishers that they hold back, and how one waits for the other. */
@ExtendWith(LeakCheck.class)
class SharedTopicPaceTest {
    private static final TextCodec CODEC = new TextCodec();
    private static final int SMALL_BYTES = 256; // 15 elements of up to 8 bytes

    private final SharedSpace space = SharedSpace.temporary();

    @AfterEach
    void closeSpace() {
        space.close();
    }

    private SharedTopic<String> topic(SlowSubscribers policy) {
        return SharedTopic.create(space, "topic", CODEC, SMALL_BYTES, policy);
    }

    // ---- slow subscribers ----

    @Test
    void poll_lapped_throwsOnceWithTheExactNumber() throws InterruptedException {
        SharedTopic<String> topic = topic(SlowSubscribers.LAP);
        Subscription<String> subscription = topic.subscribe(From.NOW);
        publish(topic, 0, 2);
        assertNext(subscription, 0, 2);
        publish(topic, 2, 200);
        MissedElementsException e = assertThrows(MissedElementsException.class, subscription::poll);
        int next = (int) subscription.position();
        assertEquals(next - 2, e.missed());
        assertEquals(next - 2, subscription.missed());
        assertTrue(e.getMessage().contains("missed=" + (next - 2)), e.getMessage());
        assertNext(subscription, next, 200);
        assertNull(subscription.poll());
        publish(topic, 200, 201);
        assertNext(subscription, 200, 201);
    }

    @Test
    void take_lappedWithListener_tellsAndGoesOn() throws InterruptedException {
        SharedTopic<String> topic = topic(SlowSubscribers.LAP);
        List<Long> told = new ArrayList<>();
        Subscription<String> subscription = topic.subscribe(From.NOW, told::add);
        publish(topic, 0, 100);
        String first = subscription.take();
        assertEquals(List.of(subscription.missed()), told);
        assertEquals("e" + told.get(0), first);
        for (int next = told.get(0).intValue() + 1; next < 100; next++) {
            assertEquals("e" + next, subscription.take());
        }
        publish(topic, 100, 300);
        subscription.take();
        assertEquals(2, told.size());
        assertEquals(subscription.missed(), told.get(0) + told.get(1));
    }

    /** Every element is taken or counted as missed, whatever its length, and what is taken is whole. */
    @Test
    void take_randomLengthsUnderWay_takenAndMissedAddUp() throws InterruptedException {
        SharedTopic<String> topic = SharedTopic.create(space, "topic", CODEC, 4096, SlowSubscribers.LAP);
        Random random = Seeds.random("lengths");
        int elements = 20_000;
        int readers = 2;
        List<Subscription<String>> subscriptions =
                List.of(topic.subscribe(From.NOW, missed -> {}), topic.subscribe(From.NOW, missed -> {}));
        HangGuard.threads(readers + 1, index -> {
            if (index == readers) {
                for (int i = 0; i < elements; i++) {
                    topic.publish(
                            i + " " + String.valueOf((char) ('a' + i % 26)).repeat(random.nextInt(600)));
                }
                topic.close();
                return;
            }
            Subscription<String> subscription = subscriptions.get(index);
            long taken = 0;
            try {
                while (true) {
                    String text = subscription.take();
                    taken++;
                    int number = Integer.parseInt(text.substring(0, text.indexOf(' ')));
                    assertEquals(number, subscription.position() - 1);
                    assertEquals(
                            text.length() - text.indexOf(' ') - 1,
                            text.chars().filter(c -> c == 'a' + number % 26).count());
                }
            } catch (TopicClosedException e) {
                assertEquals(elements, taken + subscription.missed());
            }
        });
    }

    @Test
    void tryPublish_heldBack_isFalseUntilThereIsRoom() throws InterruptedException {
        SharedTopic<String> topic = topic(SlowSubscribers.HOLD_BACK);
        Subscription<String> subscription = topic.subscribe(From.NOW);
        assertEquals(1, topic.holders());
        int published = fill(topic);
        assertEquals(15, published);
        assertFalse(topic.tryPublish("more", 1, TimeUnit.MILLISECONDS));
        assertNext(subscription, 0, 1);
        assertTrue(topic.tryPublish("e" + published));
        assertFalse(topic.tryPublish("more"));
        assertNext(subscription, 1, published + 1);
        assertEquals(0, subscription.missed());
    }

    @Test
    void publish_heldBack_goesOnWhenTheSlowestDoes() throws InterruptedException {
        SharedTopic<String> topic = topic(SlowSubscribers.HOLD_BACK);
        Subscription<String> slow = topic.subscribe(From.NOW);
        Subscription<String> slower = topic.subscribe(From.NOW);
        int published = fill(topic);
        HangGuard.threads(2, index -> {
            if (index == 0) {
                topic.publish("e" + published);
            } else {
                HangGuard.await("publisher is held back", () -> topic.getQueueLength() == 1);
                assertNext(slow, 0, published);
                assertEquals(published, topic.published());
                assertNext(slower, 0, 1);
            }
        });
        assertNext(slow, published, published + 1);
        assertNext(slower, 1, published + 1);
    }

    @Test
    void close_subscriptionThatHoldsBack_publisherGoesOn() throws InterruptedException {
        SharedTopic<String> topic = topic(SlowSubscribers.HOLD_BACK);
        Subscription<String> subscription = topic.subscribe(From.NOW);
        int published = fill(topic);
        HangGuard.threads(2, index -> {
            if (index == 0) {
                topic.publish("e" + published);
            } else {
                HangGuard.await("publisher is held back", () -> topic.getQueueLength() == 1);
                subscription.close();
            }
        });
        assertEquals(0, topic.holders());
        assertThrows(IllegalStateException.class, subscription::poll);
        subscription.close();
    }

    @Test
    void close_topicWhilePublisherIsHeldBack_itLearnsIt() throws InterruptedException {
        SharedTopic<String> topic = topic(SlowSubscribers.HOLD_BACK);
        topic.subscribe(From.NOW);
        fill(topic);
        HangGuard.threads(2, index -> {
            if (index == 0) {
                assertThrows(TopicClosedException.class, () -> topic.publish("more"));
            } else {
                HangGuard.await("publisher is held back", () -> topic.getQueueLength() == 1);
                topic.close();
            }
        });
    }

    @Test
    void subscribe_moreThan256ThatHoldBack_throwsAndSaysSo() {
        SharedTopic<String> topic = topic(SlowSubscribers.HOLD_BACK);
        Deque<Subscription<String>> all = new ArrayDeque<>();
        for (int i = 0; i < 256; i++) {
            all.add(topic.subscribe(From.NOW));
        }
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> topic.subscribe(From.NOW));
        assertTrue(e.getMessage().contains("256"), e.getMessage());
        all.pop().close();
        all.add(topic.subscribe(From.OLDEST));
        all.forEach(Subscription::close);
        assertEquals(0, topic.holders());
    }

    // ---- waiting ----

    @ParameterizedTest
    @EnumSource
    void take_nothingYet_waitsForTheNextOne(SlowSubscribers policy) throws InterruptedException {
        SharedTopic<String> topic = topic(policy);
        Subscription<String> subscription = topic.subscribe(From.NOW);
        HangGuard.threads(2, index -> {
            if (index == 0) {
                assertEquals("e0", subscription.take());
            } else {
                HangGuard.await("subscriber waits", () -> topic.getQueueLength() == 1);
                topic.publish("e0");
            }
        });
    }

    @Test
    void take_interrupted_throwsAndGoesOnAfterwards() throws InterruptedException {
        SharedTopic<String> topic = topic(SlowSubscribers.LAP);
        Subscription<String> subscription = topic.subscribe(From.NOW);
        Thread[] waiter = new Thread[1];
        HangGuard.threads(2, index -> {
            if (index == 0) {
                waiter[0] = Thread.currentThread();
                assertThrows(InterruptedException.class, subscription::take);
            } else {
                HangGuard.await("subscriber waits", () -> topic.getQueueLength() == 1);
                waiter[0].interrupt();
            }
        });
        assertTrue(topic.tryPublish("e0"));
        assertNext(subscription, 0, 1);
    }

    @Test
    void take_interruptedThoughThereIsOne_throwsAndTakesNothing() throws InterruptedException {
        SharedTopic<String> topic = topic(SlowSubscribers.LAP);
        Subscription<String> subscription = topic.subscribe(From.NOW);
        publish(topic, 0, 2);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, subscription::take);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> subscription.poll(1, TimeUnit.HOURS));
        Thread.currentThread().interrupt();
        assertEquals("e0", subscription.poll()); // it never waits
        assertTrue(Thread.interrupted());
        assertNext(subscription, 1, 2);
    }

    @Test
    void anything_null_isRefused() throws InterruptedException {
        SharedTopic<String> topic = topic(SlowSubscribers.LAP);
        Subscription<String> subscription = topic.subscribe(From.NOW);
        for (Executable each : List.<Executable>of(
                () -> topic.publish(null),
                () -> topic.tryPublish(null),
                () -> topic.tryPublish(null, 1, TimeUnit.HOURS),
                () -> topic.tryPublish("e0", 1, null),
                () -> topic.subscribe(null),
                () -> topic.subscribe(From.NOW, null),
                () -> subscription.poll(1, null),
                () -> topic.spinning(null))) {
            assertThrows(NullPointerException.class, each);
        }
        publish(topic, 0, 1);
        assertNext(subscription, 0, 1);
    }

    @Test
    void publish_interruptedWhileHeldBack_throwsAndPublishesNothing() throws InterruptedException {
        SharedTopic<String> topic = topic(SlowSubscribers.HOLD_BACK);
        topic.subscribe(From.NOW);
        int published = fill(topic);
        Thread[] waiter = new Thread[1];
        HangGuard.threads(2, index -> {
            if (index == 0) {
                waiter[0] = Thread.currentThread();
                assertThrows(InterruptedException.class, () -> topic.publish("more"));
            } else {
                HangGuard.await("publisher is held back", () -> topic.getQueueLength() == 1);
                waiter[0].interrupt();
            }
        });
        assertEquals(published, topic.published());
    }

    @Test
    void poll_timed_isNullWhenTheTimeIsOver() throws InterruptedException {
        Subscription<String> subscription = topic(SlowSubscribers.LAP).subscribe(From.NOW);
        assertNull(subscription.poll(1, TimeUnit.MILLISECONDS));
        assertNull(subscription.poll(0, TimeUnit.MILLISECONDS));
        assertNull(subscription.poll(-1, TimeUnit.MILLISECONDS));
    }

    @Test
    void take_spinning_neverSleeps() throws InterruptedException {
        SharedTopic<String> topic = topic(SlowSubscribers.LAP).spinning(BusySpinIdleStrategy::new);
        Subscription<String> subscription = topic.subscribe(From.NOW);
        Thread[] waiter = new Thread[1];
        HangGuard.threads(2, index -> {
            if (index == 0) {
                waiter[0] = Thread.currentThread();
                assertThrows(InterruptedException.class, subscription::take);
            } else {
                HangGuard.await("waiter", () -> waiter[0] != null);
                for (int i = 0; i < 1000; i++) {
                    assertEquals(0, topic.getQueueLength());
                }
                waiter[0].interrupt();
            }
        });
    }
}
