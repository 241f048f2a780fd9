package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shm.elements.Elements.Address;
import dev.shm.queues.SharedTopic.From;
import dev.shm.queues.SharedTopic.SlowSubscribers;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.value.SharedLong;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Shared objects travel in elements as references, queues and the like among them: who gets one answers by it. */
@ExtendWith(LeakCheck.class)
class SharedObjectsInElementsTest {
    private final SharedSpace space = SharedSpace.temporary();

    @AfterEach
    void closeSpace() {
        space.close();
    }

    private static SharedQueue<Address> addresses(SharedSpace space) {
        return SharedQueue.openOrCreate(space, "addresses", Codecs.serialization(Address.class), 2, 8192);
    }

    /** Gets one address and answers wherever it says. */
    static final class Answerer {
        public static void main(String[] arguments) throws InterruptedException {
            try (SharedSpace space = SharedSpace.open(Path.of(arguments[0]))) {
                Address address = addresses(space).take();
                address.counter().incrementAndGet();
                address.queue().put(1L);
                address.topic().publish("two");
                try (PipeEnd<Double> end = address.pipe().second();
                        ChannelProducer producer = address.channel().producer()) {
                    end.send(3.0);
                    producer.put(ByteBuffer.wrap(new byte[] {4}));
                }
            }
        }
    }

    @Test
    void take_elementWithQueues_answersByThem() throws InterruptedException {
        Address address = new Address(
                SharedLong.create(space, "counter"),
                SharedQueue.create(space, "queue", Codecs.longs(), 4, 64),
                SharedTopic.create(space, "topic", Codecs.strings(), 1024, SlowSubscribers.HOLD_BACK),
                SharedPipe.create(space, "pipe", Codecs.doubles(), 4, 64),
                SharedChannel.create(space, "channel", 64));
        try (Subscription<String> subscription = address.topic().subscribe(From.NOW);
                PipeEnd<Double> end = address.pipe().first();
                ChildJvm other = ChildJvm.start(Answerer.class, space.path().toString())) {
            addresses(space).put(address);
            HangGuard.run("answers", () -> {
                assertEquals(1, address.queue().take());
                assertEquals("two", subscription.take());
                assertEquals(3.0, end.receive());
                try (ChannelConsumer consumer = address.channel().consumer()) {
                    consumer.await();
                    assertEquals(4, consumer.peek().getByte(0));
                    consumer.remove();
                }
            });
            assertEquals(0, other.awaitExit(), other::errors);
            assertEquals(1, address.counter().get());
        }
    }
}
