package dev.shm.stress;

import dev.shm.queues.Codecs;
import dev.shm.queues.SharedQueue;
import java.nio.ByteBuffer;
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
    private static final int LONG_ELEMENT = 40;
    private static final TwoMappings<SharedQueue<byte[]>> QUEUE = TwoMappings.of(
            "queue", (space, name) -> SharedQueue.openOrCreate(space, name, Codecs.byteArrays(), 64, 1024));

    private final long data = Cells.next();

    /** Puts where the data is. */
    @Actor
    public void one() {
        Cells.ONE.setPlain(data, 7);
        byte[] element = new byte[(data & 128) == 0 ? Long.BYTES : LONG_ELEMENT];
        ByteBuffer.wrap(element).putLong(0, data).putLong(element.length - Long.BYTES, data);
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
        ByteBuffer element = ByteBuffer.wrap(taken);
        long where = element.getLong(0);
        result.r1 = Cells.OTHER.getPlain(where);
        result.r2 = element.getLong(element.capacity() - Long.BYTES) == where ? 1 : 0;
    }
}
