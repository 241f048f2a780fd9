package dev.shm.queues;

import static dev.shm.queues.Numbered.assertNext;
import static dev.shm.queues.Numbered.fill;
import static dev.shm.queues.Numbered.publish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.queues.SharedTopic.From;
import dev.shm.queues.SharedTopic.SlowSubscribers;
import dev.shm.robust.AnyOf;
import dev.shm.robust.Awaited;
import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Requirements;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Topics among several JVMs: who dies, is stopped, or leaves. */
@ExtendWith(LeakCheck.class)
class SharedTopicProcessesTest {
    private static final int SMALL_BYTES = 256;
    private static final int MANY = 2_000;

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
        return SharedTopic.create(space, "topic", new TextCodec(), SMALL_BYTES, policy);
    }

    /** Does what it is told. */
    static final class Puppet {
        public static void main(String[] arguments) throws InterruptedException {
            SharedSpace space = SharedSpace.open(Path.of(arguments[0]));
            SharedTopic<String> topic = SharedTopic.open(space, "topic", new TextCodec());
            Subscription<String> subscription = topic.subscribe(From.NOW, missed -> {});
            Child.say("subscribed");
            for (String line = Child.awaitLine(); line != null; line = Child.awaitLine()) {
                switch (line) {
                    case "publish" -> publish(topic, 0, MANY);
                    case "count" -> {
                        long taken = 0;
                        try {
                            while (true) {
                                subscription.take();
                                taken++;
                            }
                        } catch (TopicClosedException e) {
                            Child.say("counted " + taken + " " + subscription.missed());
                        }
                    }
                    case "be publisher" -> {
                        topic.publisher().publish("e0");
                        Child.say("publisher");
                    }
                    case "close" -> space.close();
                    default -> throw new AssertionError(line);
                }
                Child.say("done");
            }
        }
    }

    private ChildJvm puppet() {
        ChildJvm puppet = ChildJvm.start(Puppet.class, space.path().toString());
        puppet.awaitLine("subscribed");
        return puppet;
    }

    @ParameterizedTest
    @EnumSource
    void take_severalJvms_eachGetsOrMissesAll(SlowSubscribers policy) throws InterruptedException {
        SharedTopic<String> topic = topic(policy);
        try (ChildJvm one = puppet();
                ChildJvm other = puppet()) {
            one.send("count");
            other.send("count");
            HangGuard.run("publish", () -> publish(topic, 0, MANY));
            topic.close();
            for (ChildJvm each : new ChildJvm[] {one, other}) {
                String[] counted = each.awaitLine("counted ").split(" ");
                assertEquals(MANY, Long.parseLong(counted[1]) + Long.parseLong(counted[2]));
                assertTrue(policy == SlowSubscribers.LAP || counted[2].equals("0"));
            }
        }
    }

    @Test
    void kill_subscriberThatHoldsBack_publisherGoesOn() throws InterruptedException {
        SharedTopic<String> topic = topic(SlowSubscribers.HOLD_BACK);
        try (ChildJvm puppet = puppet()) {
            int published = fill(topic);
            puppet.kill();
            HangGuard.run("publish", () -> publish(topic, published, 100));
            assertEquals(0, topic.holders());
        }
    }

    @Test
    void kill_subscriberThatHoldsBack_tryPublishFindsItOut() {
        SharedTopic<String> topic = topic(SlowSubscribers.HOLD_BACK);
        try (ChildJvm puppet = puppet()) {
            fill(topic);
            puppet.kill();
            HangGuard.await("room", () -> topic.tryPublish("more"));
        }
    }

    @Test
    void close_spaceOfSubscriberThatHoldsBack_publisherGoesOn() throws InterruptedException {
        SharedTopic<String> topic = topic(SlowSubscribers.HOLD_BACK);
        try (ChildJvm puppet = puppet()) {
            int published = fill(topic);
            puppet.send("close");
            HangGuard.run("publish", () -> publish(topic, published, 100));
            assertEquals(0, topic.holders());
            puppet.awaitLine("done");
        }
    }

    @Test
    void stop_subscriberThatHoldsBack_isNotTakenForDead() throws InterruptedException {
        Requirements.linux();
        SharedTopic<String> topic = topic(SlowSubscribers.HOLD_BACK);
        try (ChildJvm puppet = puppet()) {
            fill(topic);
            puppet.signal("STOP");
            assertFalse(topic.tryPublish("more", 300, TimeUnit.MILLISECONDS));
            assertEquals(1, topic.holders());
            puppet.signal("CONT");
            puppet.send("count");
            HangGuard.run("publish", () -> topic.publish("more"));
        }
    }

    @Test
    void stop_subscriberThatMayBeLapped_publisherDoesNotWait() throws InterruptedException {
        Requirements.linux();
        SharedTopic<String> topic = topic(SlowSubscribers.LAP);
        try (ChildJvm puppet = puppet()) {
            puppet.signal("STOP");
            publish(topic, 0, MANY);
            topic.close();
            puppet.signal("CONT");
            puppet.send("count");
            String[] counted = puppet.awaitLine("counted ").split(" ");
            assertEquals(MANY, Long.parseLong(counted[1]) + Long.parseLong(counted[2]));
        }
    }

    @Test
    void kill_onlyPublisher_nextOneInherits() throws InterruptedException {
        SharedTopic<String> topic = topic(SlowSubscribers.LAP);
        Subscription<String> subscription = topic.subscribe(From.NOW);
        try (ChildJvm puppet = puppet()) {
            puppet.send("be publisher");
            puppet.awaitLine("publisher");
            puppet.kill();
            HangGuard.run("publish", () -> publish(topic, 1, 3));
            assertNext(subscription, 0, 3);
        }
    }

    /** As a {@code WaitSet} waits for it. */
    @Test
    void awaitAny_ofTwoSubscriptions_wakesForEither() throws InterruptedException {
        SharedTopic<String> topic = topic(SlowSubscribers.LAP);
        SharedTopic<String> silent = SharedTopic.create(space, "silent", new TextCodec(), 64, SlowSubscribers.LAP);
        Subscription<String> subscription = topic.subscribe(From.NOW, missed -> {});
        AnyOf any = new AnyOf(new Awaited[] {silent.subscribe(From.NOW).awaited(), subscription.awaited()});
        try (ChildJvm puppet = puppet()) {
            assertFalse(subscription.isReady());
            puppet.send("publish");
            assertTrue(HangGuard.call("any", () -> any.await(Long.MAX_VALUE)));
            assertTrue(subscription.isReady());
            puppet.awaitLine("done");
        }
    }
}
