package dev.shm.stress;

import dev.shm.value.SharedRecord;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** A record is read as it was written, all of it, and never an older one after a newer one. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE)
@Outcome(expect = Expect.FORBIDDEN, desc = "torn, or going back")
@State
public class RecordTest {
    private static final TwoMappings<SharedRecord<Copies>> RECORD =
            TwoMappings.of("record", (space, name) -> SharedRecord.openOrCreate(space, name, Copies.of(0)));
    private static long written; // of the one actor, in all states

    /** The same number eight times, over two cache lines of a slot. */
    public record Copies(long a, long b, long c, long d, long e, long f, long g, long h) {
        static Copies of(long n) {
            return new Copies(n, n, n, n, n, n, n, n);
        }

        boolean areAlike() {
            return equals(of(a));
        }
    }

    /** Writes twice, so that a slow reader meets both slots. */
    @Actor
    public void writer() {
        RECORD.one().set(Copies.of(++written));
        RECORD.one().set(Copies.of(++written));
    }

    /** Reads twice. */
    @Actor
    public void reader(JJ_Result result) {
        Copies first = RECORD.other().get();
        Copies second = RECORD.other().get();
        result.r1 = first.areAlike() && second.areAlike() ? 0 : 1;
        result.r2 = first.a() <= second.a() ? 0 : 1;
    }
}
