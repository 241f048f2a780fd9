package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.queues.SharedChannel.Producers;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.concurrent.IdleStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One channel in one JVM: who produces and consumes, how they wait, and the end. */
@ExtendWith(LeakCheck.class)
class SharedChannelRolesTest extends ChannelFixture {
    // ---- roles ----

    @ParameterizedTest
    @EnumSource
    void use_byAnotherThread_throws(Producers producers) throws Exception {
        SharedChannel channel = channel(producers);
        try (ChannelProducer producer = channel.producer();
                ChannelConsumer consumer = channel.consumer()) {
            Claim claim = producer.claim(8);
            HangGuard.threads(1, index -> {
                assertThrows(IllegalMonitorStateException.class, claim::commit);
                assertThrows(IllegalMonitorStateException.class, claim::abort);
                assertThrows(IllegalMonitorStateException.class, producer::close);
                assertThrows(IllegalMonitorStateException.class, () -> producer.tryClaim(8));
                assertThrows(IllegalMonitorStateException.class, consumer::peek);
                assertThrows(IllegalMonitorStateException.class, consumer::close);
            });
            claim.commit();
        }
    }

    @Test
    void producer_thereIsOne_throwsAndNamesIt() throws Exception {
        SharedChannel channel = channel(Producers.ONE);
        try (ChannelProducer producer = channel.producer();
                ChannelConsumer consumer = channel.consumer()) {
            assertTrue(producer.predecessor().isEmpty());
            assertTrue(consumer.predecessor().isEmpty());
            HangGuard.threads(1, index -> {
                Exception refused = assertThrows(IllegalStateException.class, channel::producer);
                assertTrue(
                        refused.getMessage()
                                .contains("pid " + ProcessHandle.current().pid()),
                        refused.getMessage());
                assertThrows(IllegalStateException.class, channel::consumer);
                assertThrows(IllegalStateException.class, () -> channel.consumer(1, TimeUnit.MILLISECONDS));
            });
            assertThrows(IllegalStateException.class, channel::producer); // nor another one of the same thread
            assertThrows(IllegalStateException.class, channel::consumer);
        }
    }

    @Test
    void producer_waitsForTheRole_getsItWhenGivenBack() throws Exception {
        SharedChannel channel = channel(Producers.ONE);
        HangGuard.threads(4, index -> {
            for (int i = 0; i < 50; i++) {
                try (ChannelProducer producer = channel.producer(1, TimeUnit.HOURS)) {
                    producer.claim(8).abort();
                }
            }
        });
    }

    @Test
    void consumer_threadEndedWithTheRole_isInherited() throws Exception {
        SharedChannel channel = channel(Producers.ONE);
        HangGuard.threads(1, index -> {
            channel.producer().claim(8);
            channel.consumer();
        });
        try (ChannelProducer producer = channel.producer(1, TimeUnit.HOURS);
                ChannelConsumer consumer = channel.consumer(1, TimeUnit.HOURS)) {
            assertTrue(producer.predecessor().isPresent());
            assertTrue(consumer.predecessor().isPresent());
            put(producer, 1);
            assertEquals(List.of(1L), poll(consumer, 9));
        }
    }

    @Test
    void closeSpace_roleIsTaken_refuses() throws InterruptedException {
        SharedSpace other = SharedSpace.temporary();
        SharedChannel channel = SharedChannel.create(other, "channel", BYTES);
        ChannelProducer producer = channel.producer();
        Exception refused = assertThrows(RuntimeException.class, other::close);
        assertTrue(refused.getMessage().contains("channel producer"), refused.getMessage());
        producer.close();
        ChannelConsumer consumer = channel.consumer();
        consumer.close();
        other.close();
        assertThrows(IllegalStateException.class, channel::producer);
        assertTrue(channel.toString().endsWith("its space is closed"), channel.toString());
    }

    // ---- waiting ----

    @ParameterizedTest
    @EnumSource
    void await_severalThreads_allMessagesComeOnce(Producers producers) throws Exception {
        int threads = producers == Producers.ONE ? 1 : 3;
        transfer(channel(producers), threads, 20_000);
    }

