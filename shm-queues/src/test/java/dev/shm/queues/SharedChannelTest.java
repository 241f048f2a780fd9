package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.queues.SharedChannel.Producers;
import dev.shm.space.InvalidFileException;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Seeds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One channel in one JVM: its messages, and how it is made and opened. */
@ExtendWith(LeakCheck.class)
class SharedChannelTest extends ChannelFixture {
    // ---- messages ----

    @ParameterizedTest
    @EnumSource
    void poll_messages_comeInOrderUpToTheLimit(Producers producers) throws InterruptedException {
        SharedChannel channel = channel(producers);
        try (ChannelProducer producer = channel.producer();
                ChannelConsumer consumer = channel.consumer()) {
            for (long i = 1; i <= 5; i++) {
                put(producer, i);
            }
            assertEquals(5 * 16, channel.pendingBytes());
            assertEquals(List.of(), poll(consumer, 0));
            assertEquals(List.of(1L, 2L), poll(consumer, 2));
            assertEquals(List.of(3L, 4L, 5L), poll(consumer, 100));
            assertEquals(List.of(), poll(consumer, 100));
            assertEquals(0, channel.pendingBytes());
        }
    }

    /** Against a queue in the heap, so that records begin and end everywhere in the ring. */
    @ParameterizedTest
    @EnumSource
    void claimAndPoll_atRandom_areAsOfAQueue(Producers producers) {
        SharedChannel channel = channel(producers);
        Random random = Seeds.random("channel");
        Deque<byte[]> expected = new ArrayDeque<>();
        try (ChannelProducer producer = channel.producer();
                ChannelConsumer consumer = channel.consumer()) {
            for (int i = 0; i < 100_000; i++) {
                if (random.nextBoolean()) {
                    byte[] bytes = new byte[random.nextInt(channel.mostBytes() + 1)];
                    random.nextBytes(bytes);
                    Claim claim = producer.tryClaim(bytes.length);
                    if (claim == null) {
                        assertFalse(expected.isEmpty(), "no room in an empty channel");
                    } else if (random.nextInt(8) == 0) {
                        claim.abort();
                    } else {
                        claim.putBytes(0, bytes, 0, bytes.length);
                        claim.commit();
                        expected.add(bytes);
                    }
                } else {
                    int limit = random.nextInt(4);
                    int there = expected.size();
                    int got = consumer.poll(
                            message -> assertArrayEquals(expected.remove(), message.toByteArray()), limit);
                    assertEquals(Math.min(limit, there), got);
                }
            }
            consumer.poll(message -> assertArrayEquals(expected.remove(), message.toByteArray()), Integer.MAX_VALUE);
            assertTrue(expected.isEmpty());
        }
    }

    @Test
    void tryClaim_full_isNullUntilConsumed() {
        SharedChannel channel = channel(Producers.ONE);
        try (ChannelProducer producer = channel.producer();
                ChannelConsumer consumer = channel.consumer()) {
            for (int i = 0; i < BYTES / 16; i++) {
                Claim claim = producer.tryClaim(8);
                claim.putLong(0, i);
                claim.commit();
            }
            assertEquals(BYTES, channel.pendingBytes());
            assertNull(producer.tryClaim(0));
            assertEquals(List.of(0L), poll(consumer, 1));
            assertNotNull(producer.tryClaim(8));
        }
    }

