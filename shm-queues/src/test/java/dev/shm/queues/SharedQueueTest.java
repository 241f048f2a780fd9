package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.space.AlreadyExistsException;
import dev.shm.space.InvalidFileException;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.YieldingIdleStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a shared queue has beyond others, and what it refuses. */
@ExtendWith(LeakCheck.class)
class SharedQueueTest {
    private SharedSpace space;

    @BeforeEach
    void open() {
        space = SharedSpace.temporary();
    }

    @AfterEach
    void close() {
        space.close();
    }

    private SharedQueue<String> texts(ConsumerDeathPolicy policy) {
        return SharedQueue.create(space, "texts", Codecs.strings(), 4, 128, policy);
    }

    // ---- done ----

    @Test
    void join_untilAllIsDone_waits() throws InterruptedException {
        SharedQueue<String> queue = texts(ConsumerDeathPolicy.REPORT);
        queue.put("a");
        queue.put("b");
        assertEquals(2, queue.unfinished());
        assertFalse(queue.join(10, TimeUnit.MILLISECONDS));
        queue.take();
        queue.take(); // both before it says anything, as in Python
        queue.taskDone();
        assertFalse(queue.join(0, TimeUnit.MILLISECONDS));
        queue.taskDone();
        queue.join();
        assertThrows(IllegalStateException.class, queue::taskDone);
        assertEquals(0, queue.unfinished());
    }

    @Test
    void take_inHandOfAQueueThatRedelivers_keepsItsRoomUntilTheNextOne() {
        SharedQueue<String> queue = texts(ConsumerDeathPolicy.REDELIVER);
        for (String each : List.of("a", "b", "c", "d")) {
            queue.add(each);
        }
        assertEquals("a", queue.poll());
        assertFalse(queue.offer("e"));
        assertEquals("b", queue.poll()); // "a" is done
        assertTrue(queue.offer("e"));
        queue.taskDone(); // "b"
        assertTrue(queue.offer("f"));
        assertEquals(List.of("c", "d", "e", "f"), new ArrayList<>(queue));
    }

    @Test
    void receive_doneInAnyOrder_givesRoomAndKeepsTheOthers() throws InterruptedException {
        SharedQueue<String> queue = texts(ConsumerDeathPolicy.REDELIVER);
        for (String each : List.of("a", "b", "c", "d")) {
            queue.add(each);
        }
        Delivery<String> a = queue.receive();
        Delivery<String> b = queue.receive(1, TimeUnit.SECONDS).orElseThrow();
        assertEquals("b", b.element());
        assertEquals(1, b.position());
        assertFalse(b.isRedelivered());
        b.done();
        b.done();
        assertTrue(queue.offer("e"));
        assertFalse(queue.offer("f"));
        a.done();
        assertTrue(queue.offer("f"));
        assertEquals(List.of("c", "d", "e", "f"), new ArrayList<>(queue));
    }

    @Test
    void close_ofASpaceWithElementsInHand_theyComeBackAndItIsNoDeath() throws Exception {
        SharedQueue<String> queue = texts(ConsumerDeathPolicy.REDELIVER);
        queue.add("a");
        queue.add("b");
        try (ChildJvm other = ChildJvm.start(Leaver.class, space.path().toString())) {
            assertEquals(0, other.awaitExit(), other::errors);
        }
        assertEquals(0, queue.orphans());
        Delivery<String> again = queue.receive();
        assertEquals("a", again.element());
        assertTrue(again.isRedelivered());
        assertFalse(queue.receive().isRedelivered());
    }

    /** Takes one, and closes the space with it in hand. */
    static final class Leaver {
        public static void main(String[] arguments) throws InterruptedException {
            try (SharedSpace space = SharedSpace.open(Path.of(arguments[0]))) {
                SharedQueue.open(space, "texts", Codecs.strings()).take();
            }
        }
    }

    @Test
    void thread_endsWithElementsInHand_theyComeBack() throws InterruptedException {
        SharedQueue<String> queue = texts(ConsumerDeathPolicy.REDELIVER);
        queue.add("a");
        Thread taker = new Thread(queue::poll);
        taker.start();
        taker.join();
        Delivery<String> again = queue.receive(); // the mourner sees that the thread has ended
        assertEquals("a", again.element());
        assertEquals(1, again.returns());
        assertEquals(1, queue.orphans());
    }

