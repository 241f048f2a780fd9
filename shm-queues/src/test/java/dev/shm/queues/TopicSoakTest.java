package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.queues.SharedTopic.From;
import dev.shm.queues.SharedTopic.SlowSubscribers;
import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Seeds;
import dev.shm.value.SharedLongArray;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Row 2 of the fault matrix for topics: processes that publish and subscribe are killed at random moments and replaced. Who lives
 * gets every element whose publishing had returned, whole, once and in order, unless it was lapped, and then knows by how many.
 */
@ExtendWith(LeakCheck.class)
class TopicSoakTest {
    private static final int WORKERS = 3;
    private static final int BYTES = 4096;
    private static final int LONGEST = 300;
    private static final int LONGEST_PAUSE_MICROS = 20_000;
    private static final int END = -1;
    private static final int NOTHING = -2;
    private static final int PATIENCE_MILLIS = 50;

    @TempDir
    private Path directory;

    private final Random random = Seeds.random("killer");
    private final ChildJvm[] workers = new ChildJvm[WORKERS];

    @BeforeAll
    static void silence() {
        DeathWarnings.silence();
    }

    @Test
    void kill_8AtRandomHoldingBack_survivorGetsAll() throws Exception {
        soak(8, SlowSubscribers.HOLD_BACK);
    }

    @Test
    void kill_8AtRandomLapping_survivorKnowsWhatItMissed() throws Exception {
        soak(8, SlowSubscribers.LAP);
    }

    @Tag("long")
    @Test
    void kill_100AtRandomHoldingBack_survivorGetsAll() throws Exception {
        soak(100, SlowSubscribers.HOLD_BACK);
    }

    @Tag("long")
    @Test
    void kill_100AtRandomLapping_survivorKnowsWhatItMissed() throws Exception {
        soak(100, SlowSubscribers.LAP);
    }

    @Tag("nightly")
    @Test
    void kill_10000AtRandomHoldingBack_survivorGetsAll() throws Exception {
        soak(10_000, SlowSubscribers.HOLD_BACK);
    }

    private void soak(int kills, SlowSubscribers policy) throws Exception {
        try (SharedSpace space = SharedSpace.create(directory.resolve("space"))) {
            SharedTopic<String> topic = SharedTopic.create(space, "topic", new TextCodec(), BYTES, policy);
            SharedLongArray published = SharedLongArray.create(space, "published", kills + WORKERS);
            SharedLongArray taken = SharedLongArray.create(space, "taken", kills + WORKERS);
            Subscription<String> subscription = topic.subscribe(From.NOW, missed -> {});
            Checker checker = new Checker(subscription);
            FutureTask<Void> checking = new FutureTask<>(checker, null);
            Thread thread = new Thread(checking, "checker");
            thread.setDaemon(true);
            thread.start();
            killAndReplace(kills, published, taken);
            topic.publish(text(END, 0));
            HangGuard.call("the checker's end", checking::get);
            checker.compare(published, policy);
            subscription.close();
        }
    }

