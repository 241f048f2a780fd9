package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.shm.crash.Overwriting;
import dev.shm.memory.RegionDamagedException;
import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Requirements;
import dev.shm.testkit.Seeds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

    @TempDir
    private Path directory;

    @BeforeAll
    static void prepare() {
        Requirements.linux();
        DeathWarnings.silence();
    }

    /** Puts in one thread and takes in another, again and again, whatever comes of it. */
    static final class Peer {
        public static void main(String[] arguments) throws InterruptedException {
            DeathWarnings.silence();
            SharedQueue<String> queue =
                    SharedQueue.open(SharedSpace.open(Path.of(arguments[0])), "queue", TestCodecs.TEXTS);
            Overwriting.visit(arguments, "called too often", () -> put(queue), () -> take(queue));
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
    @EnumSource(names = "REDELIVER_IN_SILENCE", mode = EnumSource.Mode.EXCLUDE) // differs in what is logged only
    void overwrite_100Words_nobodyHangs(ConsumerDeathPolicy policy) throws IOException {
        overwrite(100, policy);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource(names = "REDELIVER_IN_SILENCE", mode = EnumSource.Mode.EXCLUDE) // differs in what is logged only
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
        Overwriting overwriting = new Overwriting(Peer.class, JVMS, THREADS, directory);
        try (SharedSpace space = SharedSpace.create(overwriting.victim())) {
            SharedQueue.create(space, "queue", TestCodecs.TEXTS, CAPACITY, CAPACITY_BYTES, policy);
        }
        // All look at what lies from the tail to the lock of the consumers.
        int hotWords = QueueLayout.CONSUMERS_OFFSET / Long.BYTES + 8;
        overwriting.run(Seeds.splittable("overwrite queue " + policy), "queue", hotWords, rounds);
    }
}