    @Test
    void thread_endsWithWhatItTookLast_isNoDeath() throws InterruptedException {
        SharedQueue<String> queue = texts(ConsumerDeathPolicy.REPORT);
        SharedQueue<String> other =
                SharedQueue.create(space, "other", Codecs.strings(), 4, 128, ConsumerDeathPolicy.REDELIVER);
        queue.add("a");
        queue.add("b");
        for (int i = 0; i < 2; i++) { // when one comes back for the second time, the mourner has been at both queues
            other.add("c");
            Thread taker = new Thread(() -> {
                queue.drainTo(new ArrayList<>());
                other.poll();
            });
            taker.start();
            taker.join();
            Delivery<String> again = other.receive();
            assertTrue(again.isRedelivered());
            again.done();
        }
        assertEquals(0, queue.orphans());
        assertTrue(queue.lastConsumerDeath().isEmpty());
    }

    @Test
    void receive_spinningWhileOneDies_getsWhatThatHad() throws InterruptedException {
        SharedQueue<String> queue = texts(ConsumerDeathPolicy.REDELIVER);
        queue.add("a");
        try (ChildJvm other = ChildJvm.start(Holder.class, space.path().toString())) {
            other.awaitLine("holds");
            other.kill();
            assertEquals(ChildJvm.KILLED, other.awaitExit(), other::errors);
        }
        Delivery<String> again = HangGuard.call(
                "receive", () -> queue.spinning(YieldingIdleStrategy::new).receive());
        assertEquals("a", again.element());
        assertTrue(again.isRedelivered());
    }

    /** Is killed with one in hand. */
    static final class Holder {
        public static void main(String[] arguments) throws InterruptedException {
            SharedSpace space = SharedSpace.open(Path.of(arguments[0]));
            SharedQueue.open(space, "texts", Codecs.strings()).take();
            Child.say("holds");
            Child.awaitLine();
        }
    }

    @Test
    void drainTo_moreThanAtOnce_allAreInHandUntilTheNext() {
        SharedQueue<Long> queue =
                SharedQueue.create(space, "longs", Codecs.longs(), 200, 64, ConsumerDeathPolicy.REDELIVER);
        for (long i = 0; i < 200; i++) {
            queue.add(i);
        }
        List<Long> drained = new ArrayList<>();
        assertEquals(150, queue.drainTo(drained, 150));
        assertFalse(queue.offer(200L));
        assertEquals(150, queue.poll());
        assertEquals(150, queue.remainingCapacity()); // 50 are there, of which one is in hand
    }

    // ---- closing ----

    @Test
    void close_withElementsInIt_theyAreDrainedAndThenItIsTold() throws InterruptedException {
        SharedQueue<String> queue = texts(ConsumerDeathPolicy.REPORT);
        queue.add("a");
        queue.close();
        queue.close();
        assertTrue(queue.isClosed());
        assertThrows(QueueClosedException.class, () -> queue.offer("b"));
        assertThrows(QueueClosedException.class, () -> queue.put("b"));
        assertEquals("a", queue.take());
        assertThrows(QueueClosedException.class, queue::take);
        assertThrows(QueueClosedException.class, queue::poll);
        assertThrows(QueueClosedException.class, () -> queue.poll(1, TimeUnit.HOURS));
        assertEquals(0, queue.drainTo(new ArrayList<>()));
        assertNull(queue.peek());
    }

    @Test
    void close_whileOthersWait_tellsThem() {
        SharedQueue<String> queue = texts(ConsumerDeathPolicy.REPORT);
        HangGuard.threads(3, thread -> {
            if (thread == 0) {
                HangGuard.await("both wait", () -> queue.waitingConsumers() == 2);
                queue.close();
            } else {
                assertThrows(QueueClosedException.class, queue::take);
            }
        });
    }

    // ---- bytes ----

