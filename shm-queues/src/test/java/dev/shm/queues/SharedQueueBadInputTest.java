package dev.shm.queues;

import static dev.shm.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.elements.Elements.Customer;
import dev.shm.elements.Elements.Guest;
import dev.shm.elements.Elements.Holder;
import dev.shm.elements.Elements.Socket;
import dev.shm.space.InvalidFileException;
import dev.shm.space.NotFoundException;
import dev.shm.space.SharedSpace;
import dev.shm.space.SpaceFullException;
import dev.shm.space.TestSpaces;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Requirements;
import dev.shm.testkit.TinyTmpfs;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;

/** What a queue refuses, in words that say what to do, and that it is unharmed then. */
@ExtendWith(LeakCheck.class)
class SharedQueueBadInputTest {
    private final SharedSpace space = SharedSpace.temporary();

    @AfterEach
    void closeSpace() {
        space.close();
    }

    /** What is put behind a refusal comes next, and there is as much room as before. */
    private static <E> void assertUnharmed(SharedQueue<E> queue, E element) throws InterruptedException {
        assertTrue(queue.isEmpty());
        for (long i = 0; i < 2 * queue.capacity(); i++) {
            assertTrue(queue.offer(element));
            assertEquals(1, queue.size());
            queue.take();
            queue.taskDone();
        }
        queue.join();
        assertEquals(queue.capacity(), queue.remainingCapacity());
    }

    private static <E> List<Executable> waysToPut(SharedQueue<E> queue, E element) {
        return List.of(
                () -> queue.put(element),
                () -> queue.offer(element),
                () -> queue.offer(element, 1, TimeUnit.HOURS),
                () -> queue.add(element),
                () -> queue.addAll(List.of(element)));
    }

    // ---- elements ----

    @Test
    void put_tooLong_isRefusedWithItsNameAndTheLimit() throws InterruptedException {
        SharedQueue<String> queue = SharedQueue.create(space, "queue", Codecs.strings(), 4, 100);
        for (Executable each : waysToPut(queue, "x".repeat(97))) {
            assertRefused(
                    IllegalArgumentException.class,
                    each,
                    "too long",
                    "/queue",
                    "bytes>96",
                    "java.lang.String",
                    "make it");
        }
        String longest = "x".repeat(96); // a multiple of 8
        queue.put(longest);
        assertFalse(queue.offer("y".repeat(25)), "no room for more bytes");
        assertTrue(queue.offer("y".repeat(24)), "inlined");
        assertEquals(longest, queue.take());
        assertEquals("y".repeat(24), queue.take());
        queue.taskDone();
        queue.taskDone();
        assertUnharmed(queue, longest);
    }

    @Test
    void put_forbiddenClass_isRefusedWithTheClass() throws InterruptedException {
        SharedQueue<Customer> queue = SharedQueue.create(space, "queue", Codecs.serialization(Customer.class), 4, 4096);
        for (Executable each : waysToPut(queue, new Guest())) {
            assertRefused(IllegalArgumentException.class, each, Guest.class.getName());
        }
        assertUnharmed(queue, new Customer("me", null));
    }

