package dev.shm.queues;

import static dev.shm.queues.Numbered.assertNext;
import static dev.shm.queues.Numbered.publish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.queues.SharedTopic.From;
import dev.shm.queues.SharedTopic.SlowSubscribers;
import dev.shm.space.InvalidFileException;
import dev.shm.space.NotFoundException;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a topic promises, in one JVM. */
@ExtendWith(LeakCheck.class)
class SharedTopicTest {
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

    // ---- order, beginnings, ends ----

    @ParameterizedTest
    @EnumSource
    void take_severalSubscribers_eachGetsAllInOrder(SlowSubscribers policy) throws InterruptedException {
        SharedTopic<String> topic = topic(policy);
        try (Subscription<String> one = topic.subscribe(From.NOW);
                Subscription<String> other = topic.subscribe(From.OLDEST)) {
            for (int round = 0; round < 100; round++) {
                publish(topic, round * 5, round * 5 + 5);
                assertNext(one, round * 5, round * 5 + 5);
                assertNext(other, round * 5, round * 5 + 5);
                assertNull(one.poll());
            }
            assertEquals(500, topic.published());
            assertEquals(500, one.position());
            assertEquals(0, one.missed());
        }
    }

    @ParameterizedTest
    @EnumSource
    void subscribe_late_beginsWithOldestKeptOrNow(SlowSubscribers policy) throws InterruptedException {
        SharedTopic<String> topic = topic(policy);
        publish(topic, 0, 5);
        try (Subscription<String> oldest = topic.subscribe(From.OLDEST);
                Subscription<String> now = topic.subscribe(From.NOW)) {
            assertEquals(0, oldest.position());
            assertEquals(5, now.position());
            publish(topic, 5, 6);
            assertNext(oldest, 0, 6);
            assertNext(now, 5, 6);
        }
        publish(topic, 6, 100);
        try (Subscription<String> oldest = topic.subscribe(From.OLDEST)) {
            int first = (int) oldest.position();
            assertTrue(first > 80 && first < 95, () -> "first: " + first);
            assertNext(oldest, first, 100);
            assertNull(oldest.poll());
            assertEquals(0, oldest.missed());
        }
    }

    @ParameterizedTest
    @EnumSource
    void close_withElementsLeft_subscribersDrainAndLearnIt(SlowSubscribers policy) throws InterruptedException {
        SharedTopic<String> topic = topic(policy);
        try (Subscription<String> subscription = topic.subscribe(From.NOW)) {
            publish(topic, 0, 2);
            topic.close();
            topic.close();
            assertTrue(topic.isClosed());
            assertThrows(TopicClosedException.class, () -> topic.publish("more"));
            assertThrows(TopicClosedException.class, () -> topic.tryPublish("more"));
            assertTrue(subscription.isReady());
            assertNext(subscription, 0, 2);
            assertTrue(subscription.isReady());
            assertThrows(TopicClosedException.class, subscription::take);
            assertThrows(TopicClosedException.class, subscription::poll);
            assertThrows(TopicClosedException.class, () -> subscription.poll(1, TimeUnit.SECONDS));
        }
        try (Subscription<String> late = topic.subscribe(From.OLDEST)) {
            assertNext(late, 0, 2);
            assertThrows(TopicClosedException.class, late::poll);
        }
    }

    @Test
    void take_severalPublishers_oneOrderForAll() throws InterruptedException {
        SharedTopic<String> topic = topic(SlowSubscribers.HOLD_BACK);
        int publishers = 2;
        int each = 2000;
        List<List<String>> seen = List.of(new ArrayList<>(), new ArrayList<>());
        List<Subscription<String>> subscriptions = List.of(topic.subscribe(From.NOW), topic.subscribe(From.NOW));
        HangGuard.threads(publishers + subscriptions.size(), index -> {
            if (index < publishers) {
                for (int i = 0; i < each; i++) {
                    topic.publish(index + "-" + i);
                }
            } else {
                for (int i = 0; i < publishers * each; i++) {
                    seen.get(index - publishers)
                            .add(subscriptions.get(index - publishers).take());
                }
            }
        });
        assertEquals(seen.get(0), seen.get(1));
        for (int publisher = 0; publisher < publishers; publisher++) {
            String prefix = publisher + "-";
            List<String> own =
                    seen.get(0).stream().filter(text -> text.startsWith(prefix)).toList();
            for (int i = 0; i < each; i++) {
                assertEquals(prefix + i, own.get(i));
            }
        }
        subscriptions.forEach(Subscription::close);
    }

    // ---- bad input ----

