package dev.shm.stress;

import dev.shm.queues.ChannelConsumer;
import dev.shm.queues.ChannelProducer;
import dev.shm.queues.SharedChannel;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/**
 * What the producer did before it committed a message the consumer sees that gets it, whichever message that is; and it is whole.
 * Each takes its role before, so that taking it orders nothing in between.
 */
@JCStressTest
@Outcome(id = "7, 1", expect = Expect.ACCEPTABLE)
@Outcome(expect = Expect.FORBIDDEN, desc = "got before the data was there, or half of a message")
@State
public class ChannelTest {
    private static final TwoMappings<SharedChannel> CHANNEL =
            TwoMappings.of("channel", (space, name) -> SharedChannel.openOrCreate(space, name, 1024));

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
