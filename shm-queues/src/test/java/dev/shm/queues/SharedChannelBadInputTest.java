package dev.shm.queues;

import static dev.shm.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.queues.SharedChannel.Producers;
import dev.shm.space.AlreadyExistsException;
import dev.shm.space.InvalidFileException;
import dev.shm.space.NotFoundException;
import dev.shm.testkit.LeakCheck;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a channel refuses, in words that say what to do, and that it is unharmed then. */
@ExtendWith(LeakCheck.class)
class SharedChannelBadInputTest extends ChannelFixture {
    private static void assertUnharmed(ChannelProducer producer, ChannelConsumer consumer) throws InterruptedException {
        for (long i = 0; i < 100; i++) {
            put(producer, i);
            assertEquals(List.of(i), poll(consumer, 9));
        }
    }

    // ---- messages ----

    @ParameterizedTest
    @EnumSource
    void anything_null_isRefused(Producers producers) throws InterruptedException {
        SharedChannel channel = channel(producers);
        try (ChannelProducer producer = channel.producer();
                ChannelConsumer consumer = channel.consumer()) {
            put(producer, 1);
            for (Executable each : List.<Executable>of(
                    () -> producer.put(null),
                    () -> producer.offer(null),
                    () -> producer.claim(8, 1, null),
                    () -> consumer.poll(null, 1),
                    () -> consumer.take(null, 1),
                    () -> consumer.await(1, null))) {
                assertThrows(NullPointerException.class, each);
            }
            assertEquals(List.of(1L), poll(consumer, 9));
            Claim claim = producer.claim(8);
            assertThrows(NullPointerException.class, () -> claim.putBytes(0, (ByteBuffer) null));
            assertThrows(NullPointerException.class, () -> claim.putBytes(0, null, 0, 1));
            claim.abort();
            assertUnharmed(producer, consumer);
        }
    }

    @ParameterizedTest
    @EnumSource
    void put_tooLong_isRefusedWithItsNameAndTheLimit(Producers producers) throws InterruptedException {
        SharedChannel channel = channel(producers);
        ByteBuffer tooLong = ByteBuffer.allocate(channel.mostBytes() + 1);
        try (ChannelProducer producer = channel.producer();
                ChannelConsumer consumer = channel.consumer()) {
            for (Executable each : List.<Executable>of(
                    () -> producer.put(tooLong),
                    () -> producer.offer(tooLong),
                    () -> producer.claim(tooLong.remaining(), 1, TimeUnit.HOURS))) {
                assertRefused(
                        IllegalArgumentException.class,
                        each,
                        "length=" + tooLong.remaining(),
                        "/channel",
                        channel.mostBytes(),
                        "make it");
            }
            assertEquals(0, tooLong.position(), "it has not moved");
            assertUnharmed(producer, consumer);
        }
    }

    @Test
    void offer_full_leavesTheBufferWhereItIs() {
        SharedChannel channel = channel(Producers.ONE);
        ByteBuffer bytes = ByteBuffer.allocate(channel.mostBytes());
        try (ChannelProducer producer = channel.producer();
                ChannelConsumer consumer = channel.consumer()) {
            assertTrue(producer.offer(bytes));
            assertTrue(producer.offer(bytes.rewind()));
            assertFalse(producer.offer(bytes.rewind()));
            assertEquals(0, bytes.position());
            assertArrayEquals(bytes.array(), consumer.peek().toByteArray());
        }
    }

    // ---- what is closed ----

    @ParameterizedTest
    @EnumSource
    void anything_producerOrConsumerClosed_saysSo(Producers producers) {
        SharedChannel channel = channel(producers);
        ChannelProducer producer = channel.producer();
        producer.close();
        producer.close();
        ChannelConsumer consumer = channel.consumer();
        consumer.close();
        consumer.close();
        for (Executable each : List.<Executable>of(
                () -> producer.claim(8),
                () -> producer.tryClaim(8),
                () -> producer.put(ByteBuffer.allocate(1)),
                () -> producer.offer(ByteBuffer.allocate(1)),
                consumer::peek,
                consumer::remove,
                consumer::await,
                () -> consumer.poll(message -> {}, 1),
                () -> consumer.take(message -> {}, 1))) {
            IllegalStateException e = assertThrows(IllegalStateException.class, each);
            assertTrue(e.getMessage().contains("closed"), e::getMessage);
        }
    }

    // ---- making and opening ----

    @Test
    void create_null_isRefusedAndLeavesNothing() {
        SharedChannel channel = channel(Producers.ONE);
        for (Executable each : List.<Executable>of(
                () -> SharedChannel.create(null, "bad", BYTES),
                () -> SharedChannel.create(space, null, BYTES),
                () -> SharedChannel.create(space, "bad", BYTES, null),
                () -> SharedChannel.openOrCreate(space, "bad", BYTES, null),
                () -> SharedChannel.open(space, null),
                () -> channel.spinning(null),
                () -> channel.idlingWith(null))) {
            assertThrows(NullPointerException.class, each);
        }
        assertEquals(1, space.objects().size());
    }

    @Test
    void open_somethingElse_isRefusedWithExpectedAndActual() {
        channel(Producers.MANY);
        SharedQueue.create(space, "queue", Codecs.longs(), 4, 64);
        assertRefused(InvalidFileException.class, () -> SharedChannel.open(space, "queue"), "/queue", "SharedChannel");
        assertThrows(InvalidFileException.class, () -> SharedQueue.open(space, "channel", Codecs.longs()));
        assertRefused(
                InvalidFileException.class,
                () -> SharedChannel.openOrCreate(space, "channel", BYTES, Producers.ONE),
                "/channel",
                "expected=producers ONE",
                "actual=producers MANY");
        assertThrows(NotFoundException.class, () -> SharedChannel.open(space, "none"));
        assertThrows(AlreadyExistsException.class, () -> SharedChannel.create(space, "channel", BYTES));
        for (long bytes : new long[] {0, -1, (1L << 29) + 1}) {
            assertRefused(
                    IllegalArgumentException.class,
                    () -> SharedChannel.create(space, "bad", bytes),
                    "bytes=" + bytes,
                    "take 1 to 536870912");
        }
    }
}