    @Test
    void accessors_allKinds_readWhatWasWritten() throws InterruptedException {
        SharedChannel channel = channel(Producers.ONE);
        try (ChannelProducer producer = channel.producer();
                ChannelConsumer consumer = channel.consumer()) {
            Claim claim = producer.claim(41);
            assertEquals(41, claim.lengthBytes());
            claim.putLong(1, -2);
            claim.putInt(9, -3);
            claim.putShort(13, (short) -4);
            claim.putByte(15, (byte) -5);
            claim.putDouble(16, 1.5);
            claim.putFloat(24, -2.5f);
            claim.putBytes(28, new byte[] {9, 8, 7, 6}, 1, 3);
            claim.putBytes(31, ByteBuffer.wrap(new byte[] {1, 2}));
            claim.commit();
            assertEquals(
                    1,
                    consumer.poll(
                            message -> {
                                assertEquals(41, message.lengthBytes());
                                assertEquals(-2, message.getLong(1));
                                assertEquals(-3, message.getInt(9));
                                assertEquals(-4, message.getShort(13));
                                assertEquals(-5, message.getByte(15));
                                assertEquals(1.5, message.getDouble(16));
                                assertEquals(-2.5f, message.getFloat(24));
                                ByteBuffer copy = ByteBuffer.allocate(5);
                                message.getBytes(28, copy);
                                assertArrayEquals(new byte[] {8, 7, 6, 1, 2}, copy.array());
                                for (int index : new int[] {-1, Integer.MIN_VALUE, 34, 41, Integer.MAX_VALUE}) {
                                    assertThrows(IndexOutOfBoundsException.class, () -> message.getLong(index));
                                }
                                assertThrows(
                                        IndexOutOfBoundsException.class, () -> message.getBytes(40, new byte[2], 0, 2));
                                assertThrows(
                                        IndexOutOfBoundsException.class, () -> message.getBytes(0, new byte[2], 0, -1));
                            },
                            1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, 1, 8, Integer.MAX_VALUE})
    void putLong_outsideOfTheClaim_throwsAndNothingIsHarmed(int index) throws InterruptedException {
        SharedChannel channel = channel(Producers.ONE);
        try (ChannelProducer producer = channel.producer();
                ChannelConsumer consumer = channel.consumer()) {
            Claim claim = producer.claim(8);
            assertThrows(IndexOutOfBoundsException.class, () -> claim.putLong(index, 1));
            claim.putLong(0, 7);
            claim.commit();
            assertEquals(List.of(7L), poll(consumer, 9));
        }
    }

    @Test
    void offer_buffer_isCopied() throws InterruptedException {
        SharedChannel channel = channel(Producers.ONE);
        try (ChannelProducer producer = channel.producer();
                ChannelConsumer consumer = channel.consumer()) {
            ByteBuffer bytes = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}, 1, 2);
            assertTrue(producer.offer(bytes));
            assertEquals(0, bytes.remaining());
            producer.put(bytes.rewind());
            assertArrayEquals(new byte[] {2, 3}, consumer.peek().toByteArray());
            consumer.remove();
            assertArrayEquals(new byte[] {1, 2, 3}, consumer.peek().toByteArray());
        }
    }

    @Test
    void peek_notRemoved_staysForTheNextConsumer() throws InterruptedException {
        SharedChannel channel = channel(Producers.ONE);
        try (ChannelProducer producer = channel.producer()) {
            put(producer, 1);
            try (ChannelConsumer consumer = channel.consumer()) {
                assertEquals(1, consumer.peek().getLong(0));
                assertEquals(1, consumer.peek().getLong(0));
            }
            try (ChannelConsumer consumer = channel.consumer()) {
                assertEquals(List.of(1L), poll(consumer, 9));
                assertNull(consumer.peek());
                assertThrows(IllegalStateException.class, consumer::remove);
            }
        }
    }

    @Test
    void poll_handlerThrows_messageIsConsumedAndTheRestStays() throws InterruptedException {
        SharedChannel channel = channel(Producers.ONE);
        try (ChannelProducer producer = channel.producer();
                ChannelConsumer consumer = channel.consumer()) {
            for (long i = 1; i <= 3; i++) {
                put(producer, i);
            }
            Exception thrown = assertThrows(
                    ArithmeticException.class,
                    () -> consumer.poll(
                            message -> {
                                throw new ArithmeticException("message " + message.getLong(0));
                            },
                            9));
            assertEquals("message 1", thrown.getMessage());
            assertEquals(List.of(2L, 3L), poll(consumer, 9));
        }
    }

    @Test
    void poll_messageKept_isOfNoUseLater() throws InterruptedException {
        SharedChannel channel = channel(Producers.ONE);
        try (ChannelProducer producer = channel.producer();
                ChannelConsumer consumer = channel.consumer()) {
            put(producer, 1);
            AtomicReference<Message> kept = new AtomicReference<>();
            consumer.poll(kept::set, 1);
            assertEquals(0, kept.get().lengthBytes());
            assertThrows(IndexOutOfBoundsException.class, () -> kept.get().getByte(0));
        }
    }

    @Test
    void poll_byTheHandler_throws() throws InterruptedException {
        SharedChannel channel = channel(Producers.ONE);
        try (ChannelProducer producer = channel.producer();
                ChannelConsumer consumer = channel.consumer()) {
            put(producer, 1);
            consumer.poll(
                    message -> {
                        assertThrows(IllegalStateException.class, () -> consumer.poll(other -> {}, 1));
                        assertThrows(IllegalStateException.class, consumer::close);
                    },
                    1);
        }
    }

