package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.queues.SharedChannel.Producers;
import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Requirements;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Row 4 of the fault matrix for channels: one that is stopped is not taken for dead, nobody gets its role, and it goes on. */
@ExtendWith(LeakCheck.class)
class StoppedChannelTest extends ChannelFixture {
    @BeforeAll
    static void prepare() {
        Requirements.linux();
        DeathWarnings.silence();
    }

    /** Has a role, and does with each line that it gets one step: claims and commits, or waits and removes. */
    static final class Peer {
        public static void main(String[] arguments) throws InterruptedException {
            try (SharedSpace space = SharedSpace.open(Path.of(arguments[0]))) {
                SharedChannel channel = SharedChannel.open(space, "channel");
                if (arguments[1].equals("produce")) {
                    produce(channel);
                } else {
                    consume(channel);
                }
            }
        }

        private static void produce(SharedChannel channel) throws InterruptedException {
            try (ChannelProducer producer = channel.producer()) {
                Claim claim = producer.claim(Long.BYTES);
                claim.putLong(0, 7);
                Child.say("ready");
                Child.awaitLine();
                claim.commit();
                Child.say("done");
                Child.awaitLine();
            }
        }

        private static void consume(SharedChannel channel) throws InterruptedException {
            try (ChannelConsumer consumer = channel.consumer()) {
                Child.say("ready");
                consumer.await();
                Child.say("got " + consumer.peek().getLong(0));
                consumer.remove();
                Child.awaitLine();
            }
        }
    }

    private ChildJvm start(String what) {
        ChildJvm peer = ChildJvm.start(Peer.class, space.path().toString(), what);
        peer.awaitLine("ready");
        return peer;
    }

    @ParameterizedTest
    @EnumSource
    void stop_producerWithAClaim_consumerWaitsAndNobodyTakesItsPlace(Producers producers) throws InterruptedException {
        SharedChannel channel = channel(producers);
        try (ChildJvm peer = start("produce");
                ChannelConsumer consumer = channel.consumer()) {
            peer.signal("STOP");
            assertFalse(consumer.await(300, TimeUnit.MILLISECONDS));
            if (producers == Producers.ONE) {
                assertThrows(IllegalStateException.class, () -> channel.producer(1, TimeUnit.MILLISECONDS));
            } else {
                try (ChannelProducer other = channel.producer()) {
                    assertNull(other.tryClaim(8));
                    assertNull(other.claim(8, 1, TimeUnit.MILLISECONDS));
                }
            }
            peer.signal("CONT");
            peer.send("commit");
            assertTrue(consumer.await(HangGuard.limit().toNanos(), TimeUnit.NANOSECONDS));
            assertEquals(List.of(7L), poll(consumer, 9));
        }
    }

    @Test
    void stop_consumerThatWaits_producersGoOnUntilItIsFull() throws InterruptedException {
        SharedChannel channel = channel(Producers.MANY);
        try (ChildJvm peer = start("consume");
                ChannelProducer producer = channel.producer()) {
            peer.signal("STOP");
            for (long i = 0; i < BYTES / 16; i++) {
                put(producer, i);
            }
            assertNull(producer.claim(8, 300, TimeUnit.MILLISECONDS));
            assertThrows(IllegalStateException.class, channel::consumer);
            peer.signal("CONT");
            peer.awaitLine("got 0");
            assertTrue(producer.claim(8, HangGuard.limit().toNanos(), TimeUnit.NANOSECONDS) != null, "no room");
            peer.endInput();
            assertEquals(0, peer.awaitExit(), peer::errors);
        }
        try (ChannelConsumer consumer = channel.consumer()) {
            assertTrue(consumer.predecessor().isEmpty());
            assertEquals(List.of(1L, 2L), poll(consumer, 2));
        }
    }
}
