package dev.shm.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** Volatile accesses are in one total order: of two that store and then look, one sees the other. */
@JCStressTest
@Outcome(
        id = {"0, 1", "1, 0", "1, 1"},
        expect = Expect.ACCEPTABLE)
@Outcome(expect = Expect.FORBIDDEN, desc = "neither has seen the other")
@State
public class VolatileTest {
    private final long mine = Cells.next();
    private final long yours = mine + 64;

    /** Stores here and looks there. */
    @Actor
    public void one(JJ_Result result) {
        Cells.ONE.setVolatile(mine, 1);
        result.r1 = Cells.ONE.getVolatile(yours);
    }

    /** Stores there and looks here. */
    @Actor
    public void other(JJ_Result result) {
        Cells.OTHER.setVolatile(yours, 1);
        result.r2 = Cells.OTHER.getVolatile(mine);
    }
}
