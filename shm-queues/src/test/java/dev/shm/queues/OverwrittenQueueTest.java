package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.ShmException;
import dev.shm.memory.RegionDamagedException;
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
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Row 19 of the fault matrix for queues: while processes put and take, something else writes random words over the queue. They get
 * exceptions or repair it, and nobody hangs.
 */
@ExtendWith(LeakCheck.class)
class OverwrittenQueueTest {
    private static final int JVMS = 2;
    private static final int THREADS = 2;
    private static final int CAPACITY = 8;
    private static final int CAPACITY_BYTES = 512;
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

    /** Puts in one thread and takes in another, again and again, whatever comes of it. */
    static final class Peer {
        private static volatile boolean enough;

        public static void main(String[] arguments) throws InterruptedException {
            DeathWarnings.silence();
            SharedQueue<String> queue =
                    SharedQueue.open(SharedSpace.open(Path.of(arguments[0])), "queue", TestCodecs.TEXTS);
            SharedLongArray rounds = SharedLongArray.open(SharedSpace.open(Path.of(arguments[1])), "rounds");
            long first = Long.parseLong(arguments[2]);
            Thread producer = new Thread(() -> repeat(rounds, first, () -> put(queue)));
            Thread consumer = new Thread(() -> repeat(rounds, first + 1, () -> take(queue)));
            for (Thread thread : List.of(producer, consumer)) {
                thread.setUncaughtExceptionHandler((failed, e) -> {
                    e.printStackTrace();
                    Runtime.getRuntime().halt(1);
                });
                thread.start();
            }
            Child.say("works");
            Child.awaitLine();
            enough = true;
            producer.join();
            consumer.join();
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
                    assertTrue(e.getMessage().startsWith("called too often"), e::toString);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                rounds.incrementAndGet(index);
            }
        }

        private static void put(SharedQueue<String> queue) throws InterruptedException {
            for (int i = 0; i < 10; i++) {
                queue.offer("x".repeat(i * 10));
                queue.offer("y".repeat(i * 7), 1, TimeUnit.MILLISECONDS);
            }
            queue.remainingCapacity();
            queue.remove("y");
        }

        private static void take(SharedQueue<String> queue) throws InterruptedException {
            queue.poll(1, TimeUnit.MILLISECONDS);
            queue.drainTo(new ArrayList<>(), 5);
            queue.taskDone();
            List<Delivery<String>> received = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                queue.receive(1, TimeUnit.MILLISECONDS).ifPresent(received::add);
            }
            Collections.reverse(received);
            received.forEach(Delivery::done);
            queue.peek();
            queue.orphans();
            queue.lastConsumerDeath().ifPresent(Object::toString);
            queue.join(1, TimeUnit.MILLISECONDS);
            Iterator<String> walk = queue.iterator();
            for (int i = 0; i < CAPACITY && walk.hasNext(); i++) {
                walk.next();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void overwrite_100Words_nobodyHangs(ConsumerDeathPolicy policy) throws IOException {
        overwrite(100, policy);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource
    void overwrite_1000Words_nobodyHangs(ConsumerDeathPolicy policy) throws IOException {
        overwrite(1_000, policy);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 2, 1 - CAPACITY})
    void done_floorIsWhereItCannotBe_isRefused(long floor) throws Exception {
        try (SharedSpace space = SharedSpace.create(directory.resolve("space"))) {
            SharedQueue<String> queue = SharedQueue.create(
                    space, "queue", TestCodecs.TEXTS, CAPACITY, CAPACITY_BYTES, ConsumerDeathPolicy.REDELIVER);
            queue.add("a");
            Delivery<String> delivery = queue.receive();
            overwriteFloor(space, floor);
            HangGuard.run("done", () -> assertThrows(RegionDamagedException.class, delivery::done));
            overwriteFloor(space, 0);
            assertEquals("b", HangGuard.call("queue at work", () -> {
                queue.add("b");
                return queue.take();
            }));
        }
    }

    private static void overwriteFloor(SharedSpace space, long floor) throws IOException {
        try (FileChannel queue = FileChannel.open(space.path().resolve("queue"), StandardOpenOption.WRITE)) {
            ByteBuffer word = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            queue.write(word.putLong(0, floor), PAGE + QueueLayout.FLOOR_OFFSET);
        }
    }

    private void overwrite(int rounds, ConsumerDeathPolicy policy) throws IOException {
        RandomGenerator random = Seeds.splittable("overwrite queue " + policy);
        Path victim = directory.resolve("victim");
        try (SharedSpace space = SharedSpace.create(victim)) {
            SharedQueue.create(space, "queue", TestCodecs.TEXTS, CAPACITY, CAPACITY_BYTES, policy);
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
                overwrite(random, rounds, victim.resolve("queue"), progress, peers);
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
        try (FileChannel queue = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer memory = queue.map(MapMode.READ_WRITE, 0, queue.size());
            int bodyBytes = (int) queue.size() - PAGE;
            for (int i = 0; i < rounds; i++) {
                // Half of them hit what all of them look at: from the tail to the lock of the consumers.
                int words =
                        random.nextBoolean() ? QueueLayout.CONSUMERS_OFFSET / Long.BYTES + 8 : bodyBytes / Long.BYTES;
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
                    queue.write(ByteBuffer.allocate(bodyBytes), PAGE); // as when it was made
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
