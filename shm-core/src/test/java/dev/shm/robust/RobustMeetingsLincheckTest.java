package dev.shm.robust;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.process.Incarnation;
import dev.shm.sync.RobustBarrier;
import dev.shm.sync.RobustEvent;
import dev.shm.sync.RobustLatch;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Row 25 of the fault matrix for barrier, latch and event: threads of two processes come to meetings, each tells what it has brought
 * before, and finds afterwards what all have brought; none waits for ever. Nobody dies here.
 */
@Tag("long")
class RobustMeetingsLincheckTest {
    private static final int THREADS = 3;
    private static final int MEETINGS = 2;
    private static final int INTERLEAVINGS = 300;

    @Test
    void barrier_anyInterleaving_allHaveCome() {
        check(AtBarrier.class);
    }

    @Test
    void latch_anyInterleaving_allHaveCountedDown() {
        check(AtLatch.class);
    }

    @Test
    void event_anyInterleaving_wasSetByTheNext() {
        check(AtEvents.class);
    }

    // ---- does Lincheck notice? ----

    @Test
    void barrier_onePartyTooFew_isCaught() {
        assertThrows(LincheckAssertionError.class, () -> check(AtSmallBarrier.class));
    }

    @Test
    void latch_countOneTooLow_isCaught() {
        assertThrows(LincheckAssertionError.class, () -> check(AtLowLatch.class));
    }

    @Test
    void barrier_wakeUpsLost_isCaught() {
        assertHangs(AtSilentBarrier.class);
    }

    @Test
    void latch_wakeUpsLost_isCaught() {
        assertHangs(AtSilentLatch.class);
    }

    @Test
    void event_wakeUpsLost_isCaught() {
        assertHangs(AtSilentEvents.class);
    }

    private static void assertHangs(Class<?> subject) {
        LincheckAssertionError error = assertThrows(LincheckAssertionError.class, () -> check(subject));
        assertTrue(error.getMessage().contains("hung"), error::getMessage);
    }

    private static void check(Class<?> subject) {
        new ModelCheckingOptions()
                .iterations(1) // all are alike
                .minimizeFailedScenario(false) // a part of it waits for the rest
                .invocationsPerIteration(INTERLEAVINGS)
                .threads(THREADS)
                .actorsPerThread(MEETINGS)
                .actorsBefore(0)
                .actorsAfter(0)
                .sequentialSpecification(AllIsThere.class)
                .check(subject);
    }

    /** What it must look like. */
    public static class AllIsThere {
        @Operation
        public boolean meet(@Param(gen = ThreadIdGen.class) int thread) {
            return true;
        }
    }

    /** Two processes over one memory: threads of even numbers are of the one, the others of the other. */
    abstract static class Meetings {
        private final boolean[][] brought = new boolean[MEETINGS][THREADS];
        private final int[] next = new int[THREADS];

        /** A thread comes to its next meeting. */
        final boolean come(int thread) throws Exception {
            int meeting = next[thread]++;
            brought[meeting][thread] = true;
            meet(meeting, thread);
            boolean all = true;
            for (int other = 0; other < THREADS; other++) {
                all &= brought[meeting][other] || !isAwaited(thread, other);
            }
            return all;
        }

        abstract void meet(int meeting, int thread) throws Exception;

        boolean isAwaited(int thread, int other) {
            return true;
        }

        static Incarnation process(int thread) {
            return new Incarnation(1 + thread % 2, 1 + thread % 2);
        }
    }

    /** All come to one barrier, again and again. */
    public static class AtBarrier extends Meetings {
        private final RobustBarrier[] barriers = new RobustBarrier[2];

        public AtBarrier() {
            this(new HeapWords(RobustBarrier.lengthBytes()), THREADS);
        }

        AtBarrier(HeapWords words, int parties) {
            this(words, new HeapSite(words), parties);
        }

