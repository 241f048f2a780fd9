package dev.shm.queues;

import static dev.shm.queues.QueueActor.hear;
import static dev.shm.queues.QueueActor.tell;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.shm.elements.Elements.Customer;
import dev.shm.elements.Elements.Order;
import dev.shm.queues.SharedChannel.Producers;
import dev.shm.queues.SharedTopic.From;
import dev.shm.queues.SharedTopic.SlowSubscribers;
import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Requirements;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Row 22 of the fault matrix: what JVMs of two JDKs send each other, whichever of them has made the queue. */
@ExtendWith(LeakCheck.class)
class QueuesOfTwoJdksTest {
    private static final int ELEMENTS = 1_000;
    private static final String READY = "ready";

    @TempDir
    private Path directory;

    @BeforeAll
    static void silence() {
        DeathWarnings.silence();
    }

    /** The ways there and back: those of one JDK make them, those of the other find them there. */
    private static final class Ways {
        private final SharedQueue<String> texts;
        private final SharedQueue<Order> orders;
        private final SharedQueue<Order> ordersBack;
        private final SharedPipe<String> pipe;
        private final SharedChannel channel;
        private final SharedTopic<String> topic;

        Ways(SharedSpace space) {
            texts = SharedQueue.openOrCreate(space, "texts", Codecs.strings(), 4, 256);
            orders = SharedQueue.openOrCreate(space, "orders", Codecs.serialization(Order.class), 4, 4096);
            ordersBack = SharedQueue.openOrCreate(space, "back", Codecs.serialization(Order.class), 4, 4096);
            pipe = SharedPipe.openOrCreate(space, "pipe", Codecs.strings(), 4, 256);
            channel = SharedChannel.openOrCreate(space, "channel", 1024, Producers.MANY);
            topic = SharedTopic.openOrCreate(space, "topic", Codecs.strings(), 1024, SlowSubscribers.HOLD_BACK);
        }
    }

    private static String text(int i) {
        return i + "é".repeat(i % 100);
    }

    /** Sends back by each way what came by another one, until that is over. */
    static final class Echo {
        public static void main(String[] arguments) throws InterruptedException {
            try (SharedSpace space = SharedSpace.openOrCreate(Path.of(arguments[0]))) {
                Ways ways = new Ways(space);
                PipeEnd<String> end = ways.pipe.second();
                Subscription<String> subscription = ways.topic.subscribe(From.NOW);
                Child.say(READY);
                ways.ordersBack.put(ways.orders.take());
                for (int i = 0; i < ELEMENTS; i++) {
                    end.send(ways.texts.take());
                }
                try (ChannelProducer producer = ways.channel.producer()) {
                    for (int i = 0; i < ELEMENTS; i++) {
                        producer.put(ByteBuffer.wrap(subscription.take().getBytes(StandardCharsets.UTF_8)));
                    }
                }
                ways.texts.close();
                assertThrows(EndOfStreamException.class, end::receive);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everything_madeByEitherJdk_arrivesOnceAndInOrder(boolean byTheOther) throws Exception {
        Path other = Requirements.otherJdk();
        Path path = directory.resolve("space");
        try (SharedSpace space = SharedSpace.create(path)) {
            Ways ways = byTheOther ? null : new Ways(space);
            try (ChildJvm echo =
                    ChildJvm.of(Echo.class, path.toString()).javaHome(other).start()) {
                echo.awaitLine(READY);
                ways = byTheOther ? new Ways(space) : ways;
                order(ways);
                texts(ways);
                assertEquals(0, echo.awaitExit(), echo::errors);
            }
        }
    }

    private static void order(Ways ways) throws InterruptedException {
        Order sent = SerializationCodecTest.order(new Customer("Ann", "extra"));
        ways.orders.put(sent);
        Order back = HangGuard.call("order", ways.ordersBack::take);
        assertEquals(sent.items(), back.items());
        assertEquals(sent.sides(), back.sides());
        assertEquals(sent.price(), back.price());
        assertEquals(sent.customer().extra, back.customer().extra);
        assertArrayEquals(sent.matrix(), back.matrix());
    }

    private static void texts(Ways ways) throws InterruptedException {
        PipeEnd<String> end = ways.pipe.first();
        HangGuard.threads(2, index -> {
            for (int i = 0; i < ELEMENTS; i++) {
                if (index == 0) {
                    ways.texts.put(text(i));
                } else {
                    assertEquals(text(i), end.receive());
                }
            }
        });
        HangGuard.threads(2, index -> {
            try (ChannelConsumer consumer = index == 0 ? null : ways.channel.consumer()) {
                for (int i = 0; i < ELEMENTS; i++) {
                    if (index == 0) {
                        ways.topic.publish(text(i));
                    } else {
                        consumer.await();
                        assertEquals(text(i), new String(consumer.peek().toByteArray(), StandardCharsets.UTF_8));
                        consumer.remove();
                    }
                }
            }
        });
        HangGuard.run("close", () -> assertThrows(QueueClosedException.class, ways.texts::take));
        end.close();
    }

    /** Whoever of them it is that dies: the other one waits for the element that it has in hand. */
    @ParameterizedTest
    @EnumSource
    void kill_consumerOfEitherJdk_otherOneIsToldOrGetsIt(ConsumerDeathPolicy policy) {
        Path other = Requirements.otherJdk();
        Path own = Path.of(System.getProperty("java.home"));
        for (Path victims : List.of(own, other)) {
            kill(policy, victims, victims.equals(own) ? other : own);
        }
    }

    private void kill(ConsumerDeathPolicy policy, Path victims, Path survivors) {
        try (SharedSpace space = SharedSpace.temporary()) {
            SharedQueue<Long> queue = SharedQueue.create(space, QueueActor.QUEUE, Codecs.longs(), 4, 64, policy);
            queue.add(1L);
            try (ChildJvm victim = QueueActor.of(space).javaHome(victims).start();
                    ChildJvm survivor = QueueActor.of(space).javaHome(survivors).start()) {
                assertEquals("1", tell(victim, "take"));
                survivor.send("receive");
                HangGuard.await("one waits", () -> queue.waitingConsumers() == 1);
                victim.kill();
                HangGuard.await("told", () -> queue.orphans() == 1);
                assertEquals(
                        victim.pid(), queue.lastConsumerDeath().orElseThrow().pid());
                if (policy == ConsumerDeathPolicy.REPORT) {
                    queue.add(2L);
                    assertEquals("2", hear(survivor, "receive"));
                } else {
                    assertEquals("1 again", hear(survivor, "receive"));
                }
            }
        }
    }
}
