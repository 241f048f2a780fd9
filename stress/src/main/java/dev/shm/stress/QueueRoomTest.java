package dev.shm.stress;

import dev.shm.queues.Codecs;
import dev.shm.queues.SharedQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/** What one did before it took an element is seen by the one that has put another one in the room that came free. */
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE)
@Outcome(expect = Expect.FORBIDDEN, desc = "put before the data was there")
@State
public class QueueRoomTest {
    private static final TwoMappings<SharedQueue<Long>> QUEUE =
            TwoMappings.of("room", (space, name) -> SharedQueue.openOrCreate(space, name, Codecs.longs(), 1, 64));
    private static final Turns TURNS = new Turns();

    static {
        QUEUE.one().add(0L); // it is full
    }

    /** Stores which turn it is, and makes room. */
    @Actor
    public void one() {
        TURNS.storeNext();
        while (QUEUE.one().poll() == null) {
            Thread.yield();
        }
    }

    /** Needs that room, and looks which turn it is. */
    @Actor
    public void other(J_Result result) {
        while (!QUEUE.other().offer(0L)) {
            Thread.yield();
        }
        result.r1 = TURNS.seesNext();
    }
}