        AtBarrier(HeapWords words, HeapSite site, int parties) {
            for (int i = 0; i < barriers.length; i++) {
                barriers[i] = new RobustBarrier(words, 0, process(i), site, parties);
            }
        }

        @Operation
        public boolean meet(@Param(gen = ThreadIdGen.class) int thread) throws Exception {
            return come(thread - 1); // Lincheck counts from 1
        }

        @Override
        void meet(int meeting, int thread) throws Exception {
            barriers[thread % 2].await(Handling.DEFAULT, Long.MAX_VALUE, null);
        }
    }

    /** A mutant of the program: one need not come. */
    public static class AtSmallBarrier extends AtBarrier {
        public AtSmallBarrier() {
            super(new HeapWords(RobustBarrier.lengthBytes()), THREADS - 1);
        }
    }

    /** A mutant: the last one wakes nobody. */
    public static class AtSilentBarrier extends AtBarrier {
        public AtSilentBarrier() {
            this(new HeapWords(RobustBarrier.lengthBytes()));
        }

        private AtSilentBarrier(HeapWords words) {
            super(words, HeapSite.silent(words), THREADS);
        }
    }

    /** Each counts the latch of the meeting down, and waits for it. */
    public static class AtLatch extends Meetings {
        private final RobustLatch[][] latches = new RobustLatch[MEETINGS][2];

        public AtLatch() {
            this(THREADS, false);
        }

        AtLatch(int count, boolean silent) {
            for (RobustLatch[] latch : latches) {
                HeapWords words = new HeapWords(RobustLatch.lengthBytes());
                words.setPlain(0, count);
                HeapSite site = silent ? HeapSite.silent(words) : new HeapSite(words);
                for (int i = 0; i < latch.length; i++) {
                    latch[i] = new RobustLatch(words, 0, process(i), site, false);
                }
            }
        }

        @Operation
        public boolean meet(@Param(gen = ThreadIdGen.class) int thread) throws Exception {
            return come(thread - 1); // Lincheck counts from 1
        }

        @Override
        void meet(int meeting, int thread) throws InterruptedException {
            latches[meeting][thread % 2].countDown();
            latches[meeting][thread % 2].await(Handling.DEFAULT, Long.MAX_VALUE);
        }
    }

    /** A mutant of the program: one need not count down. */
    public static class AtLowLatch extends AtLatch {
        public AtLowLatch() {
            super(THREADS - 1, false);
        }
    }

    /** A mutant: the last one wakes nobody. */
    public static class AtSilentLatch extends AtLatch {
        public AtSilentLatch() {
            super(THREADS, true);
        }
    }

    /** Each sets its own event of the meeting, and waits for that of the next thread. */
    public static class AtEvents extends Meetings {
        private final RobustEvent[][][] events = new RobustEvent[MEETINGS][THREADS][2];

        public AtEvents() {
            this(false);
        }

        AtEvents(boolean silent) {
            for (RobustEvent[][] meeting : events) {
                for (RobustEvent[] event : meeting) {
                    HeapWords words = new HeapWords(RobustEvent.lengthBytes());
                    HeapSite site = silent ? HeapSite.silent(words) : new HeapSite(words);
                    for (int i = 0; i < event.length; i++) {
                        event[i] = new RobustEvent(words, 0, process(i), site);
                    }
                }
            }
        }

        @Operation
        public boolean meet(@Param(gen = ThreadIdGen.class) int thread) throws Exception {
            return come(thread - 1); // Lincheck counts from 1
        }

        @Override
        void meet(int meeting, int thread) throws InterruptedException {
            events[meeting][thread][thread % 2].set();
            events[meeting][(thread + 1) % THREADS][thread % 2].await(Handling.DEFAULT, Long.MAX_VALUE, false);
        }

        @Override
        boolean isAwaited(int thread, int other) {
            return other == (thread + 1) % THREADS;
        }
    }

    /** A mutant: who sets it wakes nobody. */
    public static class AtSilentEvents extends AtEvents {
        public AtSilentEvents() {
            super(true);
        }
    }
}
