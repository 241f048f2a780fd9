package dev.shm.stress;

import dev.shm.locks.InterProcessSemaphore;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;

/** What one did before {@code release} the other sees after {@code acquire}: plain increments of two words, always alike. */
@JCStressTest
@Outcome(
        id = {"1, 2, 2", "2, 1, 2"},
        expect = Expect.ACCEPTABLE)
@Outcome(expect = Expect.FORBIDDEN, desc = "both were inside, or one has not seen the other's section")
@State
public class SemaphoreTest {
    private static final TwoMappings<InterProcessSemaphore> SEMAPHORE =
            TwoMappings.of("semaphore", (space, name) -> InterProcessSemaphore.openOrCreate(space, name, 1));

    private final long first = Cells.next();
    private final long second = first + 64;

    /** Counts once. */
    @Actor
    public void one(JJJ_Result result) {
        InterProcessSemaphore semaphore = SEMAPHORE.one();
        semaphore.acquireUninterruptibly();
        try {
            long count = Cells.ONE.getPlain(first) + 1;
            Cells.ONE.setPlain(first, count);
            Cells.ONE.setPlain(second, Cells.ONE.getPlain(second) + 1);
            result.r1 = count;
        } finally {
            semaphore.release();
        }
    }

    /** Counts once, in the other mapping and in the other order. */
    @Actor
    public void other(JJJ_Result result) {
        InterProcessSemaphore semaphore = SEMAPHORE.other();
        semaphore.acquireUninterruptibly();
        try {
            long count = Cells.OTHER.getPlain(second) + 1;
            Cells.OTHER.setPlain(second, count);
            Cells.OTHER.setPlain(first, Cells.OTHER.getPlain(first) + 1);
            result.r2 = count;
        } finally {
            semaphore.release();
        }
    }

    /** Both words. */
    @Arbiter
    public void sum(JJJ_Result result) {
        long count = Cells.ONE.getPlain(first);
        result.r3 = count == Cells.ONE.getPlain(second) ? count : -1;
    }
}
