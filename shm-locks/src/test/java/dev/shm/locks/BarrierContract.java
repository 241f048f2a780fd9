package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What holds for every barrier among the threads of one JVM; known to be right from the JDK's own. */
@ExtendWith(LeakCheck.class)
abstract class BarrierContract {
    private static final int PARTIES = 3;

    /** What the JDK's barrier and ours have in common. */
    interface Subject {
        int await() throws InterruptedException, BrokenBarrierException;

        int await(long timeout, TimeUnit unit) throws InterruptedException, BrokenBarrierException, TimeoutException;

        void reset();

        boolean isBroken();

        int getNumberWaiting();

        int getParties();
    }

    /** The JDK's. */
    static final class OfTheJdk extends CyclicBarrier implements Subject {
        OfTheJdk(int parties, Runnable action) {
            super(parties, action);
        }
    }

    abstract Subject create(int parties, Runnable action);

    private Subject create(int parties) {
        return create(parties, null);
    }

    /** Has others wait while something is done, and says what became of them. */
    private static void whileWaiting(
            Subject barrier, int waiters, HangGuard.Body<Exception> waiter, HangGuard.Action<Exception> then)
            throws Exception {
        HangGuard.threads(waiters + 1, index -> {
            if (index < waiters) {
                waiter.run(index);
            } else {
                HangGuard.await("all wait", () -> barrier.getNumberWaiting() == waiters);
                then.run();
            }
        });
    }

    private static void expectBroken(Subject barrier) {
        assertThrows(BrokenBarrierException.class, barrier::await);
    }

    @Test
    void create_noParties_throws() {
        assertThrows(IllegalArgumentException.class, () -> create(0));
        assertThrows(IllegalArgumentException.class, () -> create(-1));
    }

    @Test
    void await_oneParty_tripsAtOnce() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        Subject barrier = create(1, runs::incrementAndGet);
        assertEquals(1, barrier.getParties());
        assertEquals(0, barrier.await());
        assertEquals(0, barrier.await(0, TimeUnit.SECONDS));
        assertEquals(2, runs.get());
        assertFalse(barrier.isBroken());
    }

    @Test
    void await_manyRounds_eachHasAllIndicesAndOneAction() throws Exception {
        int rounds = 200;
        AtomicInteger actions = new AtomicInteger();
        AtomicReference<Set<Integer>> indices = new AtomicReference<>(ConcurrentHashMap.newKeySet());
        Subject barrier = create(PARTIES, actions::incrementAndGet);
        Subject checked = create(PARTIES, () -> {
            assertEquals(PARTIES, indices.get().size());
            indices.set(ConcurrentHashMap.newKeySet());
        });
        HangGuard.threads(PARTIES, index -> {
            for (int round = 1; round <= rounds; round++) {
                int came = barrier.await();
                assertTrue(actions.get() >= round, "the action comes first");
                assertTrue(indices.get().add(came), "each index once");
                checked.await();
            }
        });
        assertEquals(rounds, actions.get());
        assertEquals(0, barrier.getNumberWaiting());
    }

    @Test
    void await_timeIsOver_breaksItForAll() throws Exception {
        Subject barrier = create(PARTIES);
        HangGuard.threads(2, index -> {
            if (index == 0) {
                expectBroken(barrier);
            } else {
                HangGuard.await("one waits", () -> barrier.getNumberWaiting() == 1);
                assertThrows(TimeoutException.class, () -> barrier.await(5, TimeUnit.MILLISECONDS));
            }
        });
        assertTrue(barrier.isBroken());
        assertEquals(0, barrier.getNumberWaiting());
        expectBroken(barrier);
    }

    @Test
    void await_noTime_breaksIt() {
        Subject barrier = create(2);
        assertThrows(TimeoutException.class, () -> barrier.await(0, TimeUnit.SECONDS));
        assertTrue(barrier.isBroken());
        assertThrows(BrokenBarrierException.class, () -> barrier.await(-1, TimeUnit.SECONDS));
    }

    @Test
    void await_interruptedBefore_breaksIt() throws Exception {
        Subject barrier = create(PARTIES);
        whileWaiting(barrier, 1, index -> expectBroken(barrier), () -> {
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, barrier::await);
            assertFalse(Thread.interrupted());
        });
        assertTrue(barrier.isBroken());
        Thread.currentThread().interrupt();
        expectBroken(barrier);
        assertTrue(Thread.interrupted(), "broken comes first");
    }

    @Test
    void await_interruptedWhileWaiting_breaksItForAll() throws Exception {
        Subject barrier = create(PARTIES);
        AtomicReference<Thread> victim = new AtomicReference<>();
        HangGuard.threads(3, index -> {
            if (index == 0) {
                victim.set(Thread.currentThread());
                assertThrows(InterruptedException.class, barrier::await);
                assertFalse(Thread.interrupted());
            } else if (index == 1) {
                expectBroken(barrier);
            } else {
                HangGuard.await("both wait", () -> barrier.getNumberWaiting() == 2);
                victim.get().interrupt();
            }
        });
        assertTrue(barrier.isBroken());
    }

    @Test
    void reset_whileWaiting_breaksTheRoundAndNotTheBarrier() throws Exception {
        Subject barrier = create(PARTIES);
        whileWaiting(barrier, 2, index -> expectBroken(barrier), barrier::reset);
        assertFalse(barrier.isBroken());
        HangGuard.threads(PARTIES, index -> barrier.await());
    }

    @Test
    void reset_nobodyWaits_changesNothing() throws Exception {
        Subject barrier = create(PARTIES);
        barrier.reset();
        assertFalse(barrier.isBroken());
        HangGuard.threads(PARTIES, index -> barrier.await());
    }

    @Test
    void reset_broken_isMended() throws Exception {
        Subject barrier = create(2);
        assertThrows(TimeoutException.class, () -> barrier.await(0, TimeUnit.SECONDS));
        barrier.reset();
        assertFalse(barrier.isBroken());
        HangGuard.threads(2, index -> barrier.await());
        assertFalse(barrier.isBroken());
    }

    @Test
    void action_throws_breaksItForAll() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        Subject barrier = create(PARTIES, () -> {
            if (runs.getAndIncrement() == 0) {
                throw new IllegalArgumentException("on purpose");
            }
        });
        whileWaiting(barrier, 2, index -> expectBroken(barrier), () -> {
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class, barrier::await);
            assertEquals("on purpose", e.getMessage());
        });
        assertTrue(barrier.isBroken());
        barrier.reset();
        HangGuard.threads(PARTIES, index -> barrier.await());
        assertEquals(2, runs.get());
    }

    @Test
    void action_looksAtTheBarrier_othersStillWait() throws Exception {
        AtomicReference<Subject> self = new AtomicReference<>();
        AtomicInteger seen = new AtomicInteger(-1);
        Subject barrier = create(2, () -> {
            seen.set(self.get().getNumberWaiting());
            assertFalse(self.get().isBroken());
        });
        self.set(barrier);
        HangGuard.threads(2, index -> barrier.await());
        assertTrue(seen.get() >= 1, "the one that runs it may count or not");
    }

    @Test
    void await_manyThreadsOfManyRounds_seeAllThatWasDoneBefore() throws Exception {
        Subject barrier = create(4);
        int[] plain = new int[4];
        HangGuard.threads(4, index -> {
            for (int round = 1; round <= 300; round++) {
                plain[index]++;
                barrier.await();
                for (int each : plain) {
                    assertEquals(round, each);
                }
                barrier.await();
            }
        });
    }
}
