package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.testkit.HangGuard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What every bounded {@link BlockingQueue} has to do where threads wait for each other, or are interrupted. */
abstract class BlockingQueueWaitContract {
    static final int CAPACITY = 4;
    private static final int PAIRS = 3;
    private static final int EACH = 2_000;

    /** {@return a new one, empty} */
    abstract BlockingQueue<Long> queue(int capacity);

    final BlockingQueue<Long> filled(long... elements) {
        BlockingQueue<Long> queue = queue(CAPACITY);
        for (long each : elements) {
            assertTrue(queue.offer(each));
        }
        return queue;
    }

    @Test
    void take_empty_waitsForAnElement() throws InterruptedException {
        BlockingQueue<Long> queue = queue(CAPACITY);
        AtomicReference<Object> taken = new AtomicReference<>();
        Thread taker = start(() -> taken.set(queue.take()));
        awaitBlocked(taker);
        queue.put(7L);
        taker.join();
        assertEquals(7L, taken.get());
    }

    @Test
    void put_full_waitsForRoom() throws InterruptedException {
        BlockingQueue<Long> queue = filled(1, 2, 3, 4);
        Thread putter = start(() -> queue.put(5L));
        awaitBlocked(putter);
        assertEquals(1, queue.take());
        putter.join();
        assertEquals(List.of(2L, 3L, 4L, 5L), new ArrayList<>(queue));
    }

