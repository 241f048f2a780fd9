package dev.shm.stress;

import dev.shm.locks.InterProcessCondition;
import dev.shm.locks.InterProcessLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/** What one did before {@code signal} the other sees after {@code await}, and none sleeps for ever. */
@JCStressTest
@Outcome(id = "7", expect = Expect.ACCEPTABLE)
@Outcome(expect = Expect.FORBIDDEN, desc = "signalled before the data was there")
@State
public class ConditionTest {
    private static final TwoMappings<InterProcessLock> LOCK = TwoMappings.of("waited", InterProcessLock::openOrCreate);
    private static final InterProcessCondition CONDITION_OF_ONE = LOCK.one().newCondition();
    private static final InterProcessCondition CONDITION_OF_OTHER = LOCK.other().newCondition();

    private final long flag = Cells.next();
    private final long data = flag + 64;

    /** Signals. */
    @Actor
    public void one() {
        LOCK.one().lock();
        try {
            Cells.ONE.setPlain(data, 7);
            Cells.ONE.setPlain(flag, 1);
            CONDITION_OF_ONE.signalAll();
        } finally {
            LOCK.one().unlock();
        }
    }

    /** Waits. */
    @Actor
    public void other(J_Result result) {
        LOCK.other().lock();
        try {
            while (Cells.OTHER.getPlain(flag) == 0) {
                CONDITION_OF_OTHER.awaitUninterruptibly();
            }
            result.r1 = Cells.OTHER.getPlain(data);
        } finally {
            LOCK.other().unlock();
        }
    }
}
