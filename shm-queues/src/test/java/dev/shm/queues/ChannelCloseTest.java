package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shm.queues.SharedChannel.Producers;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.Seeds;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Channels that are closed at any moment. That nothing is left behind is not checked here: to unmap hundreds of files takes the
 * collector long.
 */
class ChannelCloseTest {
    private final SharedSpace space = SharedSpace.temporary();

    @AfterEach
    void closeSpace() {
        space.close();
    }

    /** What was committed without an exception is consumed, whenever the channel is closed. */
    @ParameterizedTest
    @EnumSource
    void close_atAnyMoment_committedMeansConsumed(Producers producers) throws Exception {
        int[] counts = new int[2];
        Random random = Seeds.random("close");
        for (int round = 0; round < 300; round++) {
            SharedChannel channel = SharedChannel.create(space, "channel-" + round, 256, producers);
            int spins = random.nextInt(20_000);
            HangGuard.threads(3, index -> {
                if (index == 0) {
                    int count = 0;
                    try (ChannelProducer producer = channel.producer()) {
                        while (true) {
                            producer.claim(8).commit();
                            count++;
                        }
                    } catch (QueueClosedException e) {
                        counts[0] = count;
                    }
                } else if (index == 1) {
                    int count = 0;
                    try (ChannelConsumer consumer = channel.consumer()) {
                        while (true) {
                            count += consumer.take(message -> {}, 3);
                        }
                    } catch (QueueClosedException e) {
                        counts[1] = count;
                    }
                } else {
                    for (int i = 0; i < spins; i++) {
                        Thread.onSpinWait();
                    }
                    channel.close();
                }
            });
            assertEquals(counts[0], counts[1], "round " + round);
        }
    }
}
