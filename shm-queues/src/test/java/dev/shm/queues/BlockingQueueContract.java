package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every bounded {@link BlockingQueue} has to do, first in, first out. */
abstract class BlockingQueueContract extends BlockingQueueWaitContract {
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

    @Test
    void addAll_nullOrFullInTheMiddle_theOnesBeforeAreIn() {
        BlockingQueue<Long> queue = queue(CAPACITY);
        assertThrows(NullPointerException.class, () -> queue.addAll(null));
        assertThrows(NullPointerException.class, () -> queue.addAll(Arrays.asList(1L, 2L, null, 3L)));
        assertThrows(IllegalStateException.class, () -> queue.addAll(List.of(3L, 4L, 5L)));
        assertFalse(queue.addAll(List.of()));
        assertEquals(List.of(1L, 2L, 3L, 4L), new ArrayList<>(queue));
    }

    @Test
    void addAndRemove_aroundAndAround_sizesAddUp() {
        BlockingQueue<Long> queue = queue(CAPACITY);
        List<Long> expected = new ArrayList<>();
        for (long i = 0; i < 100; i++) {
            if (expected.size() == CAPACITY) {
                Long out = expected.remove((int) (i % CAPACITY));
                assertTrue(queue.remove(out));
            }
            queue.add(i);
            expected.add(i);
            assertEquals(expected, new ArrayList<>(queue));
            assertEquals(expected.size(), queue.size());
            assertEquals(CAPACITY - expected.size(), queue.remainingCapacity());
        }
    }

    @Test
    void toArray_givenOne_isUsedIfItIsLargeEnough() {
        BlockingQueue<Long> queue = filled(1, 2);
        Long[] large = {9L, 9L, 9L, 9L};
        assertSame(large, queue.toArray(large));
        assertArrayEquals(new Long[] {1L, 2L, null, 9L}, large);
        assertThrows(NullPointerException.class, () -> queue.toArray((Long[]) null));
        assertThrows(ArrayStoreException.class, () -> queue.toArray(new String[2]));
        Object[] own = queue.toArray();
        own[0] = 7L;
        assertEquals(1, queue.peek());
    }

    @Test
    void removeOfMany_null_isRefused() {
        BlockingQueue<Long> queue = filled(1, 2);
        assertThrows(NullPointerException.class, () -> queue.removeIf(null));
        assertThrows(NullPointerException.class, () -> queue.removeAll(null));
        assertThrows(NullPointerException.class, () -> queue.retainAll(null));
        assertThrows(NullPointerException.class, () -> queue.containsAll(null));
        assertThrows(NullPointerException.class, () -> queue.forEach(null));
        assertFalse(queue.removeIf(each -> false));
        assertFalse(queue.retainAll(List.of(1L, 2L, 3L)));
        assertEquals(2, queue.size());
        assertTrue(queue.retainAll(List.of()));
        assertTrue(queue.isEmpty());
    }

    @Test
    void containsAndRemove_equalOnesAndOtherTypes_takeTheFirst() {
        BlockingQueue<Long> queue = filled(1, 2, 1, 3);
        assertFalse(queue.contains("1"));
        assertFalse(queue.remove(1)); // an Integer
        assertTrue(queue.remove(1L));
        assertEquals(List.of(2L, 1L, 3L), new ArrayList<>(queue));
    }

    @Test
    void drainTo_targetRefuses_throwsAndGoesOn() {
        BlockingQueue<Long> queue = filled(1, 2, 3, 4);
        BlockingQueue<Long> small = queue(2);
        assertThrows(IllegalStateException.class, () -> queue.drainTo(small));
        assertEquals(List.of(1L, 2L), new ArrayList<>(small));
        queue.poll(); // nothing is in hand any more
        queue.clear();
        assertTrue(queue.addAll(List.of(5L, 6L, 7L, 8L)));
        assertEquals(5, queue.poll());
    }

    @Test
    void drainTo_bad_isRefused() {
        BlockingQueue<Long> queue = filled(1);
        assertThrows(NullPointerException.class, () -> queue.drainTo(null, 0));
        assertThrows(IllegalArgumentException.class, () -> queue.drainTo(queue, 1));
        assertEquals(1, queue.size());
    }

    @Test
    void iterator_elementTakenBehindHasNext_isGivenAllTheSame() {
        BlockingQueue<Long> queue = filled(1, 2);
        Iterator<Long> walk = queue.iterator();
        assertTrue(walk.hasNext());
        assertTrue(walk.hasNext());
        queue.clear();
        assertEquals(1, walk.next());
        assertFalse(queue(1).iterator().hasNext());
    }

    /** There is another one that equals. */
    @Test
    void iteratorRemove_takenMeanwhile_removesNoOther() {
        BlockingQueue<Long> queue = filled(5, 5, 5);
        Iterator<Long> walk = queue.iterator();
        walk.next();
        assertEquals(5, queue.poll());
        walk.remove();
        assertEquals(2, queue.size());
    }

    @Test
    void serialize_queue_sameElementsInTheSameOrder() throws Exception {
        BlockingQueue<Long> queue = filled(1, 2, 3);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(queue);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            @SuppressWarnings("unchecked")
            BlockingQueue<Long> arrived = (BlockingQueue<Long>) in.readObject();
            assertEquals(List.of(1L, 2L, 3L), new ArrayList<>(arrived));
            assertEquals(1, arrived.remainingCapacity());
            assertEquals(1, arrived.poll());
        }
    }
}
