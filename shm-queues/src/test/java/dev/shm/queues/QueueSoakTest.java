package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Seeds;
import dev.shm.value.SharedByteArray;
import dev.shm.value.SharedLong;
import dev.shm.value.SharedLongArray;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Row 2 of the fault matrix for queues: producers and consumers are killed at random moments and replaced. Each element whose put
 * has returned is taken once, or was in hand of one that died, of which there are no more than are told; half of one is never
 * seen; nobody hangs, and the queue has all its room in the end.
 */
@ExtendWith(LeakCheck.class)
class QueueSoakTest {
    private static final int EACH = 1 << 16;
    private static final int CAPACITY = 16;
    private static final int CAPACITY_BYTES = 1024;
    private static final int LONGEST = 200;
    private static final int HEADER = Long.BYTES + Integer.BYTES;
    private static final int PRODUCERS = 2;
    private static final int WORKERS = 4;
    private static final int LONGEST_PAUSE_MICROS = 20_000;

    @TempDir
    private Path directory;

    private final Random random = Seeds.random("killer");
    private final ChildJvm[] workers = new ChildJvm[WORKERS];
    private int producersSoFar;

    @BeforeAll
    static void silence() {
        DeathWarnings.silence();
    }

    @Test
    void kill_12AtRandom_nothingIsLostButWhatIsTold() throws InterruptedException {
        soak(12, ConsumerDeathPolicy.REPORT);
    }

    @Test
    void kill_12AtRandom_nothingIsLost() throws InterruptedException {
        soak(12, ConsumerDeathPolicy.REDELIVER);
    }

    @Tag("long")
    @Test
    void kill_250AtRandom_nothingIsLostButWhatIsTold() throws InterruptedException {
        soak(250, ConsumerDeathPolicy.REPORT);
    }

    @Tag("long")
    @Test
    void kill_250AtRandom_nothingIsLost() throws InterruptedException {
        soak(250, ConsumerDeathPolicy.REDELIVER);
    }