    @Test
    void interrupt_beforeOrWhileItWaits_endsTheWaitAndNothingElse() throws InterruptedException {
        BlockingQueue<Long> empty = queue(CAPACITY);
        BlockingQueue<Long> full = filled(1, 2, 3, 4);
        for (Waiting each : List.<Waiting>of(
                empty::take,
                () -> empty.poll(1, TimeUnit.HOURS),
                () -> full.put(9L),
                () -> full.offer(9L, 1, TimeUnit.HOURS))) {
            AtomicReference<Object> end = new AtomicReference<>();
            Thread thread = new Thread(() -> end.set(end(each)));
            thread.start();
            awaitBlocked(thread);
            thread.interrupt();
            thread.join();
            assertEquals("interrupted", end.get());

            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, each::run);
            assertFalse(Thread.interrupted());
        }
        assertEquals(List.of(1L, 2L, 3L, 4L), new ArrayList<>(full));
        assertTrue(empty.isEmpty());
    }

    @Test
    void many_producersAndConsumers_eachElementOnceAndInOrder() {
        BlockingQueue<Long> queue = queue(CAPACITY);
        AtomicLong sum = new AtomicLong();
        HangGuard.threads(2 * PAIRS, thread -> {
            try {
                if (thread < PAIRS) {
                    for (long i = 0; i < EACH; i++) {
                        queue.put((long) thread * EACH + i);
                    }
                } else {
                    take(queue, sum);
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        long all = (long) PAIRS * EACH;
        assertEquals(all * (all - 1) / 2, sum.get());
        assertNull(queue.poll());
    }

    private static void take(BlockingQueue<Long> queue, AtomicLong sum) throws InterruptedException {
        long[] last = new long[PAIRS];
        Arrays.fill(last, -1);
        for (int i = 0; i < EACH; i++) {
            long element = queue.take();
            int producer = (int) (element / EACH);
            assertTrue(element % EACH > last[producer], "out of order");
            last[producer] = element % EACH;
            sum.addAndGet(element);
        }
    }

    @Test
    void interrupted_whatDoesNotWait_worksAndKeepsTheInterrupt() {
        BlockingQueue<Long> queue = queue(CAPACITY);
        Thread.currentThread().interrupt();
        assertTrue(queue.offer(1L));
        assertTrue(queue.add(2L));
        assertEquals(1, queue.peek());
        assertEquals(1, queue.poll());
        assertEquals(1, queue.drainTo(new ArrayList<>()));
        assertNull(queue.poll());
        assertTrue(Thread.interrupted());
    }

    /** What waits throws also where it would not have to wait, and does nothing. */
    @Test
    void interrupted_noNeedToWait_throwsAndDoesNothing() {
        BlockingQueue<Long> queue = filled(1, 2);
        for (Waiting each : List.<Waiting>of(
                queue::take,
                () -> queue.poll(1, TimeUnit.HOURS),
                () -> queue.put(3L),
                () -> queue.offer(3L, 1, TimeUnit.HOURS))) {
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, each::run);
            assertFalse(Thread.interrupted());
        }
        assertEquals(List.of(1L, 2L), new ArrayList<>(queue));
    }

    @Test
    void timed_thereIsOneAndRoom_doesNotWait() throws InterruptedException {
        BlockingQueue<Long> queue = queue(1);
        for (long time : new long[] {0, 1, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            assertTrue(queue.offer(time, time, TimeUnit.DAYS));
            assertEquals(time, queue.poll(time, TimeUnit.DAYS));
        }
        assertThrows(NullPointerException.class, () -> queue.poll(1, null));
        assertThrows(NullPointerException.class, () -> queue.offer(1L, 1, null));
        assertTrue(queue.isEmpty());
    }

    @Test
    void timed_othersPutAndTakeMeanwhile_getsIt() throws InterruptedException {
        BlockingQueue<Long> queue = queue(1);
        AtomicReference<Object> taken = new AtomicReference<>();
        Thread taker = start(() -> taken.set(queue.poll(Long.MAX_VALUE, TimeUnit.DAYS)));
        awaitBlocked(taker);
        queue.add(1L);
        taker.join();
        assertEquals(1L, taken.get());
        queue.add(2L);
        Thread putter = start(() -> assertTrue(queue.offer(3L, 1, TimeUnit.HOURS)));
        awaitBlocked(putter);
        assertEquals(2, queue.poll());
        putter.join();
        assertEquals(3, queue.poll());
    }

    /** Whatever an interrupt meets: what a put that returned has put is taken once, and nothing else. */
    @Test
    void interrupt_atRandom_nothingIsLostOrDoubled() throws InterruptedException {
        BlockingQueue<Long> queue = queue(2);
        AtomicLong put = new AtomicLong();
        AtomicLong taken = new AtomicLong();
        List<Thread> threads = new CopyOnWriteArrayList<>();
        AtomicInteger left = new AtomicInteger(2 * PAIRS);
        HangGuard.threads(2 * PAIRS + 1, index -> {
            if (index == 2 * PAIRS) {
                while (left.get() > 0) {
                    threads.forEach(Thread::interrupt);
                    Thread.yield();
                }
                return;
            }
            threads.add(Thread.currentThread());
            for (long i = 1; i <= EACH / 4; ) {
                try {
                    if (index < PAIRS) {
                        queue.put(i);
                        put.addAndGet(i);
                    } else {
                        taken.addAndGet(queue.take());
                    }
                    i++;
                } catch (InterruptedException e) {
                    // again
                }
            }
            threads.remove(Thread.currentThread());
            left.decrementAndGet();
        });
        assertEquals(put.get(), taken.get());
        assertTrue(queue.isEmpty());
    }

    @Test
    void clear_othersWaitForRoom_goOn() throws InterruptedException {
        BlockingQueue<Long> queue = filled(1, 2, 3, 4);
        Thread putter = start(() -> queue.put(5L));
        awaitBlocked(putter);
        queue.clear();
        putter.join();
        assertEquals(5, queue.poll());
    }

    @Test
    void iterator_othersTakeAndPutAllTheTime_isInOrder() throws InterruptedException {
        BlockingQueue<Long> queue = queue(CAPACITY);
        HangGuard.threads(3, thread -> {
            for (long i = 0; i < EACH; i++) {
                if (thread == 0) {
                    queue.put(i);
                } else if (thread == 1) {
                    assertEquals(i, queue.take());
                } else if (i % 20 == 0) {
                    long last = -1;
                    for (long each : queue) {
                        assertTrue(each > last, "again, or out of order");
                        last = each;
                    }
                }
            }
        });
        assertTrue(queue.isEmpty());
    }

    // ---- for these tests ----

    private interface Waiting {
        void run() throws InterruptedException;
    }

    private static Object end(Waiting waiting) {
        try {
            waiting.run();
            return "done";
        } catch (InterruptedException e) {
            return "interrupted";
        }
    }

    private static Thread start(Waiting waiting) {
        Thread thread = new Thread(() -> end(waiting));
        thread.start();
        return thread;
    }

    /** Until it sleeps; the kernel's sleep is a running one to the JVM. */
    abstract void awaitBlocked(Thread thread);
}