    private void killAndReplace(int kills, SharedLongArray published, SharedLongArray taken) {
        int[] numbers = new int[WORKERS];
        try {
            for (int i = 0; i < WORKERS; i++) {
                numbers[i] = i;
                start(i, i);
            }
            for (int i = 0; i < kills; i++) {
                int victim = random.nextInt(WORKERS);
                int survivor = (victim + 1) % WORKERS;
                awaitProgress(published, taken, numbers[victim]);
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(LONGEST_PAUSE_MICROS)));
                workers[victim].kill();
                workers[victim].awaitExit();
                awaitProgress(published, taken, numbers[survivor]); // it does not wait for the dead
                numbers[victim] = WORKERS + i;
                start(victim, WORKERS + i);
            }
            for (int i = 0; i < WORKERS; i++) {
                awaitProgress(published, taken, numbers[i]);
                workers[i].endInput();
                assertEquals(0, workers[i].awaitExit(), workers[i]::errors);
            }
        } finally {
            for (ChildJvm worker : workers) {
                if (worker != null) {
                    worker.close();
                }
            }
        }
    }

    private void start(int place, int number) {
        workers[place] = ChildJvm.start(Worker.class, directory.resolve("space").toString(), String.valueOf(number));
    }

    private void awaitProgress(SharedLongArray published, SharedLongArray taken, int number) {
        long publishedBefore = published.get(number);
        long takenBefore = taken.get(number);
        HangGuard.await(
                "progress of worker " + number,
                () -> published.get(number) > publishedBefore + 1 && taken.get(number) > takenBefore + 1);
    }

    private static String text(int number, long i) {
        int length = number == END ? 0 : (int) (i * 7 % LONGEST);
        return number + " " + i + " " + "x".repeat(length);
    }

    /** Takes elements until the last one, and sees that each is whole and has its turn. */
    private static final class Checker implements Runnable {
        private final Subscription<String> subscription;
        private final Map<Integer, Long> next = new HashMap<>();
        private long taken;
        private long begin;

        Checker(Subscription<String> subscription) {
            this.subscription = subscription;
            this.begin = subscription.position();
        }

        @Override
        public void run() {
            try {
                while (takeOne() != END) {
                    assertEquals(subscription.position(), begin + taken + subscription.missed());
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        /** Takes the next one, if it comes soon; says whose it is. */
        int takeOne() throws InterruptedException {
            long missedBefore = subscription.missed();
            String text = subscription.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            if (text == null) {
                return NOTHING;
            }
            taken++;
            String[] parts = text.split(" ", 3);
            int number = Integer.parseInt(parts[0]);
            long i = Long.parseLong(parts[1]);
            assertEquals(text(number, i), text);
            long due = next.getOrDefault(number, begin == 0 ? 0 : i);
            boolean gap = subscription.missed() > 0 || missedBefore > 0;
            assertTrue(i == due || gap && i > due, () -> "due=" + due + ", is=" + text);
            next.put(number, i + 1);
            return number;
        }

        /** What had been published has been taken. */
        void compare(SharedLongArray published, SlowSubscribers policy) {
            for (int number = 0; policy == SlowSubscribers.HOLD_BACK && number < published.length(); number++) {
                long returned = published.get(number);
                long seen = next.getOrDefault(number, 0L);
                assertTrue(seen == returned || seen == returned + 1, returned + " published, taken " + seen);
            }
            assertTrue(policy == SlowSubscribers.LAP || subscription.missed() == 0);
        }
    }

    /** Publishes, some of the time as the only one, and in another thread subscribes, until it is told to end. */
    static final class Worker {
        private static volatile boolean ended;

        public static void main(String[] arguments) throws InterruptedException {
            SharedSpace space = SharedSpace.open(Path.of(arguments[0]));
            int number = Integer.parseInt(arguments[1]);
            SharedTopic<String> topic = SharedTopic.open(space, "topic", new TextCodec());
            Thread subscriber = new Thread(() -> subscribe(topic, SharedLongArray.open(space, "taken"), number));
            subscriber.start();
            Thread publisher = new Thread(() -> publish(topic, SharedLongArray.open(space, "published"), number));
            publisher.start();
            while (Child.awaitLine() != null) {
                // only the end of the input counts
            }
            ended = true;
            publisher.join();
            subscriber.join();
            space.close();
            System.exit(0);
        }

        private static void publish(SharedTopic<String> topic, SharedLongArray published, int number) {
            try {
                long i = 0;
                while (!ended) {
                    if (ThreadLocalRandom.current().nextInt(20) == 0) {
                        try (TopicPublisher<String> publisher = topic.publisher()) {
                            for (int k = 0; k < 5; k++) {
                                publisher.publish(text(number, i));
                                i++;
                                published.set(number, i);
                            }
                        }
                    } else {
                        topic.publish(text(number, i));
                        i++;
                        published.set(number, i);
                    }
                    if (ThreadLocalRandom.current().nextInt(50) == 0) {
                        LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(200_000));
                    }
                }
            } catch (InterruptedException | RuntimeException | Error e) {
                fail(e);
            }
        }

        private static void subscribe(SharedTopic<String> topic, SharedLongArray taken, int number) {
            try {
                long count = 0;
                while (!ended) {
                    From from = ThreadLocalRandom.current().nextBoolean() ? From.NOW : From.OLDEST;
                    try (Subscription<String> subscription = topic.subscribe(from, missed -> {})) {
                        Checker checker = new Checker(subscription);
                        checker.begin = Math.max(1, checker.begin);
                        for (int k = 0; k < 200 && !ended; k++) {
                            count += checker.takeOne() == NOTHING ? 0 : 1;
                            taken.set(number, count);
                        }
                    }
                }
            } catch (InterruptedException | RuntimeException | Error e) {
                fail(e);
            }
        }

        private static void fail(Throwable e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }
}
