package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.ShmException;
import dev.shm.crash.Overwriting;
import dev.shm.memory.RegionDamagedException;
import dev.shm.queues.SharedChannel.Producers;
import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Seeds;
import dev.shm.value.SharedLong;
import java.io.IOException;
import java.nio.ByteBuffer;
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
 * Row 19 of the fault matrix for channels: while a producer and a consumer wait for each other, something else writes random words
 * over positions, roles, flags and records. They get exceptions, or repair it; neither hangs.
 */
@ExtendWith(LeakCheck.class)
class OverwrittenChannelTest {
    private static final int PAGE = 4096;
    private static final int BYTES = 256;
    private static final int ROUNDS_UNTIL_RESTORED = 8;
    /* Where the lock of producers says that nobody may own it any more, the consumer waits for nobody. */
    private static final int PATIENCE_MILLIS = 100;
    private static final int[] HOT = {
        ChannelLayout.TAIL_OFFSET,
        ChannelLayout.HEAD_OFFSET,
        ChannelLayout.OVER_OFFSET,
        ChannelLayout.CLOSED_OFFSET,
        ChannelLayout.NOT_EMPTY_OFFSET,
        ChannelLayout.NOT_FULL_OFFSET,
        ChannelLayout.PRODUCER_OFFSET,
        ChannelLayout.CONSUMER_OFFSET
    };

    @TempDir
    private Path directory;

    @BeforeAll
    static void silence() {
        DeathWarnings.silence();
    }

    /** Puts or gets, and takes the role anew whenever it gets an exception. */
    static final class Peer {
        private static volatile boolean enough;

        public static void main(String[] arguments) throws InterruptedException {
            DeathWarnings.silence();
            SharedChannel channel = SharedChannel.open(SharedSpace.open(Path.of(arguments[0])), "channel");
            SharedSpace sound = SharedSpace.open(Path.of(arguments[1]));
            boolean puts = arguments[2].equals("put");
            SharedLong rounds = SharedLong.open(sound, arguments[2]);
            Thread thread = new Thread(() -> {
                while (!enough) {
                    try {
                        visit(channel, puts, rounds);
                    } catch (ShmException | IllegalStateException | IllegalMonitorStateException e) {
                        rounds.incrementAndGet(); // what the library says of such damage
                    } catch (InterruptedException e) {
                        return;
                    }
                }
            });
            Overwriting.haltOnFailure(thread);
            thread.start();
            Child.say("works");
            Child.awaitLine();
            enough = true;
            Runtime.getRuntime().halt(0);
        }

        private static void visit(SharedChannel channel, boolean puts, SharedLong rounds) throws InterruptedException {
            if (puts) {
                try (ChannelProducer producer = channel.producer()) {
                    while (!enough) {
                        Claim claim = producer.claim(24, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
                        rounds.incrementAndGet();
                        if (claim != null) {
                            claim.commit();
                        }
                    }
                }
            } else {
                try (ChannelConsumer consumer = channel.consumer()) {
                    while (!enough) {
                        if (!consumer.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                            rounds.incrementAndGet();
                        }
                        consumer.poll(message -> rounds.incrementAndGet(), 2);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void overwrite_40Words_nobodyHangs(Producers producers) throws IOException {
        overwrite(40, producers);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource
    void overwrite_1000Words_nobodyHangs(Producers producers) throws IOException {
        overwrite(1_000, producers);
    }

    @ParameterizedTest
    @EnumSource
    void overwrite_openChannelSaysItIsOver_consumerIsToldAndGoesOn(Producers producers) throws Exception {
        Path victim = directory.resolve("victim");
        try (SharedSpace space = SharedSpace.create(victim)) {
            SharedChannel.create(space, "channel", BYTES, producers);
        }
        try (SharedSpace space = SharedSpace.open(victim)) {
            SharedChannel channel = SharedChannel.open(space, "channel");
            try (ChannelProducer producer = channel.producer();
                    ChannelConsumer consumer = channel.consumer()) {
                producer.put(ByteBuffer.wrap(new byte[] {7}));
                try (FileChannel file = FileChannel.open(victim.resolve("channel"), StandardOpenOption.WRITE)) {
                    file.write(ByteBuffer.wrap(new byte[] {2}), PAGE + ChannelLayout.OVER_OFFSET);
                }

                RegionDamagedException told =
                        assertThrows(RegionDamagedException.class, () -> consumer.await(0, TimeUnit.NANOSECONDS));

                assertTrue(told.getMessage().contains("channel"), told::getMessage);
                assertEquals(1, consumer.poll(message -> assertEquals(7, message.getByte(0)), 2));
            }
        }
    }

    private void overwrite(int rounds, Producers producers) throws IOException {
        RandomGenerator random = Seeds.splittable("overwrite");
        Path victim = directory.resolve("victim");
        try (SharedSpace space = SharedSpace.create(victim)) {
            SharedChannel.create(space, "channel", BYTES, producers);
        }
        try (SharedSpace sound = SharedSpace.create(directory.resolve("sound"))) {
            List<SharedLong> progress = List.of(SharedLong.create(sound, "put"), SharedLong.create(sound, "get"));
            List<ChildJvm> peers = new ArrayList<>();
            try {
                for (SharedLong each : progress) {
                    peers.add(ChildJvm.start(
                            Peer.class, victim.toString(), sound.path().toString(), each.name()));
                }
                peers.forEach(peer -> peer.awaitLine("works"));
                overwrite(random, rounds, victim.resolve("channel"), progress, peers);
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
            RandomGenerator random, int rounds, Path file, List<SharedLong> progress, List<ChildJvm> peers)
            throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer memory = channel.map(MapMode.READ_WRITE, 0, channel.size());
            ByteBuffer fresh = ByteBuffer.allocate((int) channel.size() - PAGE);
            for (int i = 0; i < rounds; i++) {
                int at = PAGE
                        + (random.nextBoolean()
                                ? HOT[random.nextInt(HOT.length)]
                                : Long.BYTES * random.nextInt(fresh.capacity() / Long.BYTES));
                String change = Overwriting.overwrite(memory, at, before -> other(random, before));
                Overwriting.awaitProgress(progress, peers, "round=" + i + ", at=" + at + ", " + change);
                if (i % ROUNDS_UNTIL_RESTORED == ROUNDS_UNTIL_RESTORED - 1) {
                    channel.write(fresh.duplicate(), PAGE);
                    Overwriting.awaitProgress(progress, peers, "round=" + i + ", restored");
                }
            }
        }
    }

    /** Positions are what matters here: every sixth one is near the old one. */
    private static long other(RandomGenerator random, long before) {
        return random.nextInt(6) == 0
                ? before + Long.BYTES * random.nextInt(-BYTES / 4, BYTES / 4)
                : Overwriting.other(random, before);
    }
}