    // ---- claims ----

    @ParameterizedTest
    @EnumSource
    void claim_oneIsOpen_throws(Producers producers) throws InterruptedException {
        SharedChannel channel = channel(producers);
        try (ChannelProducer producer = channel.producer()) {
            Claim claim = producer.claim(8);
            assertThrows(IllegalStateException.class, () -> producer.claim(8));
            assertThrows(IllegalStateException.class, () -> producer.tryClaim(8));
            claim.commit();
            assertThrows(IllegalStateException.class, claim::commit);
            assertThrows(IllegalStateException.class, claim::abort);
            assertThrows(IndexOutOfBoundsException.class, () -> claim.putLong(0, 1));
            assertSame(claim, producer.claim(8));
            claim.abort();
        }
    }

    @Test
    void claim_otherProducerOfTheThreadHasOne_throws() throws InterruptedException {
        SharedChannel channel = channel(Producers.MANY);
        try (ChannelProducer one = channel.producer();
                ChannelProducer other = channel.producer()) {
            one.claim(8);
            assertThrows(IllegalStateException.class, () -> other.tryClaim(8));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, BYTES / 2 - 7, Integer.MAX_VALUE})
    void claim_lengthOutOfRange_throws(int length) {
        SharedChannel channel = channel(Producers.ONE);
        try (ChannelProducer producer = channel.producer()) {
            assertThrows(IllegalArgumentException.class, () -> producer.claim(length));
            assertThrows(IllegalArgumentException.class, () -> producer.tryClaim(length));
            producer.tryClaim(channel.mostBytes()).commit();
        }
    }

    @ParameterizedTest
    @EnumSource
    void close_claimIsOpen_abortsIt(Producers producers) throws InterruptedException {
        SharedChannel channel = channel(producers);
        try (ChannelProducer producer = channel.producer()) {
            producer.claim(8);
        }
        try (ChannelProducer producer = channel.producer();
                ChannelConsumer consumer = channel.consumer()) {
            put(producer, 2);
            assertEquals(List.of(2L), poll(consumer, 9));
        }
    }

    // ---- making and opening ----

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE, (1L << 29) + 1, Long.MAX_VALUE})
    void create_badCapacity_throws(long capacity) {
        assertThrows(IllegalArgumentException.class, () -> SharedChannel.create(space, "bad", capacity));
        assertTrue(space.objects().isEmpty());
    }

    @Test
    void openOrCreate_otherGeometry_refused() {
        SharedChannel channel = SharedChannel.create(space, "channel", 200);
        assertEquals(BYTES, channel.capacityBytes());
        assertEquals(BYTES / 2 - 8, channel.mostBytes());
        assertEquals(BYTES, SharedChannel.openOrCreate(space, "channel", BYTES).capacityBytes());
        assertThrows(InvalidFileException.class, () -> SharedChannel.openOrCreate(space, "channel", BYTES + 1));
        assertThrows(
                InvalidFileException.class, () -> SharedChannel.openOrCreate(space, "channel", BYTES, Producers.MANY));
        assertEquals(Producers.ONE, SharedChannel.open(space, "channel").producers());
        assertEquals(64, SharedChannel.openOrCreate(space, "least", 1).capacityBytes());
    }

    @Test
    void serialize_channel_arrivesAsTheSame() throws IOException, ClassNotFoundException, InterruptedException {
        SharedChannel channel = channel(Producers.ONE);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(channel);
        SharedChannel copy =
                (SharedChannel) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        assertEquals("channel", copy.name());
        try (ChannelProducer producer = channel.producer();
                ChannelConsumer consumer = copy.consumer()) {
            put(producer, 1);
            assertEquals(List.of(1L), poll(consumer, 9));
        }
    }

    @Test
    void toString_tellsItsState() {
        SharedChannel channel = channel(Producers.ONE);
        assertTrue(
                channel.toString().contains("channel, 0 of 256 bytes, producer: free, consumer: free"),
                channel::toString);
        try (ChannelProducer producer = channel.producer()) {
            producer.tryClaim(8).commit();
            channel.close();
            assertTrue(channel.toString().contains("16 of 256 bytes, closed, producer: owned by"), channel::toString);
        }
    }
}
