package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.ShmException;
import dev.shm.queues.SharedTopic.From;
import dev.shm.queues.SharedTopic.SlowSubscribers;
import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Requirements;
import dev.shm.testkit.Seeds;
import dev.shm.value.SharedLongArray;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
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
    private static final int PAGE = 4096;
    private static final int ROUNDS_UNTIL_RESTORED = 8;
    private static final VarHandle WORD = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    @TempDir
    private Path directory;

    @BeforeAll
    static void prepare() {
        Requirements.linux();
        DeathWarnings.silence();
    }

    /** Publishes in one thread and subscribes in another, again and again, whatever comes of it. */
    static final class Peer {
        private static volatile boolean enough;

        public static void main(String[] arguments) throws InterruptedException {
            DeathWarnings.silence();
            SharedTopic<String> topic =
                    SharedTopic.open(SharedSpace.open(Path.of(arguments[0])), "topic", new TextCodec());
            SharedLongArray rounds = SharedLongArray.open(SharedSpace.open(Path.of(arguments[1])), "rounds");
            long first = Long.parseLong(arguments[2]);
            Thread publisher = new Thread(() -> repeat(rounds, first, () -> publish(topic)));
            Thread subscriber = new Thread(() -> repeat(rounds, first + 1, () -> subscribe(topic)));
            for (Thread thread : List.of(publisher, subscriber)) {
                thread.setUncaughtExceptionHandler((failed, e) -> {
                    e.printStackTrace();
                    Runtime.getRuntime().halt(1);
                });
                thread.start();
            }
            Child.say("works");
            Child.awaitLine();
            enough = true;
            publisher.join();
            subscriber.join();
            Runtime.getRuntime().halt(0);
        }

        private interface Visit {
            void make() throws InterruptedException;
        }

        /** May fail with what the library says of such damage, but with nothing else. */
        private static void repeat(SharedLongArray rounds, long index, Visit visit) {
            while (!enough) {
                try {
                    visit.make();
                } catch (ShmException | IllegalMonitorStateException e) {
                    Thread.onSpinWait(); // overwritten
                } catch (IllegalStateException e) {
                    assertTrue(e.getMessage().startsWith("too many subscribers"), e::toString);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                rounds.incrementAndGet(index);
            }
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
        RandomGenerator random = Seeds.splittable("overwrite topic " + policy);
        Path victim = directory.resolve("victim");
        try (SharedSpace space = SharedSpace.create(victim)) {
            SharedTopic.create(space, "topic", new TextCodec(), RING_BYTES, policy);
        }
        try (SharedSpace sound = SharedSpace.create(directory.resolve("sound"))) {
            SharedLongArray progress = SharedLongArray.create(sound, "rounds", JVMS * THREADS);
            List<ChildJvm> peers = new ArrayList<>();
            try {
                for (int i = 0; i < JVMS; i++) {
                    peers.add(ChildJvm.start(
                            Peer.class, victim.toString(), sound.path().toString(), String.valueOf(i * THREADS)));
                }
                peers.forEach(peer -> peer.awaitLine("works"));
                overwrite(random, rounds, victim.resolve("topic"), progress, peers);
                for (ChildJvm peer : peers) {
                    peer.send("enough");
                    assertEquals(0, peer.awaitExit(), peer::errors);
                }
            } finally {
                peers.forEach(ChildJvm::close);
            }
        }
    }

    private static void overwrite(
            RandomGenerator random, int rounds, Path file, SharedLongArray progress, List<ChildJvm> peers)
            throws IOException {
        try (FileChannel topic = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer memory = topic.map(MapMode.READ_WRITE, 0, topic.size());
            int bodyBytes = (int) topic.size() - PAGE;
            for (int i = 0; i < rounds; i++) {
                // Half of them hit what all of them look at: oldest, state, tail, and what waits there.
                int words = random.nextBoolean() ? TopicLayout.LOCK_OFFSET / Long.BYTES + 8 : bodyBytes / Long.BYTES;
                int at = PAGE + Long.BYTES * random.nextInt(words);
                long before;
                long after;
                do {
                    before = (long) WORD.getVolatile(memory, at);
                    after = other(random, before);
                } while (!WORD.compareAndSet(memory, at, before, after));
                awaitProgress(
                        progress,
                        peers,
                        "round=" + i + ", at=" + (at - PAGE) + ", before=" + Long.toHexString(before) + ", after="
                                + Long.toHexString(after));
                if (i % ROUNDS_UNTIL_RESTORED == ROUNDS_UNTIL_RESTORED - 1) {
                    topic.write(ByteBuffer.allocate(bodyBytes), PAGE); // as when it was made
                }
            }
        }
    }

    private static long other(RandomGenerator random, long before) {
        return switch (random.nextInt(5)) {
            case 0 -> random.nextLong();
            case 1 -> 0;
            case 2 -> -1;
            case 3 -> random.nextInt(1 << 16);
            default -> before ^ 1L << random.nextInt(Long.SIZE);
        };
    }

    /** Each thread ends what it was about, and once more what it began behind the change. */
    private static void awaitProgress(SharedLongArray progress, List<ChildJvm> peers, String what) {
        long[] until = new long[(int) progress.length()];
        for (int i = 0; i < until.length; i++) {
            until[i] = progress.get(i) + 2;
        }
        HangGuard.await("progress of all threads: " + what, () -> {
            for (ChildJvm peer : peers) {
                assertTrue(peer.isAlive(), () -> what + "\n" + peer.errors());
            }
            for (int i = 0; i < until.length; i++) {
                if (progress.get(i) < until[i]) {
                    return false;
                }
            }
            return true;
        });
    }
}
