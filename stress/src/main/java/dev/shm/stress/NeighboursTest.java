package dev.shm.stress;

import dev.shm.value.SharedByteArray;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/** Bytes of one word: an atomic change of one, which is a CAS of the word, doesn't undo a change of its neighbour. */
@JCStressTest
@Outcome(id = "3, 3, 1, 1", expect = Expect.ACCEPTABLE)
@Outcome(expect = Expect.FORBIDDEN, desc = "a neighbour was overwritten, or an update lost")
@State
public class NeighboursTest {
    private static final int LENGTH = 1 << 18;
    private static final int WORD = 4;
    private static final TwoMappings<SharedByteArray> BYTES =
            TwoMappings.of("bytes", (space, name) -> SharedByteArray.openOrCreate(space, name, LENGTH));
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final int first = NEXT.getAndAdd(WORD) & LENGTH - 1;

    /** Of a word that no live state has. */
    public NeighboursTest() {
        BYTES.one().fill(first, first + WORD, (byte) 0);
    }

    /** Adds to two bytes and stores a third. */
    @Actor
    public void one() {
        SharedByteArray bytes = BYTES.one();
        bytes.getAndAdd(first, (byte) 1);
        bytes.set(first + 2, (byte) 1);
        bytes.getAndAdd(first + 1, (byte) 1);
    }

    /** Adds to the same two and stores the fourth. */
    @Actor
    public void other() {
        SharedByteArray bytes = BYTES.other();
        bytes.getAndAdd(first + 1, (byte) 2);
        bytes.setVolatile(first + 3, (byte) 1);
        bytes.getAndAdd(first, (byte) 2);
    }

    /** All four. */
    @Arbiter
    public void look(IIII_Result result) {
        SharedByteArray bytes = BYTES.one();
        result.r1 = bytes.get(first);
        result.r2 = bytes.get(first + 1);
        result.r3 = bytes.get(first + 2);
        result.r4 = bytes.get(first + 3);
    }
}
