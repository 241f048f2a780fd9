package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.testkit.HangGuard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What every bounded {@link BlockingQueue} has to do, first in, first out. */
abstract class BlockingQueueContract {
    private static final int CAPACITY = 4;
    private static final int PAIRS = 3;
    private static final int EACH = 2_000;

    /** {@return a new one, empty} */
    abstract BlockingQueue<Long> queue(int capacity);

    private BlockingQueue<Long> filled(long... elements) {
        BlockingQueue<Long> queue = queue(CAPACITY);
        for (long each : elements) {
            assertTrue(queue.offer(each));
        }
        return queue;
    }

    // ---- one thread ----

    @Test
    void offer_full_isRefused() {
        BlockingQueue<Long> queue = filled(1, 2, 3, 4);

        assertFalse(queue.offer(5L));
        assertThrows(IllegalStateException.class, () -> queue.add(5L));
        assertEquals(0, queue.remainingCapacity());
        assertEquals(List.of(1L, 2L, 3L, 4L), new ArrayList<>(queue));
    }

    @Test
    void offer_fullForSoLong_isRefused() throws InterruptedException {
        BlockingQueue<Long> queue = filled(1, 2, 3, 4);
        long start = System.nanoTime();

        assertFalse(queue.offer(5L, 20, TimeUnit.MILLISECONDS));

        assertTrue(System.nanoTime() - start >= 20_000_000);
        assertFalse(queue.offer(5L, -1, TimeUnit.MILLISECONDS));
    }

    @Test
    void poll_empty_isNull() throws InterruptedException {
        BlockingQueue<Long> queue = queue(CAPACITY);
        long start = System.nanoTime();

        assertNull(queue.poll());
        assertNull(queue.poll(20, TimeUnit.MILLISECONDS));

        assertTrue(System.nanoTime() - start >= 20_000_000);
        assertNull(queue.peek());
        assertThrows(NoSuchElementException.class, queue::remove);
        assertThrows(NoSuchElementException.class, queue::element);
        assertTrue(queue.isEmpty());
        assertEquals(CAPACITY, queue.remainingCapacity());
    }

    @Test
    void take_several_areInTheOrderOfComing() throws InterruptedException {
        BlockingQueue<Long> queue = queue(CAPACITY);
        for (long i = 0; i < 5 * CAPACITY; i++) {
            queue.put(i);
            queue.put(-i);
            assertEquals(i, queue.peek());
            assertEquals(i, queue.element());
            assertEquals(2, queue.size());
            assertEquals(i, queue.take());
            assertEquals(-i, queue.remove());
        }
    }

    @Test
    void anything_null_isRefused() {
        BlockingQueue<Long> queue = filled(1);

        assertThrows(NullPointerException.class, () -> queue.put(null));
        assertThrows(NullPointerException.class, () -> queue.offer(null));
        assertThrows(NullPointerException.class, () -> queue.offer(null, 1, TimeUnit.SECONDS));
        assertThrows(NullPointerException.class, () -> queue.add(null));
        assertThrows(NullPointerException.class, () -> queue.drainTo(null));
        assertFalse(queue.contains(null));
        assertFalse(queue.remove(null));
        assertEquals(1, queue.size());
    }

    @Test
    void remove_betweenOthers_keepsTheirOrderAndGivesRoom() {
        BlockingQueue<Long> queue = filled(1, 2, 3, 4);

        assertTrue(queue.remove(2L));
        assertFalse(queue.remove(2L));
        assertTrue(queue.offer(5L));
        assertFalse(queue.offer(6L));
        assertTrue(queue.remove(5L));

        assertEquals(List.of(1L, 3L, 4L), new ArrayList<>(queue));
        assertTrue(queue.contains(4L));
        assertFalse(queue.contains(5L));
    }

    @Test
    void removeOfMany_byOthersOrPredicate_keepsTheRest() {
        BlockingQueue<Long> queue = filled(1, 2, 3, 4);
        assertTrue(queue.removeIf(each -> each == 1));
        assertFalse(queue.removeAll(List.of(7L)));
        assertTrue(queue.retainAll(List.of(2L, 4L)));
        assertTrue(queue.addAll(List.of(5L, 6L)));
        assertTrue(queue.containsAll(List.of(2L, 4L, 5L, 6L)));
        assertArrayEquals(new Object[] {2L, 4L, 5L, 6L}, queue.toArray());
        assertArrayEquals(new Long[] {2L, 4L, 5L, 6L}, queue.toArray(new Long[0]));
        assertThrows(IllegalArgumentException.class, () -> queue.addAll(queue));

        queue.clear();
        assertEquals(0, queue.size());
        assertEquals(CAPACITY, queue.remainingCapacity());
    }

    @Test
    void drainTo_someOrAll_areInTheOrderOfComing() {
        BlockingQueue<Long> queue = filled(1, 2, 3, 4);
        List<Long> drained = new ArrayList<>();

        assertEquals(0, queue.drainTo(drained, 0));
        assertEquals(0, queue.drainTo(drained, -1));
        assertEquals(3, queue.drainTo(drained, 3));
        assertEquals(List.of(1L, 2L, 3L), drained);
        assertEquals(1, queue.drainTo(drained));
        assertEquals(0, queue.drainTo(drained));
        assertEquals(List.of(1L, 2L, 3L, 4L), drained);
        assertThrows(IllegalArgumentException.class, () -> queue.drainTo(queue));
        assertTrue(queue.offer(5L));
    }

    @Test
    void iterator_othersTakeAndPut_goesOn() {
        BlockingQueue<Long> queue = filled(1, 2, 3);
        Iterator<Long> walk = queue.iterator();
        assertEquals(1, walk.next());
        assertEquals(1, queue.poll());
        assertEquals(2, queue.poll());
        queue.add(4L);
        long last = 0;
        while (walk.hasNext()) {
            long each = walk.next();
            assertTrue(each > last, "again, or out of order");
            last = each;
        }
        assertTrue(last >= 3);
        assertThrows(NoSuchElementException.class, walk::next);
    }

    @Test
    void iteratorRemove_theLastOne_isOut() {
        BlockingQueue<Long> queue = filled(1, 2, 3);
        Iterator<Long> walk = queue.iterator();
        assertThrows(IllegalStateException.class, walk::remove);
        walk.next();
        walk.next();
        walk.remove();
        assertThrows(IllegalStateException.class, walk::remove);
        assertEquals(3, walk.next());
        assertEquals(List.of(1L, 3L), new ArrayList<>(queue));
    }

    // ---- several threads ----

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
