package dev.shm.queues;

import static dev.shm.queues.TopicCrashScenario.BEFORE;
import static dev.shm.queues.TopicCrashScenario.element;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.crash.CrashRun;
import dev.shm.crash.CrashRun.Outcome;
import dev.shm.queues.SharedTopic.From;
import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Row 1 of the fault matrix for topics: one that publishes, is held back, or holds back is killed before each of its steps. What
 * it had published is there as a whole, in order; nothing else is; and the others go on.
 */
@ExtendWith(LeakCheck.class)
class TopicCrashTest {
    private static final int MOST_STEPS = 120;
    private static final int ROUND = 40; // elements that go round the ring several times

    @TempDir
    private Path directory;

    private SharedSpace space;
    private TopicCrashScenario scenario;
    private boolean everyPlainStore;

    @BeforeAll
    static void silence() {
        DeathWarnings.silence();
    }

    @ParameterizedTest
    @EnumSource
    void kill_beforeEachStep_othersGoOn(TopicCrashScenario each) throws Exception {
        run(each, false);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource
    void kill_beforeEachPlainStoreToo_othersGoOn(TopicCrashScenario each) throws Exception {
        run(each, true);
    }

    private void run(TopicCrashScenario each, boolean every) throws Exception {
        scenario = each;
        everyPlainStore = every;
        try (SharedSpace opened = SharedSpace.create(directory.resolve("space"))) {
            space = opened;
            if (scenario == TopicCrashScenario.SETTLE) {
                killVictim();
            }
            CrashRun.untilPassed("topic", scenario, every, this::trial);
        }
    }

    private SharedTopic<String> topic(int step) throws InterruptedException {
        assertTrue(step <= MOST_STEPS, "more steps than topics");
        SharedTopic<String> topic = scenario.openOrCreate(space, step);
        for (int i = (int) topic.published(); i < BEFORE; i++) {
            topic.publish(element(i));
        }
        return topic;
    }

    private void killVictim() throws InterruptedException {
        for (int step = 1; step <= MOST_STEPS; step++) {
            topic(step);
        }
        try (ChildJvm child =
                ChildJvm.start(TopicCrashScenario.Victim.class, space.path().toString(), String.valueOf(MOST_STEPS))) {
            child.awaitLine(TopicCrashScenario.READY);
            child.kill();
            child.awaitExit();
        }
    }

    private Outcome trial(int step) throws Exception {
        SharedTopic<String> topic = topic(step);
        return HangGuard.call("trial " + step, () -> {
            try (Subscription<String> subscription = topic.subscribe(From.NOW)) {
                int published = scenario == TopicCrashScenario.PUBLISH_IN_VAIN ? fill(topic) : BEFORE;
                try (ChildJvm child = CrashRun.start(space, scenario, step, everyPlainStore)) {
                    return examine(topic, subscription, published, CrashRun.awaitEnd(child));
                }
            }
        });
    }

    /** Until it is held back. */
    private static int fill(SharedTopic<String> topic) {
        int next = (int) topic.published();
        while (topic.tryPublish(element(next))) {
            next++;
        }
        return next;
    }

    private Outcome examine(SharedTopic<String> topic, Subscription<String> subscription, int before, String diesBefore)
            throws InterruptedException {
        int published = (int) topic.published();
        int most = switch (scenario) {
            case PUBLISH, PUBLISH_ALONE, PUBLISH_UNHELD -> before + 2;
            case SETTLE -> before + 1;
            default -> before;
        };
        assertTrue(published >= before && published <= most && (diesBefore != null || published == most));
        boolean closed = topic.isClosed();
        assertTrue(diesBefore != null || closed == (scenario == TopicCrashScenario.CLOSE));
        assertKept(topic, published);
        for (int i = BEFORE; i < published; i++) {
            assertEquals(element(i), subscription.poll());
        }
        if (closed || isRefused(topic, published)) {
            assertTrue(topic.isClosed());
            assertThrows(TopicClosedException.class, subscription::take);
            return new Outcome(diesBefore, published - before + " published, closed");
        }
        assertEquals(element(published), subscription.take());
        for (int i = published + 1; i < published + ROUND; i++) {
            topic.publish(element(i));
            assertEquals(element(i), subscription.poll());
        }
        assertNull(subscription.poll());
        assertEquals(0, subscription.missed());
        assertKept(topic, published + ROUND);
        assertTrue(topic.holders() <= 1);
        return new Outcome(diesBefore, published - before + " published");
    }

    /** One that was killed while it closed may have left that to the next one. */
    private boolean isRefused(SharedTopic<String> topic, int next) throws InterruptedException {
        try {
            // What a dead one held back may take a moment to come free.
            assertTrue(topic.tryPublish(element(next), HangGuard.limit().toMillis(), TimeUnit.MILLISECONDS));
            return false;
        } catch (TopicClosedException e) {
            assertEquals(TopicCrashScenario.CLOSE, scenario);
            return true;
        }
    }

    /** The last ones are there, one behind the other, for who comes late. */
    private static void assertKept(SharedTopic<String> topic, int published) {
        try (Subscription<String> late = topic.subscribe(From.OLDEST)) {
            for (int i = (int) late.position(); i < published; i++) {
                assertEquals(element(i), late.poll());
            }
            assertEquals(published, late.position());
        }
    }
}
