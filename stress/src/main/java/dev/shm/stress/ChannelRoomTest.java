package dev.shm.stress;

import dev.shm.queues.ChannelConsumer;
import dev.shm.queues.ChannelProducer;
import dev.shm.queues.SharedChannel;
import java.nio.ByteBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/** What the consumer did before it removed a message is seen by the producer that has put another one in the room that came free. */
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE)
@Outcome(expect = Expect.FORBIDDEN, desc = "put before the data was there")
@State
public class ChannelRoomTest {
    private static final TwoMappings<SharedChannel> CHANNEL =
            TwoMappings.of("channel-room", (space, name) -> SharedChannel.openOrCreate(space, name, 64));
    private static final Turns TURNS = new Turns();

    static {
        try (ChannelProducer producer = CHANNEL.other().producer()) {
            while (producer.offer(message())) {} // until it is full
        }
    }

    /** Two of them, and then there is no room. */
    private static ByteBuffer message() {
        return ByteBuffer.allocate(CHANNEL.one().mostBytes());
    }

    /** Stores which turn it is, and makes room. */
    @Actor
    public void one() {
        try (ChannelConsumer consumer = CHANNEL.one().consumer()) {
            TURNS.storeNext();
            while (consumer.peek() == null) {
                Thread.yield();
            }
            consumer.remove();
        }
    }

    /** Needs that room, and looks which turn it is. */
    @Actor
    public void other(J_Result result) {
        try (ChannelProducer producer = CHANNEL.other().producer()) {
            while (!producer.offer(message())) {
                Thread.yield();
            }
            result.r1 = TURNS.seesNext();
        }
    }
}
