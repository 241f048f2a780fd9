package dev.shm.stress;

import dev.shm.queues.Codecs;
import dev.shm.queues.SharedQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/**
 * What one did before {@code put} the one that takes the element sees, whichever element that is; and the element is whole, be it
 * in its slot or in the ring of bytes.
 */
@JCStressTest
@Outcome(id = "7, 1", expect = Expect.ACCEPTABLE)
@Outcome(expect = Expect.FORBIDDEN, desc = "taken before the data was there, or half of an element")
@State
public class QueueTest {
    private static final TwoMappings<SharedQueue<byte[]>> QUEUE = TwoMappings.of(
            "queue", (space, name) -> SharedQueue.openOrCreate(space, name, Codecs.byteArrays(), 64, 1024));

    private final long data = Cells.next();

    /** Puts where the data is. */
    @Actor
    public void one() {
        byte[] element = Letter.write(data);
        while (!QUEUE.one().offer(element)) {
            Thread.yield();
        }
    }

    /** Takes, and looks there. */
    @Actor
    public void other(JJ_Result result) {
        byte[] taken = QUEUE.other().poll();
        while (taken == null) {
            Thread.yield();
            taken = QUEUE.other().poll();
        }
        Letter.read(taken, result);
    }
}
