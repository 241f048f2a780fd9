package dev.shm.queues;

import static dev.shm.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.space.SharedSpace;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who has what in hand, and when no more: also of elements that can't be decoded, and of queues that are full by that. */
@ExtendWith(LeakCheck.class)
class SharedQueueHandsTest {
    private static final int CAPACITY = 4;

    private final SharedSpace space = SharedSpace.temporary();

    @AfterEach
    void closeSpace() {
        space.close();
    }

    private SharedQueue<Long> longs(int capacity, ConsumerDeathPolicy policy) {
        return SharedQueue.create(space, "longs", Codecs.longs(), capacity, 64, policy);
    }

    // ---- full of what is in hand ----

    @Test
    void take_allRoomIsInHand_oneThatWaitsPutsAsSoonAsItIsDone() throws InterruptedException {
        SharedQueue<Long> queue = longs(1, ConsumerDeathPolicy.REDELIVER);
        long rounds = 50;
        HangGuard.threads(2, thread -> {
            for (long i = 0; i < rounds; i++) {
                if (thread == 0) {
                    queue.put(i);
                } else {
                    assertEquals(i, queue.take());
                    if (i == rounds - 1) {
                        queue.taskDone();
                    }
                }
            }
        });
        assertNull(queue.poll());
        assertEquals(1, queue.remainingCapacity());
    }

    @Test
    void offer_allRoomIsInHandOfOthers_isRefusedUntilOneIsDone() throws InterruptedException {
        SharedQueue<Long> queue = longs(CAPACITY, ConsumerDeathPolicy.REDELIVER);
        List<Delivery<Long>> received = new ArrayList<>();
        for (long i = 0; i < CAPACITY; i++) {
            assertTrue(queue.offer(i));
            received.add(queue.receive());
        }
        assertTrue(queue.isEmpty());
        assertEquals(0, queue.remainingCapacity());
        assertFalse(queue.offer(9L));
        assertFalse(queue.offer(9L, 5, TimeUnit.MILLISECONDS));
        assertNull(queue.poll());
        received.get(2).done();
        assertTrue(queue.offer(9L));
        assertFalse(queue.offer(10L));
        assertEquals(9, queue.poll());
    }

    /** It is over when nothing can come back any more. */
    @ParameterizedTest
    @EnumSource
    void close_oneHasTheLastInHandAndOthersWait_allLearnThatItIsOver(ConsumerDeathPolicy policy)
            throws InterruptedException {
        SharedQueue<Long> queue = longs(CAPACITY, policy);
        queue.add(1L);
        HangGuard.threads(3, thread -> {
            if (thread == 0) {
                Delivery<Long> last = queue.receive();
                queue.close();
                if (policy.redelivers()) {
                    assertFalse(queue.receive(5, TimeUnit.MILLISECONDS).isPresent());
                    HangGuard.await("both wait", () -> queue.waitingConsumers() == 2);
                }
                last.done();
            } else {
                HangGuard.await("taken", () -> queue.isEmpty());
                assertThrows(QueueClosedException.class, queue::take);
            }
        });
    }

    // ---- what can't be decoded ----

    private SharedQueue<String> texts(ConsumerDeathPolicy policy, String elements) {
        SharedQueue<byte[]> bytes = SharedQueue.create(space, "texts", TestCodecs.BYTES_AS_TEXTS, 8, 64, policy);
        for (char each : elements.toCharArray()) {
            bytes.add(new byte[] {each == '!' ? (byte) 0xff : (byte) each});
        }
        return SharedQueue.open(space, "texts", Codecs.strings());
    }

    @ParameterizedTest
    @EnumSource
    void receive_undecodable_isInNobodysHand(ConsumerDeathPolicy policy) throws InterruptedException {
        SharedQueue<String> queue = texts(policy, "!!!!!!!!");
        for (int i = 0; i < 8; i++) {
            UndecodableElementException e = assertThrows(UndecodableElementException.class, queue::receive);
            assertEquals(i, e.position());
        }
        assertEquals(8, queue.remainingCapacity());
        queue.add("a");
        Delivery<String> next = queue.receive();
        assertEquals("a", next.element());
        next.done();
        for (int i = 0; i < 9; i++) {
            queue.taskDone(); // they were taken
        }
        queue.join();
    }

