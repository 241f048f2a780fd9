package dev.shm.queues;

import static dev.shm.queues.QueueCrashScenario.ELEMENTS;
import static dev.shm.queues.QueueCrashScenario.element;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.crash.CrashRun;
import dev.shm.crash.CrashRun.Outcome;
import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Row 1 of the fault matrix for queues: a process is killed before each of its steps. What was put is there once and whole, what
 * was taken is lost and told, or comes back, and the queue has all its room.
 */
@ExtendWith(LeakCheck.class)
class QueueCrashTest {
    private static final int MOST_STEPS = 240;

    @TempDir
    private Path directory;

    private SharedSpace space;
    private QueueCrashScenario scenario;
    private boolean everyPlainStore;

    @BeforeAll
    static void silence() {
        DeathWarnings.silence();
    }

    @ParameterizedTest
    @EnumSource
    void kill_beforeEachStep_nothingIsLostOrDoubled(QueueCrashScenario each) throws Exception {
        run(each, false);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource
    void kill_beforeEachPlainStoreToo_nothingIsLostOrDoubled(QueueCrashScenario each) throws Exception {
        run(each, true);
    }

    private void run(QueueCrashScenario each, boolean every) throws Exception {
        scenario = each;
        everyPlainStore = every;
        try (SharedSpace opened = SharedSpace.create(directory.resolve("space"))) {
            space = opened;
            if (scenario.beginsWithVictim()) {
                killVictim();
            }
            CrashRun.untilPassed("queue", scenario, every, this::trial);
        }
    }

    private SharedQueue<String> queue(int step) throws InterruptedException {
        assertTrue(step <= MOST_STEPS, "more steps than queues");
        SharedQueue<String> queue = scenario.openOrCreate(space, step);
        if (queue.isEmpty() && queue.unfinished() == 0) {
            for (int i = 0; i < ELEMENTS; i++) {
                queue.put(element(i));
            }
        }
        return queue;
    }

    private void killVictim() throws InterruptedException {
        for (int step = 1; step <= MOST_STEPS; step++) {
            queue(step);
        }
        try (ChildJvm child = ChildJvm.start(
                QueueCrashScenario.Victim.class,
                space.path().toString(),
                scenario.name(),
                String.valueOf(MOST_STEPS))) {
            child.awaitLine(QueueCrashScenario.READY);
            child.kill();
            child.awaitExit();
        }
    }

    private Outcome trial(int step) throws Exception {
        SharedQueue<String> queue = queue(step);
        return HangGuard.call("trial " + step, () -> {
            try (ChildJvm child = CrashRun.start(space, scenario, step, everyPlainStore)) {
                return examine(queue, CrashRun.awaitEnd(child));
            }
        });
    }

    private Outcome examine(SharedQueue<String> queue, String diesBefore) throws InterruptedException {
        // A process that is just about to use the slot of a dead one makes that look alive, for a moment.
        HangGuard.await("right: " + queue, () -> isRight(queue, diesBefore == null));
        long orphans = queue.orphans();
        List<String> left = new ArrayList<>(queue);
        assertEquals(left.size(), queue.size());
        boolean closed = queue.isClosed();
        check(left, orphans, closed, diesBefore == null);
        if (!closed) {
            assertWhole(queue, left);
        } else {
            assertThrows(QueueClosedException.class, () -> queue.put("more"));
            assertEquals(left.size(), queue.drainTo(new ArrayList<>()));
            assertThrows(QueueClosedException.class, queue::take);
        }
        return new Outcome(diesBefore, left.size() + " left, orphans: " + orphans + (closed ? ", closed" : ""));
    }

    private boolean isRight(SharedQueue<String> queue, boolean passed) {
        try {
            long orphans = queue.orphans();
            check(new ArrayList<>(queue), orphans, queue.isClosed(), passed);
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }

    private void check(List<String> left, long orphans, boolean closed, boolean passed) {
        switch (scenario) {
            case PUT -> {
                assertEquals(elements(0, left.size()), left);
                assertTrue(left.size() >= ELEMENTS && (!passed || left.size() == ELEMENTS + 2));
            }
            case TAKE -> {
                assertEquals(elements(ELEMENTS - left.size(), ELEMENTS), left);
                assertEquals(left.size() < ELEMENTS ? 1 : 0, orphans);
            }
            case TAKE_OR_REDELIVER -> assertTrue(left.size() >= ELEMENTS - 1 && isEndOfAll(left));
            case DRAIN -> {
                assertTrue(isEndOfAll(left));
                assertEquals(ELEMENTS - left.size(), orphans);
            }
            case DONE_OUT_OF_ORDER, REMOVE -> {
                boolean first = scenario == QueueCrashScenario.REMOVE;
                assertTrue(
                        left.equals(elements(0, ELEMENTS))
                                || left.equals(List.of(element(0), element(2), element(3)))
                                || left.equals(
                                        first ? List.of(element(0), element(3)) : List.of(element(2), element(3))),
                        left::toString);
            }
            case TASK_DONE -> assertTrue(isEndOfAll(left) && orphans <= 1);
            case SETTLE -> assertEquals(elements(0, ELEMENTS), left);
            case SETTLE_LOST -> {
                assertTrue(isEndOfAll(left) && left.size() <= 2);
                assertEquals(2 + (left.size() == 1 ? 1 : 0), orphans);
            }
            case WAIT_IN_VAIN, LEAVE -> assertEquals(elements(0, ELEMENTS), left);
            case PUT_AND_MOVE -> {
                List<String> both = List.of(QueueCrashScenario.LONG_ELEMENT, QueueCrashScenario.SHORT_ELEMENT);
                assertTrue(left.equals(both) || !passed && left.equals(both.subList(0, 1)), left::toString);
            }
            case PUT_IN_VAIN -> assertTrue(left.contains(element(0)) && left.contains(element(1)), left::toString);
            default -> {
                assertEquals(elements(0, ELEMENTS), left);
                assertTrue(closed || !passed);
            }
        }
    }

    private static boolean isEndOfAll(List<String> left) {
        return left.equals(elements(ELEMENTS - left.size(), ELEMENTS));
    }

    private static List<String> elements(int from, int to) {
        return IntStream.range(from, to).mapToObj(QueueCrashScenario::element).toList();
    }

    /** It is taken in that order, everything is done, and there is room for as much as in a new one. */
    private static void assertWhole(SharedQueue<String> queue, List<String> left) throws InterruptedException {
        for (String each : left) {
            assertEquals(each, queue.take());
            queue.taskDone();
        }
        assertNull(queue.poll());
        queue.join();
        assertRoom(queue, QueueCrashScenario.CAPACITY, "x".repeat(QueueCrashScenario.CAPACITY_BYTES), "x");
        queue.join();
    }

    /** An empty queue has room for its longest element, again and again, and for as many short ones as in a new one. */
    static <E> void assertRoom(SharedQueue<E> queue, int capacity, E longest, E shortest) {
        queue.poll(); // what is in hand is done
        assertEquals(capacity, queue.remainingCapacity());
        for (int round = 0; round < 3; round++) {
            assertTrue(queue.offer(longest), "it has not all its bytes");
            assertFalse(queue.offer(longest));
            queue.poll();
            queue.taskDone();
        }
        for (int i = 0; i < capacity; i++) {
            assertTrue(queue.offer(shortest), "it has not all its slots");
        }
        assertFalse(queue.offer(shortest));
        queue.clear();
    }
}
