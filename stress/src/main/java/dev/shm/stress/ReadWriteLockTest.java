package dev.shm.stress;

import dev.shm.locks.InterProcessReadWriteLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** What one did under the write lock the other sees under the read lock, all of it or nothing: two words, always alike. */
@JCStressTest
@Outcome(
        id = {"0, 0", "1, 1"},
        expect = Expect.ACCEPTABLE)
@Outcome(expect = Expect.FORBIDDEN, desc = "read while it was written, or not all of it seen")
@State
public class ReadWriteLockTest {
    private static final TwoMappings<InterProcessReadWriteLock> LOCK =
            TwoMappings.of("read-write", InterProcessReadWriteLock::openOrCreate);

    private final long first = Cells.next();
    private final long second = first + 64;

    /** Writes both. */
    @Actor
    public void one() {
        LOCK.one().writeLock().lock();
        try {
            Cells.ONE.setPlain(first, 1);
            Cells.ONE.setPlain(second, 1);
        } finally {
            LOCK.one().writeLock().unlock();
        }
    }

    /** Reads both, in the other order. */
    @Actor
    public void other(JJ_Result result) {
        LOCK.other().readLock().lock();
        try {
            result.r2 = Cells.OTHER.getPlain(second);
            result.r1 = Cells.OTHER.getPlain(first);
        } finally {
            LOCK.other().readLock().unlock();
        }
    }
}
