package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.queues.SharedChannel.Producers;
import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Seeds;
import dev.shm.value.SharedLong;
import dev.shm.value.SharedLongArray;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Row 2 of the fault matrix for channels: producers and the consumer are killed at random moments and replaced. Every message that
 * was put is got, in order; twice only if a consumer was killed when it had got it.
 */
@ExtendWith(LeakCheck.class)
class ChannelSoakTest {
    private static final int PRODUCERS = 3;
    private static final int WORKERS = PRODUCERS + 1; // the last one is the consumer
    private static final int LONGEST_PAUSE_MICROS = 20_000;
    private static final int BYTES = 4096;
    private static final int HEAD = 24;

    @TempDir
    private Path directory;

    private final Random random = Seeds.random("killer");
    private final ChildJvm[] workers = new ChildJvm[WORKERS];
    private SharedSpace space;
    private int producers;

    @BeforeAll
    static void silence() {
        DeathWarnings.silence();
    }

    @Test
    void kill_8AtRandomOneProducer_messagesComeOnce() {
        soak(8, Producers.ONE);
    }

    @Test
    void kill_8AtRandomManyProducers_messagesComeOnce() {
        soak(8, Producers.MANY);
    }

    @Tag("long")
    @Test
    void kill_150AtRandomOneProducer_messagesComeOnce() {
        soak(150, Producers.ONE);
    }

    @Tag("long")
    @Test
    void kill_150AtRandomManyProducers_messagesComeOnce() {
        soak(150, Producers.MANY);
    }

    @Tag("nightly")
    @Test
    void kill_10000AtRandomManyProducers_messagesComeOnce() {
        soak(10_000, Producers.MANY);
    }

    private void soak(int kills, Producers kind) {
        producers = kind == Producers.ONE ? 1 : PRODUCERS;
        try (SharedSpace opened = SharedSpace.create(directory.resolve("space"))) {
            space = opened;
            SharedChannel channel = SharedChannel.create(space, "channel", BYTES, kind);
            SharedLongArray put = SharedLongArray.create(space, "put", PRODUCERS);
            SharedLongArray got = SharedLongArray.create(space, "got", PRODUCERS);
            SharedLong broken = SharedLong.create(space, "broken");
            try {
                for (int i = 0; i <= producers; i++) {
                    start(i);
                }
                for (int i = 0; i < kills; i++) {
                    int victim = random.nextInt(producers + 1);
                    awaitProgress(got);
                    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(LONGEST_PAUSE_MICROS)));
                    workers[victim].kill();
                    workers[victim].awaitExit();
                    start(victim);
                }
                awaitProgress(got);
                channel.close();
                for (int i = 0; i <= producers; i++) {
                    assertEquals(0, workers[i].awaitExit(), workers[i]::errors);
                }
            } finally {
                for (ChildJvm worker : workers) {
                    if (worker != null) {
                        worker.close();
                    }
                }
            }
            assertEquals(0, broken.get(), "messages that were lost, torn or out of order");
            for (int i = 0; i < producers; i++) {
                assertTrue(isEndOf(put.get(i), got.get(i)), "put " + put + ", got " + got);
            }
            assertEquals(0, channel.pendingBytes());
        }
    }

    private void start(int index) {
        workers[index] = ChildJvm.start(
                index < producers ? Producer.class : Consumer.class,
                directory.resolve("space").toString(),
                String.valueOf(index));
    }

    private void awaitProgress(SharedLongArray got) {
        for (int i = 0; i < producers; i++) {
            int producer = i;
            long before = got.get(producer);
            HangGuard.await("messages of producer " + producer, () -> got.get(producer) > before + 10);
        }
    }

    /**
     * Puts messages of different lengths: who; which, that is how many producers with this index there were and how many messages this
     * one has put; which one the producer before it had noted; and the rest that follows from these.
     */
    static final class Producer {
        public static void main(String[] arguments) throws InterruptedException {
            SharedSpace space = SharedSpace.open(Path.of(arguments[0]));
            int index = Integer.parseInt(arguments[1]);
            SharedLongArray put = SharedLongArray.open(space, "put");
            try (ChannelProducer producer = SharedChannel.open(space, "channel").producer(1, TimeUnit.HOURS)) {
                long before = put.get(index);
                long number = (before >>> 32) + 1 << 32;
                put.set(index, number);
                while (true) {
                    number++;
                    int length = length(number);
                    Claim claim = producer.claim(length);
                    claim.putLong(0, index);
                    claim.putLong(8, number);
                    claim.putLong(16, before);
                    for (int k = HEAD; k < length; k++) {
                        claim.putByte(k, (byte) (number + k));
                    }
                    claim.commit();
                    put.set(index, number);
                }
            } catch (QueueClosedException e) {
                Child.say("closed");
            }
        }
    }

    /** Whether of a producer all has come that it had noted, and perhaps one more; it may have noted only that it begins. */
    private static boolean isEndOf(long noted, long last) {
        return last == noted || last == noted + 1 || (int) noted == 0 && last < noted;
    }

    private static int length(long number) {
        return HEAD + (int) (number * 31 % 200);
    }

    /** Gets messages and looks at them. */
    static final class Consumer {
        private final SharedLongArray got;
        private final SharedLong broken;
        private boolean mayComeAgain;

        private Consumer(SharedSpace space) {
            got = SharedLongArray.open(space, "got");
            broken = SharedLong.open(space, "broken");
        }

        public static void main(String[] arguments) throws InterruptedException {
            SharedSpace space = SharedSpace.open(Path.of(arguments[0]));
            Consumer examiner = new Consumer(space);
            try (ChannelConsumer consumer = SharedChannel.open(space, "channel").consumer(1, TimeUnit.HOURS)) {
                examiner.mayComeAgain = consumer.predecessor().isPresent();
                while (true) {
                    consumer.take(examiner::examine, 7);
                }
            } catch (QueueClosedException e) {
                Child.say("closed");
            }
        }

        private void examine(Message message) {
            int from = (int) message.getLong(0);
            long number = message.getLong(8);
            long last = got.get(from);
            long noted = message.getLong(16);
            boolean isNext =
                    (int) number == 1 && number >>> 32 > last >>> 32 ? isEndOf(noted, last) : number == last + 1;
            if (!isWhole(message, number) || !isNext && !(mayComeAgain && number == last)) {
                broken.incrementAndGet();
            }
            mayComeAgain = false;
            got.set(from, number);
        }

        private static boolean isWhole(Message message, long number) {
            if (message.lengthBytes() != length(number)) {
                return false;
            }
            for (int k = HEAD; k < message.lengthBytes(); k++) {
                if (message.getByte(k) != (byte) (number + k)) {
                    return false;
                }
            }
            return true;
        }
    }
}
