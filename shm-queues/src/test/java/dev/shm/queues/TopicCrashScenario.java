package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.shm.crash.CrashPoint;
import dev.shm.crash.CrashRun;
import dev.shm.queues.SharedTopic.From;
import dev.shm.queues.SharedTopic.SlowSubscribers;
import dev.shm.space.SharedSpace;
import dev.shm.space.TestSpaces;
import dev.shm.testkit.Child;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * What a process does with a topic in which elements have been published until it was full, and in which the test subscribes,
 * until it dies; as a main class, that process.
 */
enum TopicCrashScenario {
    /** It publishes two elements, a short one and one that has others go. */
    PUBLISH(SlowSubscribers.LAP),
    /** The same as the only publisher. */
    PUBLISH_ALONE(SlowSubscribers.LAP),
    /** The same where subscribers hold back, but not there. */
    PUBLISH_UNHELD(SlowSubscribers.HOLD_BACK),
    /** It would publish where it is held back, and waits for a while only. */
    PUBLISH_IN_VAIN(SlowSubscribers.HOLD_BACK),
    /** A dead subscriber held back: it publishes an element. */
    SETTLE(SlowSubscribers.HOLD_BACK),
    /** It subscribes, takes two elements, and ends its subscription. */
    TAKE(SlowSubscribers.HOLD_BACK),
    /** It subscribes, may be lapped, and waits for a while only. */
    TAKE_IN_VAIN(SlowSubscribers.LAP),
    /** It has subscribed when it leaves the space. */
    LEAVE(SlowSubscribers.HOLD_BACK),
    /** It closes the topic. */
    CLOSE(SlowSubscribers.LAP);

    static final int CAPACITY_BYTES = 256;
    static final int BEFORE = 40;
    static final String READY = "ready";
    private static final int LONG = 100;
    private static final int IN_VAIN_MILLIS = 30;

    private final SlowSubscribers policy;

    TopicCrashScenario(SlowSubscribers policy) {
        this.policy = policy;
    }

    /** Opens a topic, or makes it. */
    SharedTopic<String> openOrCreate(SharedSpace space, int number) {
        return SharedTopic.openOrCreate(space, "topic-" + number, new TextCodec(), CAPACITY_BYTES, policy);
    }

    /** Element number i: each other one is long. */
    static String element(int i) {
        return "e" + i + (i % 2 == 0 ? "" : "x".repeat(LONG));
    }

    public static void main(String[] arguments) throws InterruptedException {
        TopicCrashScenario scenario = valueOf(arguments[1]);
        int step = Integer.parseInt(arguments[2]);
        SharedSpace space = TestSpaces.crashing(Path.of(arguments[0]));
        SharedTopic<String> topic = scenario.openOrCreate(space, step);
        Subscription<String> subscription = scenario == LEAVE ? topic.subscribe(From.OLDEST) : null;
        Child.prepareToDie();
        CrashPoint.arm(step, Boolean.parseBoolean(arguments[3]));
        scenario.act(topic, space);
        CrashPoint.disarm();
        if (subscription != null) {
            subscription.awaited(); // it is referred to until here
        }
        Child.say(CrashRun.passedLine());
    }

    private void act(SharedTopic<String> topic, SharedSpace space) throws InterruptedException {
        switch (this) {
            case SETTLE -> topic.publish(element(BEFORE));
            case PUBLISH, PUBLISH_UNHELD -> {
                topic.publish(element(BEFORE));
                topic.publish(element(BEFORE + 1));
            }
            case PUBLISH_ALONE -> {
                try (TopicPublisher<String> publisher = topic.publisher()) {
                    publisher.publish(element(BEFORE));
                    publisher.publish(element(BEFORE + 1));
                }
            }
            case PUBLISH_IN_VAIN -> {
                int next = (int) topic.published();
                assertFalse(topic.tryPublish(element(next), IN_VAIN_MILLIS, TimeUnit.MILLISECONDS));
            }
            case TAKE -> {
                try (Subscription<String> subscription = topic.subscribe(From.OLDEST)) {
                    int first = (int) subscription.position();
                    assertEquals(element(first), subscription.take());
                    assertEquals(element(first + 1), subscription.take());
                }
            }
            case TAKE_IN_VAIN -> {
                try (Subscription<String> subscription = topic.subscribe(From.NOW)) {
                    assertNull(subscription.poll(IN_VAIN_MILLIS, TimeUnit.MILLISECONDS));
                }
            }
            case LEAVE -> space.close();
            default -> topic.close();
        }
    }

    /** Holds back at each topic of a space when it dies. */
    static final class Victim {
        public static void main(String[] arguments) {
            SharedSpace space = SharedSpace.open(Path.of(arguments[0]));
            for (int i = 1; i <= Integer.parseInt(arguments[1]); i++) {
                SETTLE.openOrCreate(space, i).subscribe(From.OLDEST);
            }
            Child.say(READY);
            Child.awaitLine();
        }
    }
}
