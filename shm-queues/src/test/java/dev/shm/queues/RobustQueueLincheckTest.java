package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.process.Incarnation;
import dev.shm.robust.Handling;
import dev.shm.robust.HeapSite;
import dev.shm.robust.HeapWords;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Row 25 of the fault matrix: a queue of two elements, on the heap and among two processes, is as if they came to it one after the
 * other; and none waits for ever where there are as many to put as to take. Nobody dies here.
 */
@Tag("long")
class RobustQueueLincheckTest {
    private static final int SCENARIOS = 10;
    private static final int INTERLEAVINGS_EACH = 300;

    @Test
    void offerAndPoll_anyInterleaving_areAsIfOneByOne() {
        check(OfTwo.class, OneByOne.class);
    }

    @Test
    void putAndTake_anyInterleaving_noneWaitsForEver() {
        check(Waiting.class, Passing.class);
    }

    @Test
    void put_wakesNobody_isCaught() {
        LincheckAssertionError error =
                assertThrows(LincheckAssertionError.class, () -> check(WithoutWakeUps.class, Passing.class));

        assertTrue(error.getMessage().contains("hung"), error::getMessage);
    }

    @Test
    void put_stateBeforeTheElement_isCaught() {
        assertThrows(LincheckAssertionError.class, () -> check(WithStateFirst.class, OneByOne.class));
    }

    @Test
    void take_headNotMoved_isCaught() {
        assertThrows(LincheckAssertionError.class, () -> check(WithoutHead.class, OneByOne.class));
    }

    private static void check(Class<?> subject, Class<?> specification) {
        new ModelCheckingOptions()
                .iterations(SCENARIOS)
                .invocationsPerIteration(INTERLEAVINGS_EACH)
                .threads(3)
                .actorsPerThread(2)
                .actorsBefore(0)
                .actorsAfter(0)
                .sequentialSpecification(specification)
                .check(subject);
    }

    /** What it must look like. */
    public static class OneByOne {
        private final Queue<Integer> elements = new ArrayDeque<>();

        @Operation
        public boolean offer() {
            return offer(1);
        }

        @Operation
        public boolean offerElsewhere() {
            return offer(2);
        }

        private boolean offer(int element) {
            return elements.size() < Ends.CAPACITY && elements.add(element);
        }

        @Operation
        public Integer poll() {
            return elements.poll();
        }

        @Operation
        public Integer pollElsewhere() {
            return elements.poll();
        }

        @Operation
        public int size() {
            return elements.size();
        }
    }

    /** Two processes at one queue; the threads come to both. */
    static class Ends {
        static final int CAPACITY = 2;
        private static final QueueGeometry GEOMETRY = new QueueGeometry(CAPACITY, 64, ConsumerDeathPolicy.REPORT);
        static final int LENGTH = (int) (GEOMETRY.ringOffset() + GEOMETRY.ringBytes());

        final RobustQueue here;
        final RobustQueue elsewhere;

        Ends(HeapWords words, HeapSite site) {
            here = new RobustQueue(words, 0, new Incarnation(1, 1), site, GEOMETRY);
            elsewhere = new RobustQueue(words, 0, new Incarnation(2, 2), site, GEOMETRY);
        }

        static boolean put(RobustQueue queue, int element, long nanos) {
            Scratch scratch = Scratch.take(Long.BYTES);
            try {
                scratch.bytes().putLong(0, element);
                return queue.put(scratch.bytes(), Handling.DEFAULT, nanos);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            } finally {
                scratch.giveBack();
            }
        }

        static Integer take(RobustQueue queue, long nanos) {
            try {
                Taken taken = queue.take(false, Handling.DEFAULT, nanos);
                if (taken == null) {
                    return null;
                }
                int element = (int) taken.scratch().bytes().getLong(0);
                taken.scratch().giveBack();
                return element;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Nobody waits. */
    public static class OfTwo {
        private final Ends ends;

        public OfTwo() {
            this(new HeapWords(Ends.LENGTH));
        }

        OfTwo(HeapWords words) {
            ends = new Ends(words, new HeapSite(words));
        }

        @Operation
        public boolean offer() {
            return Ends.put(ends.here, 1, 0);
        }

        @Operation
        public boolean offerElsewhere() {
            return Ends.put(ends.elsewhere, 2, 0);
        }

        @Operation
        public Integer poll() {
            return Ends.take(ends.here, 0);
        }

        @Operation
        public Integer pollElsewhere() {
            return Ends.take(ends.elsewhere, 0);
        }

        @Operation
        public int size() {
            return (int) ends.here.size();
        }
    }

    /** What it must look like to come through. */
    public static class Passing {
        @Operation
        public int pass() {
            return 1;
        }

        @Operation
        public int passElsewhere() {
            return 1;
        }
    }

    /** Whoever comes puts one and takes one: three of them need more room than there is. */
    public static class Waiting {
        private final Ends ends;

        public Waiting() {
            this(new HeapWords(Ends.LENGTH));
        }

        private Waiting(HeapWords words) {
            this(words, new HeapSite(words));
        }

        Waiting(HeapWords words, HeapSite site) {
            ends = new Ends(words, site);
        }

        @Operation
        public int pass() {
            Ends.put(ends.here, 1, Long.MAX_VALUE);
            return Ends.take(ends.elsewhere, Long.MAX_VALUE);
        }

        @Operation
        public int passElsewhere() {
            Ends.put(ends.elsewhere, 1, Long.MAX_VALUE);
            return Ends.take(ends.here, Long.MAX_VALUE);
        }
    }

    /** A mutant: who puts or takes wakes nobody that waits for it. */
    public static class WithoutWakeUps extends Waiting {
        public WithoutWakeUps() {
            this(new HeapWords(Ends.LENGTH));
        }

        private WithoutWakeUps(HeapWords words) {
            super(words, HeapSite.silent(words));
        }
    }

    /** A mutant: an element is there before its bytes are. */
    public static class WithStateFirst extends OfTwo {
        public WithStateFirst() {
            super(new HeapWords(Ends.LENGTH) {
                @Override
                public void setPlain(long offset, long value) {
                    long slot = offset - QueueLayout.LENGTH;
                    if (slot >= 0 && slot % SlotLayout.LENGTH == SlotLayout.POSITION_OFFSET) {
                        setRelease(offset - SlotLayout.POSITION_OFFSET, value + 1);
                    }
                    super.setPlain(offset, value);
                }
            });
        }
    }

    /** A mutant: what is taken stays where it was. */
    public static class WithoutHead extends OfTwo {
        public WithoutHead() {
            super(new HeapWords(Ends.LENGTH) {
                @Override
                public void setRelease(long offset, long value) {
                    if (offset != QueueLayout.HEAD_OFFSET) {
                        super.setRelease(offset, value);
                    }
                }
            });
        }
    }
}