    @ParameterizedTest
    @EnumSource
    void await_spinning_allMessagesComeOnce(Producers producers) throws Exception {
        int threads = producers == Producers.ONE ? 1 : 3;
        transfer(channel(producers).spinning(YieldIdle::new), threads, 2_000);
    }

    private static class YieldIdle implements IdleStrategy {
        @Override
        public void idle(int workCount) {
            Thread.yield();
        }

        @Override
        public void idle() {
            Thread.yield();
        }

        @Override
        public void reset() {}
    }

    private static void transfer(SharedChannel channel, int producers, int each) throws Exception {
        long[] last = new long[producers];
        HangGuard.threads(producers + 1, index -> {
            if (index < producers) {
                try (ChannelProducer producer = channel.producer()) {
                    for (long i = 1; i <= each; i++) {
                        put(producer, (long) index << 32 | i);
                    }
                }
                return;
            }
            try (ChannelConsumer consumer = channel.consumer()) {
                int left = producers * each;
                while (left > 0) {
                    left -= consumer.take(
                            message -> {
                                int from = (int) (message.getLong(0) >>> 32);
                                assertEquals(++last[from], message.getLong(0) & 0xFFFF_FFFFL);
                            },
                            10);
                }
            }
        });
    }

    @Test
    void await_nothingComes_timeIsOver() throws InterruptedException {
        SharedChannel channel = channel(Producers.ONE);
        try (ChannelProducer producer = channel.producer();
                ChannelConsumer consumer = channel.consumer()) {
            assertFalse(consumer.await(1, TimeUnit.MILLISECONDS));
            assertFalse(consumer.await(0, TimeUnit.MILLISECONDS));
            assertFalse(consumer.await(-1, TimeUnit.MILLISECONDS));
            producer.claim(channel.mostBytes()).commit();
            producer.claim(channel.mostBytes()).commit();
            assertNull(producer.claim(8, 1, TimeUnit.MILLISECONDS));
            assertNull(producer.claim(8, -1, TimeUnit.MILLISECONDS));
            assertTrue(consumer.await(0, TimeUnit.MILLISECONDS));
        }
    }

