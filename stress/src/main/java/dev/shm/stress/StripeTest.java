package dev.shm.stress;

import dev.shm.locks.InterProcessLock;
import dev.shm.locks.LockStripe;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;

/** The same as of a lock, of one of many in a file: each pair of words has one of them. */
@JCStressTest
@Outcome(
        id = {"1, 2, 2", "2, 1, 2"},
        expect = Expect.ACCEPTABLE)
@Outcome(expect = Expect.FORBIDDEN, desc = "both were inside, or one has not seen the other's section")
@State
public class StripeTest {
    private static final int LOCKS = 64;
    private static final TwoMappings<LockStripe> STRIPE =
            TwoMappings.of("stripe", (space, name) -> LockStripe.openOrCreate(space, name, LOCKS));

    private final long first = Cells.next();
    private final long second = first + 64;

    /** Counts once. */
    @Actor
    public void one(JJJ_Result result) {
        InterProcessLock lock = STRIPE.one().get(first);
        lock.lock();
        try {
            long count = Cells.ONE.getPlain(first) + 1;
            Cells.ONE.setPlain(first, count);
            Cells.ONE.setPlain(second, Cells.ONE.getPlain(second) + 1);
            result.r1 = count;
        } finally {
            lock.unlock();
        }
    }

    /** Counts once, in the other mapping and in the other order. */
    @Actor
    public void other(JJJ_Result result) {
        InterProcessLock lock = STRIPE.other().get(first);
        lock.lock();
        try {
            long count = Cells.OTHER.getPlain(second) + 1;
            Cells.OTHER.setPlain(second, count);
            Cells.OTHER.setPlain(first, Cells.OTHER.getPlain(first) + 1);
            result.r2 = count;
        } finally {
            lock.unlock();
        }
    }

    /** Both words. */
    @Arbiter
    public void sum(JJJ_Result result) {
        long count = Cells.ONE.getPlain(first);
        result.r3 = count == Cells.ONE.getPlain(second) ? count : -1;
    }
}
