package dev.shm.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** No update is lost, whichever way it is made, and one sees what came before the other. */
@JCStressTest
@Outcome(
        id = {"111, 0", "111, 1"},
        expect = Expect.ACCEPTABLE)
@Outcome(expect = Expect.FORBIDDEN, desc = "an update was lost, or what came before it")
@State
public class ReadModifyWriteTest {
    private final long word = Cells.next();
    private final long data = word + 64;

    /** Adds 1 and 10, the latter by a CAS. */
    @Actor
    public void one() {
        Cells.ONE.setPlain(data, 1);
        Cells.ONE.getAndAdd(word, 1);
        long seen = Cells.ONE.getVolatile(word);
        while (!Cells.ONE.compareAndSet(word, seen, seen + 10)) {
            seen = Cells.ONE.getVolatile(word);
        }
    }

    /** Adds 100 by an exchange and a compare-and-exchange. */
    @Actor
    public void other(JJ_Result result) {
        long before = Cells.OTHER.getVolatile(word);
        for (long seen = Cells.OTHER.compareAndExchange(word, before, before + 100);
                seen != before;
                seen = Cells.OTHER.compareAndExchange(word, before, before + 100)) {
            before = seen;
        }
        result.r2 = before % 10 == 1 ? Cells.OTHER.getPlain(data) : 1;
        result.r2 = result.r2 == 1 ? before % 10 : -1;
    }

    /** The sum. */
    @Arbiter
    public void sum(JJ_Result result) {
        result.r1 = Cells.ONE.getPlain(word);
    }
}
