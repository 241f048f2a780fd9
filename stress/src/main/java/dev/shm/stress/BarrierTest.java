package dev.shm.stress;

import dev.shm.locks.InterProcessBarrier;
import java.util.concurrent.BrokenBarrierException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** What one did before it came to the barrier the other sees behind it, and the other way round. */
@JCStressTest
@Outcome(id = "1, 2", expect = Expect.ACCEPTABLE)
@Outcome(expect = Expect.FORBIDDEN, desc = "let through before the other had come")
@State
public class BarrierTest {
    private static final TwoMappings<InterProcessBarrier> BARRIER =
            TwoMappings.of("barrier", (space, name) -> InterProcessBarrier.openOrCreate(space, name, 2));

    private final long first = Cells.next();
    private final long second = first + 64;

    /** Comes. */
    @Actor
    public void one(JJ_Result result) {
        Cells.ONE.setPlain(first, 2);
        await(BARRIER.one());
        result.r1 = Cells.ONE.getPlain(second);
    }

    /** Comes too. */
    @Actor
    public void other(JJ_Result result) {
        Cells.OTHER.setPlain(second, 1);
        await(BARRIER.other());
        result.r2 = Cells.OTHER.getPlain(first);
    }

    private static void await(InterProcessBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new AssertionError(e);
        }
    }
}