    @Tag("nightly")
    @Test
    void kill_10000AtRandom_nothingIsLost() throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            soak(250, ConsumerDeathPolicy.REPORT);
            soak(250, ConsumerDeathPolicy.REDELIVER);
        }
    }

    private void soak(int kills, ConsumerDeathPolicy policy) throws InterruptedException {
        int producers = PRODUCERS + kills;
        producersSoFar = 0;
        Path path = directory.resolve("space-" + System.nanoTime());
        try (SharedSpace space = SharedSpace.create(path)) {
            SharedQueue<byte[]> queue =
                    SharedQueue.create(space, "queue", Codecs.byteArrays(), CAPACITY, CAPACITY_BYTES, policy);
            SharedLongArray put = SharedLongArray.create(space, "put", producers);
            SharedByteArray seen = SharedByteArray.createSparse(space, "seen", (long) producers * EACH);
            SharedLong taken = SharedLong.create(space, "taken");
            try {
                for (int i = 0; i < WORKERS; i++) {
                    start(path, i);
                }
                for (int i = 0; i < kills; i++) {
                    awaitProgress(taken);
                    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(LONGEST_PAUSE_MICROS)));
                    int victim = random.nextInt(WORKERS);
                    workers[victim].kill();
                    workers[victim].awaitExit();
                    start(path, victim);
                }
                awaitProgress(taken);
                end(0, PRODUCERS);
                HangGuard.await("all is taken", () -> queue.isEmpty());
                end(PRODUCERS, WORKERS);
            } finally {
                for (ChildJvm worker : workers) {
                    if (worker != null) {
                        worker.close();
                    }
                }
            }
            while (queue.orphans() >= 0 && take(queue, seen)) {
                // What came back when the last ones ended.
            }
            check(queue, put, seen, policy);
            QueueCrashTest.assertRoom(queue, CAPACITY, new byte[CAPACITY_BYTES], new byte[0]);
        }
    }

    private void start(Path path, int index) {
        boolean produces = index < PRODUCERS;
        workers[index] = ChildJvm.start(
                produces ? Producer.class : Consumer.class,
                path.toString(),
                String.valueOf(produces ? producersSoFar++ : 0));
    }

    private void end(int from, int to) {
        for (int i = from; i < to; i++) {
            workers[i].endInput();
        }
        for (int i = from; i < to; i++) {
            assertEquals(0, workers[i].awaitExit(), workers[i]::errors);
        }
    }

    private static void awaitProgress(SharedLong taken) {
        long before = taken.get();
        HangGuard.await("elements are taken", () -> taken.get() > before + CAPACITY);
    }

    private void check(
            SharedQueue<byte[]> queue, SharedLongArray put, SharedByteArray seen, ConsumerDeathPolicy policy) {
        long missing = 0;
        long again = 0;
        long all = 0;
        for (int producer = 0; producer < producersSoFar; producer++) {
            long returned = put.get(producer);
            all += returned;
            for (long n = 0; n < Math.min(EACH, returned + 2); n++) {
                int times = seen.get((long) producer * EACH + n);
                assertTrue(n <= returned || times == 0, "an element that was never put");
                missing += n < returned && times == 0 ? 1 : 0;
                again += Math.max(0, times - 1);
            }
        }
        System.out.println("queue soak, " + policy + ": " + all + " elements, in hand of the dead " + queue.orphans()
                + ", missing " + missing + ", seen again " + again);
        if (policy == ConsumerDeathPolicy.REPORT) {
            assertTrue(missing <= queue.orphans(), "lost and not told");
            assertEquals(0, again);
        } else {
            assertEquals(0, missing);
            assertTrue(again <= queue.orphans(), "doubled and not told");
        }
    }

    // ---- elements ----

    private static byte[] element(int producer, long n) {
        byte[] bytes = new byte[HEADER + (int) ((n * 31 + producer) % LONGEST)];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        buffer.putLong(Integer.BYTES, (long) producer * EACH + n);
        for (int i = HEADER; i < bytes.length; i++) {
            bytes[i] = (byte) (n + i);
        }
        return buffer.putInt(0, checksum(bytes)).array();
    }

    private static int checksum(byte[] element) {
        CRC32C checksum = new CRC32C();
        checksum.update(element, Integer.BYTES, element.length - Integer.BYTES);
        return (int) checksum.getValue();
    }

    private static boolean take(SharedQueue<byte[]> queue, SharedByteArray seen) throws InterruptedException {
        byte[] element = queue.poll(1, TimeUnit.MILLISECONDS);
        if (element == null) {
            return false;
        }
        ByteBuffer buffer = ByteBuffer.wrap(element);
        assertEquals(buffer.getInt(0), checksum(element), "half of an element");
        seen.getAndAdd(buffer.getLong(Integer.BYTES), (byte) 1);
        return true;
    }

    /** Puts elements, and after each says how many it has put. */
    static final class Producer {
        public static void main(String[] arguments) throws InterruptedException {
            SharedSpace space = SharedSpace.open(Path.of(arguments[0]));
            SharedQueue<byte[]> queue = SharedQueue.open(space, "queue", Codecs.byteArrays());
            SharedLongArray put = SharedLongArray.open(space, "put");
            int producer = Integer.parseInt(arguments[1]);
            Ending ending = Ending.listen();
            for (long n = 0; n < EACH && !ending.ended; n++) {
                queue.put(element(producer, n));
                put.set(producer, n + 1);
            }
            ending.join();
        }
    }

    /** Takes elements, and counts each. */
    static final class Consumer {
        public static void main(String[] arguments) throws InterruptedException {
            try (SharedSpace space = SharedSpace.open(Path.of(arguments[0]))) {
                SharedQueue<byte[]> queue = SharedQueue.open(space, "queue", Codecs.byteArrays());
                SharedByteArray seen = SharedByteArray.open(space, "seen");
                SharedLong taken = SharedLong.open(space, "taken");
                Ending ending = Ending.listen();
                while (!ending.ended) {
                    if (take(queue, seen)) {
                        taken.incrementAndGet();
                    }
                }
            }
        }
    }

    /** Listens for the end of the input. */
    private static final class Ending extends Thread {
        private volatile boolean ended;

        static Ending listen() {
            Ending ending = new Ending();
            ending.setDaemon(true);
            ending.start();
            return ending;
        }

        @Override
        public void run() {
            while (Child.awaitLine() != null) {
                // only the end counts
            }
            ended = true;
        }
    }
}