    @ParameterizedTest
    @EnumSource
    void drainTo_someUndecodable_theOthersAreThereAndItIsTold(ConsumerDeathPolicy policy) {
        SharedQueue<String> queue = texts(policy, "a!bc!d");
        List<String> drained = new ArrayList<>();
        UndecodableElementException e =
                assertThrows(UndecodableElementException.class, () -> queue.drainTo(drained, 5));
        assertEquals(1, e.position());
        assertEquals(4, ((UndecodableElementException) e.getSuppressed()[0]).position());
        assertEquals(List.of("a", "b", "c"), drained);
        assertEquals("d", queue.poll());
        assertEquals(policy.redelivers() ? 7 : 8, queue.remainingCapacity());
    }

    @ParameterizedTest
    @EnumSource
    void peekOrWalk_undecodable_staysUntilItIsTaken(ConsumerDeathPolicy policy) {
        SharedQueue<String> queue = texts(policy, "!a!b");
        for (Executable each :
                List.<Executable>of(queue::peek, queue::element, queue::toArray, () -> queue.removeIf("a"::equals))) {
            UndecodableElementException e = assertRefused(
                    UndecodableElementException.class, each, "undecodable", "/texts", "position=0", "stays");
            assertEquals(0, e.position());
        }
        Iterator<String> walk = queue.iterator();
        assertThrows(UndecodableElementException.class, walk::hasNext);
        assertEquals("a", walk.next());
        assertEquals(
                2, assertThrows(UndecodableElementException.class, walk::next).position());
        assertEquals("b", walk.next());
        assertFalse(walk.hasNext());
        assertEquals(4, queue.size());
        assertRefused(UndecodableElementException.class, queue::poll, "undecodable", "/texts", "position=0", "skipped");
        assertEquals("a", queue.poll());
    }

    @ParameterizedTest
    @EnumSource
    void removeOrContains_undecodableOnesBefore_equalNothing(ConsumerDeathPolicy policy) {
        SharedQueue<String> queue = texts(policy, "!a!b!");
        assertTrue(queue.contains("b"));
        assertFalse(queue.contains("c"));
        assertFalse(queue.remove("c"));
        assertTrue(queue.remove("b"));
        assertFalse(queue.contains("b"));
        assertEquals(4, queue.size());
        queue.clear();
        assertEquals(8, queue.remainingCapacity());
    }

    // ---- several handles ----

    @Test
    void drainToOrAddAll_sameQueueByAnotherHandle_isRefused() {
        SharedQueue<Long> queue = longs(CAPACITY, ConsumerDeathPolicy.REPORT);
        queue.addAll(List.of(1L, 2L));
        SharedQueue<Long> again = SharedQueue.open(space, "longs", Codecs.longs());
        for (Runnable each : List.<Runnable>of(
                () -> queue.drainTo(again), () -> queue.drainTo(again, 1), () -> queue.addAll(again))) {
            assertThrows(IllegalArgumentException.class, each::run);
        }
        assertEquals(List.of(1L, 2L), new ArrayList<>(again));
        again.add(3L);
        assertEquals(1, queue.poll());
        assertEquals(2, again.poll());
        again.taskDone(); // what a thread has in hand, it has by whatever handle
        assertEquals(1, queue.size());
    }

    // ---- threads that end ----

    @ParameterizedTest
    @EnumSource
    void thread_endsWithNothingInHand_isForgotten(ConsumerDeathPolicy policy) throws InterruptedException {
        SharedQueue<Long> queue = longs(CAPACITY, policy);
        List<WeakReference<Thread>> threads = new ArrayList<>();
        for (long i = 0; i < 10; i++) {
            queue.add(i);
            Thread thread = new Thread(() -> {
                try {
                    queue.receive().done();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            thread.start();
            thread.join();
            threads.add(new WeakReference<>(thread));
        }
        HangGuard.await("forgotten", () -> {
            System.gc();
            return threads.stream().allMatch(thread -> thread.get() == null);
        });
    }
}