    @Test
    void put_notSerializable_isRefusedWithTheField() throws InterruptedException {
        SharedQueue<Holder> queue =
                SharedQueue.create(space, "queue", Codecs.serialization(Holder.class, Socket.class), 4, 4096);
        for (Executable each : waysToPut(queue, new Holder("a", new Socket()))) {
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class, each);
            assertTrue(e.getMessage().contains(Socket.class.getName()), e::getMessage);
            assertTrue(e.getMessage().contains(".b"), e::getMessage);
        }
        assertUnharmed(queue, new Holder("a", "b"));
    }

    /** Writes some bytes, and then gives up. */
    private static final class Moody implements Codec<String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void encode(String element, ByteBuffer to) {
            to.putLong(1);
            if (element.isEmpty()) {
                throw new IllegalStateException("not in the mood");
            }
        }

        @Override
        public String decode(ByteBuffer from) {
            return from.getLong() == 1 && from.remaining() == 0 ? "a" : "damaged";
        }
    }

    /** Of a format that ends as the other one. */
    private record Endings(String format) implements Codec<Long> {
        @Override
        public void encode(Long element, ByteBuffer to) {
            Codecs.longs().encode(element, to);
        }

        @Override
        public Long decode(ByteBuffer from) {
            return Codecs.longs().decode(from);
        }
    }

    @Test
    void open_formatEndsAsTheOtherOne_isRefused() throws InterruptedException {
        Codec<Long> longer = new Endings("not a long");
        SharedQueue<Long> queue = SharedQueue.create(space, "queue", longer, 4, 100);
        SharedPipe.create(space, "pipe", longer, 4, 100);
        SharedTopic.create(space, "topic", longer, 4096, SharedTopic.SlowSubscribers.LAP);
        for (Codec<Long> other : List.of(Codecs.longs(), new Endings("a long"), new Endings(""))) {
            assertThrows(InvalidFileException.class, () -> SharedQueue.open(space, "queue", other));
            assertThrows(InvalidFileException.class, () -> SharedPipe.open(space, "pipe", other));
            assertThrows(InvalidFileException.class, () -> SharedTopic.open(space, "topic", other));
        }
        SharedQueue.open(space, "queue", new Endings("not a long"));
        assertUnharmed(queue, 1L);
    }

    @Test
    void put_codecThrows_throwsThatAndNothingIsPut() throws InterruptedException {
        SharedQueue<String> queue = SharedQueue.create(space, "queue", new Moody(), 4, 64);
        for (Executable each : waysToPut(queue, "")) {
            assertEquals(
                    "not in the mood",
                    assertThrows(IllegalStateException.class, each).getMessage());
        }
        assertUnharmed(queue, "a");
        queue.put("b");
        assertEquals("a", queue.take());
    }

    /** Longs, through another queue. */
    private record ByWayOf(SharedQueue<Long> other) implements Codec<Long> {
        @Override
        public void encode(Long element, ByteBuffer to) {
            other.add(element);
            to.putLong(other.remove());
        }

        @Override
        public Long decode(ByteBuffer from) {
            other.add(from.getLong());
            return other.remove();
        }
    }

    @Test
    void put_codecUsesQueues_works() throws InterruptedException {
        SharedQueue<Long> other = SharedQueue.create(space, "other", Codecs.longs(), 1, 64);
        SharedQueue<Long> queue = SharedQueue.create(space, "queue", new ByWayOf(other), 4, 64);
        queue.put(1L);
        queue.put(2L);
        assertEquals(List.of(1L, 2L), new ArrayList<>(queue));
        List<Long> drained = new ArrayList<>();
        assertEquals(2, queue.drainTo(drained));
        assertEquals(List.of(1L, 2L), drained);
    }

    // ---- closed ----

    @Test
    void anything_closed_saysSo() {
        SharedQueue<String> queue = SharedQueue.create(space, "queue", Codecs.strings(), 4, 64);
        queue.add("a");
        queue.close();
        for (Executable each : waysToPut(queue, "b")) {
            assertRefused(QueueClosedException.class, each, "closed", "/queue", "nothing is put");
        }
        assertEquals("a", queue.peek());
        assertEquals("a", queue.remove());
        for (Executable each : List.<Executable>of(
                queue::take,
                queue::poll,
                () -> queue.poll(1, TimeUnit.HOURS),
                queue::receive,
                () -> queue.receive(1, TimeUnit.HOURS))) {
            assertRefused(QueueClosedException.class, each, "closed", "/queue", "all that was put has been taken");
        }
        assertEquals(0, queue.size());
        assertFalse(queue.iterator().hasNext());
        assertThrows(InvalidFileException.class, () -> SharedQueue.open(space, "queue", Codecs.longs()));
        assertTrue(SharedQueue.open(space, "queue", Codecs.strings()).isClosed());
    }

    // ---- making and opening ----

    @Test
    void open_other_isRefusedWithExpectedAndActual() {
        SharedQueue.create(space, "queue", Codecs.strings(), 4, 64).add("a");
        assertRefused(
                InvalidFileException.class,
                () -> SharedQueue.open(space, "queue", Codecs.longs()),
                "/queue",
                "expected",
                "long",
                "actual=4 elements, 64 bytes, REPORT utf8");
        assertRefused(
                InvalidFileException.class,
                () -> SharedQueue.openOrCreate(space, "queue", Codecs.strings(), 8, 64, ConsumerDeathPolicy.REDELIVER),
                "/queue",
                "expected",
                "8 elements, 64 bytes, REDELIVER utf8",
                "actual=4 elements, 64 bytes, REPORT utf8");
        assertThrows(NotFoundException.class, () -> SharedQueue.open(space, "none", Codecs.strings()));
        assertEquals("a", SharedQueue.open(space, "queue", Codecs.strings()).peek());
    }

    @Test
    void create_noneOfNull_isRefusedAndLeavesNothing() {
        for (Executable each : List.<Executable>of(
                () -> SharedQueue.create(space, "queue", null, 4, 64),
                () -> SharedQueue.create(space, null, Codecs.longs(), 4, 64),
                () -> SharedQueue.create(null, "queue", Codecs.longs(), 4, 64),
                () -> SharedQueue.create(space, "queue", Codecs.longs(), 4, 64, null),
                () -> SharedQueue.open(space, "queue", null),
                () -> SharedQueue.create(space, "queue", Codecs.longs(), 4, 64).spinning(null))) {
            assertThrows(NullPointerException.class, each);
        }
        assertEquals(1, space.objects().size());
    }

    @Test
    void create_outOfRange_isRefusedWithTheRange() {
        for (long elements : new long[] {0, -1, (1L << 31) + 1}) {
            assertRefused(
                    IllegalArgumentException.class,
                    () -> SharedQueue.create(space, "queue", Codecs.longs(), elements, 64),
                    "elements=" + elements,
                    "take 1 to 2147483648");
        }
        for (long bytes : new long[] {0, -1, (1L << 40) + 1}) {
            assertRefused(
                    IllegalArgumentException.class,
                    () -> SharedQueue.create(space, "queue", Codecs.longs(), 4, bytes),
                    "bytes=" + bytes,
                    "take 8 to 1099511627776");
        }
        assertTrue(space.objects().isEmpty());
    }

    /** Each page is there, or the queue is not. */
    @Test
    void create_fullFileSystem_isRefusedWithWhatIsNeededAndLeavesNothing() throws InterruptedException {
        Requirements.tmpfsMount();
        try (TinyTmpfs disk = TinyTmpfs.mount(1 << 16)) {
            try (SharedSpace small = TestSpaces.small(disk.path().resolve("space"), 4)) {
                for (long elements : new long[] {1024, 1L << 20, 1L << 31}) {
                    SpaceFullException e = assertRefused(
                            SpaceFullException.class,
                            () -> SharedQueue.create(small, "queue", Codecs.longs(), elements, 64),
                            "no room",
                            "queue",
                            "needed=",
                            "free=");
                    assertEquals(4096 + 20_480 + elements * 64 + 64, e.neededBytes());
                    assertTrue(small.objects().isEmpty());
                }
                SharedQueue<Long> fits = SharedQueue.create(small, "queue", Codecs.longs(), 256, 64);
                for (long i = 0; i < 256; i++) {
                    assertTrue(fits.offer(i));
                }
                assertFalse(fits.offer(256L));
                assertEquals(256, fits.drainTo(new ArrayList<>()));
            }
            System.gc();
            SharedSpace.delete(disk.path().resolve("space"));
        }
    }

    // ---- many, and of any length ----

    @Test
    void queue_hundredThousandElements_areAllThereInOrder() {
        int many = 100_000;
        SharedQueue<Long> queue = SharedQueue.create(space, "queue", Codecs.longs(), many, 64);
        for (int round = 0; round < 2; round++) {
            for (long i = 0; i < many; i++) {
                assertTrue(queue.offer(i));
            }
            assertFalse(queue.offer(-1L));
            List<Long> all = new ArrayList<>();
            assertEquals(many, queue.drainTo(all));
            for (int i = 0; i < many; i++) {
                assertEquals(i, all.get(i));
            }
        }
        assertEquals(0, queue.orphans());
    }

    /** Each length, so that each lies at many places of the ring, and around its end. */
    @Test
    void put_eachLengthManyTimes_isWhole() throws InterruptedException {
        SharedQueue<byte[]> queue = SharedQueue.create(space, "queue", Codecs.byteArrays(), 3, 1000);
        HangGuard.threads(2, thread -> {
            for (int i = 0; i < 5_000; i++) {
                byte[] expected = bytes(i);
                if (thread == 0) {
                    queue.put(expected);
                } else {
                    assertArrayEquals(expected, queue.take());
                }
            }
        });
    }

    private static byte[] bytes(int i) {
        byte[] bytes = new byte[i * 7 % 1001];
        for (int k = 0; k < bytes.length; k++) {
            bytes[k] = (byte) (i + k);
        }
        return bytes;
    }
}
