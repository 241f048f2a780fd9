package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.process.Incarnation;
import dev.shm.robust.Handling;
import dev.shm.robust.HeapSite;
import dev.shm.robust.HeapWords;
import dev.shm.testkit.HangGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Producers do not keep consumers waiting, nor the other way round: on the heap, where one comes while the other one is in the middle,
 * as if it had been stopped there.
 */
class SidesOfQueueTest {
    private static final int ELEMENT_BYTES = 40; // in the ring, not in its slot

    /** Calls somebody in the middle of another one's step, once. */
    private static final class Words extends HeapWords {
        private long where;
        private Runnable meanwhile;

        Words(QueueGeometry geometry) {
            super((int) (geometry.ringOffset() + geometry.ringBytes()));
        }

        void callBefore(long offset, Runnable action) {
            where = offset;
            meanwhile = action;
        }

        private void at(long offset) {
            if (offset == where && meanwhile != null) {
                Runnable action = meanwhile;
                meanwhile = null;
                action.run();
            }
        }

        @Override
        public void setPlain(long offset, long value) {
            at(offset);
            super.setPlain(offset, value);
        }

        @Override
        public void setRelease(long offset, long value) {
            at(offset);
            super.setRelease(offset, value);
        }

        @Override
        public void setVolatile(long offset, long value) {
            at(offset);
            super.setVolatile(offset, value);
        }
    }

    private Words words;
    private RobustQueue one;
    private RobustQueue other;

    private void make(ConsumerDeathPolicy policy) {
        QueueGeometry geometry = new QueueGeometry(4, 256, policy);
        words = new Words(geometry);
        HeapSite site = new HeapSite(words);
        one = new RobustQueue(words, 0, new Incarnation(1, 1), site, geometry);
        other = new RobustQueue(words, 0, new Incarnation(2, 2), site, geometry);
        put(one);
        put(one);
    }

    @ParameterizedTest
    @EnumSource
    void take_oneIsInTheMiddleOfAPut_doesNotWaitForIt(ConsumerDeathPolicy policy) {
        make(policy);
        long[] taken = {-1, -1};
        words.callBefore(QueueLayout.NEXT_BYTES_OFFSET, () -> {
            taken[0] = take(other);
            taken[1] = take(other);
        });

        HangGuard.run("put", () -> put(one));

        assertEquals(0, taken[0]);
        assertEquals(1, taken[1]);
        assertEquals(2, take(other));
    }

    @ParameterizedTest
    @EnumSource
    void put_oneIsInTheMiddleOfATake_doesNotWaitForIt(ConsumerDeathPolicy policy) {
        make(policy);
        int[] put = new int[1];
        words.callBefore(QueueLayout.HEAD_OFFSET, () -> {
            put(other);
            put(other);
            put[0] = 2;
        });

        HangGuard.run("take", () -> assertEquals(0, take(one)));

        assertEquals(2, put[0]);
        assertEquals(3, other.size());
    }

    /** The test would see it: of two producers one waits for the other. */
    @Test
    void put_oneIsInTheMiddleOfAPut_isNotLetIn() throws InterruptedException {
        make(ConsumerDeathPolicy.REPORT);
        Thread[] second = new Thread[1];
        words.callBefore(QueueLayout.NEXT_BYTES_OFFSET, () -> {
            second[0] = new Thread(() -> put(other));
            second[0].start();
            HangGuard.await("it waits", () -> isWaitedFor(QueueLayout.PRODUCERS_OFFSET));
            assertTrue(second[0].isAlive());
        });

        HangGuard.run("put", () -> put(one));
        HangGuard.run("the other one", () -> second[0].join());

        assertEquals(4, one.size());
    }

    private boolean isWaitedFor(long lock) {
        return (words.getVolatile(lock) & 1L << 31) != 0;
    }

    private static void put(RobustQueue queue) {
        Scratch scratch = Scratch.take(ELEMENT_BYTES);
        try {
            assertTrue(queue.put(scratch.bytes(), Handling.DEFAULT, 0));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            scratch.giveBack();
        }
    }

    /** Which one. */
    private static long take(RobustQueue queue) {
        try {
            Taken taken = queue.take(true, Handling.DEFAULT, 0);
            taken.scratch().giveBack();
            return taken.position();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
