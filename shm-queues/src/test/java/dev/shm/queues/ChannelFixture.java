package dev.shm.queues;

import dev.shm.queues.SharedChannel.Producers;
import dev.shm.space.SharedSpace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** A space for a channel, and messages of one number each. */
abstract class ChannelFixture {
    static final int BYTES = 256;

    final SharedSpace space = SharedSpace.temporary();

    @AfterEach
    void closeSpace() {
        space.close();
    }

    final SharedChannel channel(Producers producers) {
        return SharedChannel.create(space, "channel", BYTES, producers);
    }

    static void put(ChannelProducer producer, long value) throws InterruptedException {
        Claim claim = producer.claim(Long.BYTES);
        claim.putLong(0, value);
        claim.commit();
    }

    static List<Long> poll(ChannelConsumer consumer, int limit) {
        List<Long> got = new ArrayList<>();
        consumer.poll(message -> got.add(message.getLong(0)), limit);
        return got;
    }
}
