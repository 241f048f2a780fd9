package dev.shm.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** What was stored plainly before a release is there after an acquire that sees it. */
@JCStressTest
@Outcome(
        id = {"0, 0", "0, 1", "1, 1"},
        expect = Expect.ACCEPTABLE)
@Outcome(expect = Expect.FORBIDDEN, desc = "the flag without the data")
@State
public class ReleaseAcquireTest {
    private final long data = Cells.next();
    private final long flag = data + 64;

    /** Publishes. */
    @Actor
    public void writer() {
        Cells.ONE.setPlain(data, 1);
        Cells.ONE.setRelease(flag, 1);
    }

    /** Looks. */
    @Actor
    public void reader(JJ_Result result) {
        result.r1 = Cells.OTHER.getAcquire(flag);
        result.r2 = Cells.OTHER.getPlain(data);
    }
}
