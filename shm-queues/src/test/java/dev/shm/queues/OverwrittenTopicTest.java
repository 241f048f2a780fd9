package dev.shm.queues;

import dev.shm.crash.Overwriting;
import dev.shm.queues.SharedTopic.From;
import dev.shm.queues.SharedTopic.SlowSubscribers;
import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Requirements;
import dev.shm.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Row 19 of the fault matrix for topics: while processes publish and subscribe, something else writes random words over the
 * topic. They get exceptions or repair it, and nobody hangs.
 */
@ExtendWith(LeakCheck.class)
class OverwrittenTopicTest {
    private static final int JVMS = 2;
    private static final int THREADS = 2;
    private static final int RING_BYTES = 1024;

    @TempDir
    private Path directory;

    @BeforeAll
    static void prepare() {
        Requirements.linux();
        DeathWarnings.silence();
    }

    /** Publishes in one thread and subscribes in another, again and again, whatever comes of it. */
    static final class Peer {
        public static void main(String[] arguments) throws InterruptedException {
            DeathWarnings.silence();
            SharedTopic<String> topic =
                    SharedTopic.open(SharedSpace.open(Path.of(arguments[0])), "topic", new TextCodec());
            Overwriting.visit(arguments, "too many subscribers", () -> publish(topic), () -> subscribe(topic));
        }

        private static void publish(SharedTopic<String> topic) throws InterruptedException {
            for (int i = 0; i < 10; i++) {
                topic.publish("x".repeat(i * 10));
            }
            try (TopicPublisher<String> publisher = topic.publisher()) {
                publisher.publish("alone");
            }
        }

        private static void subscribe(SharedTopic<String> topic) throws InterruptedException {
            try (Subscription<String> subscription = topic.subscribe(From.OLDEST, missed -> {})) {
                for (int i = 0; i < 20; i++) {
                    subscription.poll(1, TimeUnit.MILLISECONDS);
                }
                topic.published();
                topic.holders();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void overwrite_100Words_nobodyHangs(SlowSubscribers policy) throws IOException {
        overwrite(100, policy);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource
    void overwrite_1000Words_nobodyHangs(SlowSubscribers policy) throws IOException {
        overwrite(1_000, policy);
    }

    private void overwrite(int rounds, SlowSubscribers policy) throws IOException {
        Overwriting overwriting = new Overwriting(Peer.class, JVMS, THREADS, directory);
        try (SharedSpace space = SharedSpace.create(overwriting.victim())) {
            SharedTopic.create(space, "topic", new TextCodec(), RING_BYTES, policy);
        }
        // All look at oldest, state, tail, and what waits there.
        int hotWords = TopicLayout.LOCK_OFFSET / Long.BYTES + 8;
        overwriting.run(Seeds.splittable("overwrite topic " + policy), "topic", hotWords, rounds);
    }
}