    @Test
    void put_lengthsAtTheLimits_areWhole() throws InterruptedException {
        SharedQueue<byte[]> queue = SharedQueue.create(space, "bytes", Codecs.byteArrays(), 4, 128);
        for (int length : new int[] {0, 1, 7, 8, 23, 24, 25, 31, 32, 127, 128}) {
            byte[] element = new byte[length];
            for (int i = 0; i < length; i++) {
                element[i] = (byte) (i + length);
            }
            queue.put(element);
            assertEquals(ByteBuffer.wrap(element), ByteBuffer.wrap(queue.take()));
        }
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> queue.put(new byte[129]));
        assertTrue(e.getMessage().contains("128"), e::getMessage);
        assertTrue(queue.offer(new byte[128]));
    }

    @Test
    void take_undecodable_reachesOneConsumerAndNotTheNext() throws InterruptedException {
        SharedQueue<byte[]> bytes = SharedQueue.create(space, "texts", TestCodecs.BYTES_AS_TEXTS, 4, 128);
        SharedQueue<String> texts = SharedQueue.open(space, "texts", Codecs.strings());
        bytes.put(new byte[] {'a'});
        bytes.put(new byte[] {(byte) 0xff});
        bytes.put(new byte[] {'b'});
        assertEquals("a", texts.take());
        UndecodableElementException e = assertThrows(UndecodableElementException.class, texts::take);
        assertEquals(1, e.position());
        assertEquals("b", texts.take());
    }

    // ---- making and opening ----

    @Test
    void open_otherThanItWasMade_isRefusedWithBoth() {
        SharedQueue<String> queue = texts(ConsumerDeathPolicy.REPORT);
        queue.add("a");
        assertThrows(AlreadyExistsException.class, () -> texts(ConsumerDeathPolicy.REPORT));
        for (Runnable each : List.<Runnable>of(
                () -> SharedQueue.open(space, "texts", Codecs.longs()),
                () -> SharedQueue.openOrCreate(space, "texts", Codecs.strings(), 5, 128),
                () -> SharedQueue.openOrCreate(space, "texts", Codecs.strings(), 4, 136),
                () -> SharedQueue.openOrCreate(
                        space, "texts", Codecs.strings(), 4, 128, ConsumerDeathPolicy.REDELIVER))) {
            InvalidFileException e = assertThrows(InvalidFileException.class, each::run);
            assertTrue(e.getMessage().contains("actual=4 elements, 128 bytes, REPORT utf8"), e::getMessage);
        }
        assertEquals("a", SharedQueue.open(space, "texts", Codecs.strings()).poll());
    }

    @Test
    void create_impossible_isRefusedWithTheValues() {
        for (long elements : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            IllegalArgumentException e = assertThrows(
                    IllegalArgumentException.class,
                    () -> SharedQueue.create(space, "queue", Codecs.longs(), elements, 64));
            assertTrue(e.getMessage().contains(Long.toString(elements)), e::getMessage);
        }
        for (long bytes : new long[] {0, -1, 7, Long.MAX_VALUE}) {
            assertThrows(
                    IllegalArgumentException.class, () -> SharedQueue.create(space, "queue", Codecs.longs(), 4, bytes));
        }
        assertTrue(space.objects().isEmpty());
    }

    @Test
    void anything_spaceIsClosed_throws() {
        SharedSpace other = SharedSpace.temporary();
        SharedQueue<Long> queue = SharedQueue.create(other, "queue", Codecs.longs(), 4, 64);
        queue.add(1L);
        other.close();
        assertThrows(IllegalStateException.class, queue::poll);
        assertThrows(IllegalStateException.class, () -> queue.offer(2L));
        assertThrows(IllegalStateException.class, queue::size);
        assertTrue(queue.toString().contains("closed"));
    }

    @Test
    void serialize_queue_arrivesAsTheSame() throws Exception {
        SharedQueue<String> queue = texts(ConsumerDeathPolicy.REPORT);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(queue);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            @SuppressWarnings("unchecked")
            SharedQueue<String> arrived = (SharedQueue<String>) in.readObject();
            arrived.add("a");
        }
        assertEquals("a", queue.poll());
    }
}
