package dev.shm.stress;

import dev.shm.queues.ChannelConsumer;
import dev.shm.queues.ChannelProducer;
import dev.shm.queues.SharedChannel;
import dev.shm.queues.SharedChannel.Producers;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/**
 * The same as {@link ChannelTest} of a channel for many producers, each of which locks the others out. One is enough: what two of
 * them do to each other is {@link LockTest}, and where there are two processors three actors would not run.
 */
@JCStressTest
@Outcome(id = "7, 1", expect = Expect.ACCEPTABLE)
@Outcome(expect = Expect.FORBIDDEN, desc = "got before the data was there, or half of a message")
@State
public class ManyToOneChannelTest {
    private static final TwoMappings<SharedChannel> CHANNEL = TwoMappings.of(
            "many-to-one", (space, name) -> SharedChannel.openOrCreate(space, name, 1024, Producers.MANY));

    private final long data = Cells.next();

    /** Sends where the data is. */
    @Actor
    public void one() {
        try (ChannelProducer producer = CHANNEL.one().producer()) {
            Letter.send(producer, data);
        }
    }

    /** Gets it, and looks there. */
    @Actor
    public void other(JJ_Result result) {
        try (ChannelConsumer consumer = CHANNEL.other().consumer()) {
            Letter.receive(consumer, result);
        }
    }
}