    @Test
    void await_interrupted_throws() {
        SharedChannel channel = channel(Producers.ONE);
        try (ChannelProducer producer = channel.producer();
                ChannelConsumer consumer = channel.consumer()) {
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, consumer::await);
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, () -> producer.claim(8));
            assertFalse(Thread.interrupted());
        }
    }

    @Test
    void await_interruptedWhileItWaits_throwsAndGoesOnAfterwards() throws Exception {
        SharedChannel empty = SharedChannel.create(space, "empty", BYTES);
        SharedChannel full = SharedChannel.create(space, "full", BYTES);
        Thread[] waiters = new Thread[2];
        HangGuard.threads(3, index -> {
            if (index == 0) {
                waiters[0] = Thread.currentThread();
                try (ChannelConsumer consumer = empty.consumer();
                        ChannelProducer producer = empty.producer()) {
                    assertThrows(InterruptedException.class, () -> consumer.take(message -> {}, 1));
                    put(producer, 1);
                    assertEquals(List.of(1L), poll(consumer, 9));
                }
            } else if (index == 1) {
                waiters[1] = Thread.currentThread();
                try (ChannelProducer producer = full.producer();
                        ChannelConsumer consumer = full.consumer()) {
                    producer.claim(full.mostBytes()).commit();
                    producer.claim(full.mostBytes()).commit();
                    assertThrows(InterruptedException.class, () -> producer.claim(8));
                    assertEquals(2, consumer.poll(message -> {}, 9));
                    put(producer, 2);
                    assertEquals(List.of(2L), poll(consumer, 9));
                }
            } else {
                HangGuard.await("both wait", () -> isAnnounced(empty, true) && isAnnounced(full, false));
                waiters[0].interrupt();
                waiters[1].interrupt();
            }
        });
    }

    /** It says that it waits before it does. */
    private static boolean isAnnounced(SharedChannel channel, boolean forMessages) {
        RobustChannel engine = channel.engine();
        return (forMessages ? engine.notEmpty() : engine.notFull()).isAnnounced();
    }

    @Test
    void idlingWith_nothingThere_asksTheStrategyAndThenSleeps() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        SharedChannel channel = channel(Producers.ONE).idlingWith(() -> new YieldIdle() {
            @Override
            public void idle() {
                asked.incrementAndGet();
            }
        });
        try (ChannelConsumer consumer = channel.consumer()) {
            assertFalse(consumer.await(20, TimeUnit.MILLISECONDS));
        }
        assertTrue(asked.get() > 0);
    }

    @Test
    void claim_otherHasClaimed_waitsForItsEnd() throws Exception {
        SharedChannel channel = channel(Producers.MANY);
        try (ChannelProducer producer = channel.producer()) {
            Claim claim = producer.claim(8);
            HangGuard.threads(1, index -> {
                try (ChannelProducer other = channel.producer()) {
                    assertNull(other.tryClaim(8));
                    assertNull(other.claim(8, 1, TimeUnit.MILLISECONDS));
                }
            });
            claim.commit();
        }
    }

    // ---- closing the channel ----

    @ParameterizedTest
    @EnumSource
    void close_messagesLeft_areConsumedFirst(Producers producers) throws InterruptedException {
        SharedChannel channel = channel(producers);
        try (ChannelProducer producer = channel.producer();
                ChannelConsumer consumer = channel.consumer()) {
            put(producer, 1);
            put(producer, 2);
            channel.close();
            channel.close();
            assertTrue(channel.isClosed());
            assertThrows(QueueClosedException.class, () -> producer.claim(8));
            assertThrows(QueueClosedException.class, () -> producer.tryClaim(8));
            assertThrows(QueueClosedException.class, channel::producer);
            assertEquals(List.of(1L), poll(consumer, 1));
            assertEquals(List.of(2L), poll(consumer, 1));
            assertThrows(QueueClosedException.class, () -> poll(consumer, 1));
            assertThrows(QueueClosedException.class, consumer::peek);
            assertThrows(QueueClosedException.class, consumer::await);
        }
        try (ChannelConsumer consumer = channel.consumer()) {
            assertThrows(QueueClosedException.class, consumer::await);
        }
    }

    @ParameterizedTest
    @EnumSource
    void commit_closedSince_isPutUnlessTheConsumerKnows(Producers producers) throws InterruptedException {
        SharedChannel channel = channel(producers);
        try (ChannelProducer producer = channel.producer();
                ChannelConsumer consumer = channel.consumer()) {
            Claim claim = producer.claim(8);
            claim.putLong(0, 7);
            channel.close();
            claim.commit();
            assertEquals(List.of(7L), poll(consumer, 9));
            assertThrows(QueueClosedException.class, consumer::peek);
        }
    }

    @ParameterizedTest
    @EnumSource
    void commit_consumerKnowsTheEnd_throwsAndNothingComes(Producers producers) throws InterruptedException {
        SharedChannel channel = channel(producers);
        try (ChannelProducer producer = channel.producer();
                ChannelConsumer consumer = channel.consumer()) {
            Claim claim = producer.claim(8);
            channel.close();
            assertThrows(QueueClosedException.class, consumer::peek);
            assertThrows(QueueClosedException.class, claim::commit);
            assertThrows(QueueClosedException.class, consumer::peek);
            assertThrows(QueueClosedException.class, consumer::await);
        }
        try (ChannelConsumer consumer = channel.consumer()) {
            assertThrows(QueueClosedException.class, () -> consumer.poll(message -> {}, 1));
        }
    }

    @Test
    void close_whileBothWait_bothLearnIt() throws Exception {
        SharedChannel empty = SharedChannel.create(space, "empty", BYTES);
        SharedChannel full = SharedChannel.create(space, "full", BYTES);
        HangGuard.threads(3, index -> {
            if (index == 0) {
                try (ChannelConsumer consumer = empty.consumer()) {
                    assertThrows(QueueClosedException.class, consumer::await);
                }
            } else if (index == 1) {
                try (ChannelProducer producer = full.producer()) {
                    assertThrows(QueueClosedException.class, () -> {
                        while (true) {
                            producer.claim(full.mostBytes()).commit();
                        }
                    });
                }
            } else {
                HangGuard.await("a full channel", () -> full.pendingBytes() == BYTES);
                empty.close();
                full.close();
            }
        });
    }
}