    @Test
    void publish_tooLongOrNull_throwsAndTheTopicIsUnharmed() throws InterruptedException {
        SharedTopic<String> topic = topic(SlowSubscribers.LAP);
        int most = SMALL_BYTES - 16;
        publish(topic, 0, 3);
        String longest = "x".repeat(most);
        topic.publish(longest);
        assertThrows(IllegalArgumentException.class, () -> topic.publish("x".repeat(most + 1)));
        assertThrows(IllegalArgumentException.class, () -> topic.tryPublish("x".repeat(100_000)));
        assertThrows(NullPointerException.class, () -> topic.publish(null));
        try (Subscription<String> subscription = topic.subscribe(From.OLDEST)) {
            assertEquals(longest, subscription.poll());
            topic.publish("");
            assertEquals("", subscription.poll());
        }
        assertEquals(5, topic.published());
    }

    @Test
    void poll_undecodable_throwsWithItsPositionAndGoesOn() throws InterruptedException {
        SharedTopic<String> topic = topic(SlowSubscribers.LAP);
        Subscription<String> subscription = topic.subscribe(From.NOW);
        publish(topic, 0, 1);
        topic.publish(TextCodec.UNREADABLE);
        publish(topic, 2, 3);
        assertNext(subscription, 0, 1);
        UndecodableElementException e = assertThrows(UndecodableElementException.class, subscription::poll);
        assertEquals(1, e.position());
        assertNext(subscription, 2, 3);
    }

    @Test
    void create_badCapacity_throws() {
        for (long bytes : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> SharedTopic.create(space, "topic", CODEC, bytes, SlowSubscribers.LAP),
                    () -> "bytes: " + bytes);
        }
        assertThrows(NullPointerException.class, () -> SharedTopic.create(space, "topic", CODEC, 64, null));
        assertThrows(
                NullPointerException.class, () -> SharedTopic.create(space, "topic", null, 64, SlowSubscribers.LAP));
        assertThrows(NotFoundException.class, () -> SharedTopic.open(space, "topic", CODEC));
        assertEquals(
                64,
                SharedTopic.create(space, "topic", CODEC, 1, SlowSubscribers.LAP)
                        .capacityBytes());
    }

    @Test
    void open_otherCodecCapacityOrPolicy_throwsAndNamesIt() {
        topic(SlowSubscribers.LAP);
        Codec<String> other = new OtherCodec();
        InvalidFileException e =
                assertThrows(InvalidFileException.class, () -> SharedTopic.open(space, "topic", other));
        assertTrue(e.getMessage().contains("LAP text"), e.getMessage());
        assertThrows(
                InvalidFileException.class,
                () -> SharedTopic.openOrCreate(space, "topic", CODEC, 2 * SMALL_BYTES, SlowSubscribers.LAP));
        assertThrows(
                InvalidFileException.class,
                () -> SharedTopic.openOrCreate(space, "topic", CODEC, SMALL_BYTES, SlowSubscribers.HOLD_BACK));
        SharedTopic<String> same =
                SharedTopic.openOrCreate(space, "topic", CODEC, SMALL_BYTES - 1, SlowSubscribers.LAP);
        assertEquals(SlowSubscribers.LAP, same.slowSubscribers());
        assertEquals(SMALL_BYTES, SharedTopic.open(space, "topic", CODEC).capacityBytes());
    }

    private static final class OtherCodec implements Codec<String> {
        private static final long serialVersionUID = 1L;
        private final TextCodec codec = new TextCodec();

        @Override
        public void encode(String element, java.nio.ByteBuffer to) {
            codec.encode(element, to);
        }

        @Override
        public String decode(java.nio.ByteBuffer from) {
            return codec.decode(from);
        }
    }

    // ---- references and closing ----

    @ParameterizedTest
    @EnumSource
    void serialize_topic_arrivesAsTheSame(SlowSubscribers policy) throws Exception {
        SharedTopic<String> topic = topic(policy);
        Subscription<String> subscription = topic.subscribe(From.NOW);
        SharedTopic<String> other = sent(topic);
        assertEquals(policy, other.slowSubscribers());
        other.publish("e0");
        assertNext(subscription, 0, 1);
        subscription.close();
    }

    @SuppressWarnings("unchecked")
    private static <T> T sent(T object) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (T) in.readObject();
        }
    }

    @Test
    void anything_spaceClosed_throws() {
        SharedTopic<String> topic = topic(SlowSubscribers.LAP);
        Subscription<String> subscription = topic.subscribe(From.NOW);
        assertTrue(topic.toString().endsWith("published=0"), topic.toString());
        space.close();
        assertThrows(IllegalStateException.class, () -> topic.publish("more"));
        assertThrows(IllegalStateException.class, subscription::take);
        assertThrows(IllegalStateException.class, () -> topic.subscribe(From.NOW));
        assertTrue(topic.toString().endsWith("closed"), topic.toString());
        assertTrue(subscription.toString().contains("position=0"), subscription.toString());
    }
}
