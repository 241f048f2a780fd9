package dev.shm.queues;

import static dev.shm.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.queues.SharedPipe.Mode;
import dev.shm.space.AlreadyExistsException;
import dev.shm.space.InvalidFileException;
import dev.shm.space.NotFoundException;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.LeakCheck;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;

/** What a pipe refuses, in words that say what to do, and that it is unharmed then. */
@ExtendWith(LeakCheck.class)
class SharedPipeBadInputTest {
    private static final TextCodec TEXTS = new TextCodec();

    private final SharedSpace space = SharedSpace.temporary();
    private final SharedPipe<String> pipe = SharedPipe.create(space, "pipe", TEXTS, 4, 128);

    @AfterEach
    void closeSpace() {
        space.close();
    }

    private static List<Executable> waysToSend(PipeEnd<String> end, String element) {
        return List.of(() -> end.send(element), () -> end.trySend(element), () -> end.send(element, 1, TimeUnit.HOURS));
    }

    private static List<Executable> waysToReceive(PipeEnd<String> end) {
        return List.of(
                end::receive,
                () -> end.receive(1, TimeUnit.HOURS),
                end::poll,
                () -> end.poll(1, TimeUnit.HOURS),
                end::awaited,
                end::isReady);
    }

    private void assertUnharmed() throws InterruptedException {
        PipeEnd<String> first = pipe.first();
        PipeEnd<String> second = pipe.second();
        for (int i = 0; i < 10; i++) {
            assertTrue(first.trySend("x".repeat(128)));
            assertFalse(first.trySend("y".repeat(25)), "no room for more bytes");
            assertEquals("x".repeat(128), second.receive());
        }
        assertFalse(second.poll());
    }

    // ---- elements ----

    @Test
    void send_null_isRefused() throws InterruptedException {
        for (Executable each : waysToSend(pipe.first(), null)) {
            assertThrows(NullPointerException.class, each);
        }
        assertUnharmed();
    }

    @Test
    void send_tooLong_isRefusedWithItsNameAndTheLimit() throws InterruptedException {
        for (Executable each : waysToSend(pipe.first(), "x".repeat(129))) {
            assertRefused(
                    IllegalArgumentException.class,
                    each,
                    "too long",
                    "/pipe",
                    "bytes>128",
                    "java.lang.String",
                    "make it");
        }
        assertUnharmed();
    }

    @Test
    void receive_undecodable_isAnExceptionOnceAndTheNextOneComes() throws InterruptedException {
        PipeEnd<String> second = pipe.second();
        pipe.first().send(TextCodec.UNREADABLE);
        pipe.first().send("a");

        UndecodableElementException e = assertRefused(
                UndecodableElementException.class, second::receive, "undecodable", "/pipe", "position=0", "skipped");
        assertEquals(0, e.position());
        assertEquals("a", second.receive());
        assertUnharmed();
    }

    // ---- ends ----

    @Test
    void anything_ownEndClosed_isRefusedWithItsName() {
        PipeEnd<String> first = pipe.first();
        PipeEnd<String> second = pipe.second();
        second.trySend("a");
        first.close();

        for (Executable each : waysToSend(first, "a")) {
            assertRefused(IllegalStateException.class, each, "closed", "/pipe", "end=first", "another pipe");
        }
        for (Executable each : waysToReceive(first)) {
            assertRefused(IllegalStateException.class, each, "closed", "/pipe", "end=first", "another pipe");
        }
        assertRefused(
                IllegalStateException.class,
                pipe::first,
                "taken",
                "/pipe",
                "end=first",
                "pid " + ProcessHandle.current().pid() + " has closed it",
                "another pipe");
    }

    @Test
    void anything_otherEndClosed_saysWhoseItWas() {
        PipeEnd<String> first = pipe.first();
        String who = "pid " + ProcessHandle.current().pid() + " has closed it";
        pipe.second().close();

        for (Executable each : waysToSend(first, "a")) {
            assertRefused(BrokenPipeException.class, each, "broken", "/pipe", "other end=second", who, "nobody");
        }
        for (Executable each : List.<Executable>of(first::receive, () -> first.receive(0, TimeUnit.NANOSECONDS))) {
            assertRefused(
                    EndOfStreamException.class, each, "end of stream", "/pipe", "other end=second", who, "all that");
        }
    }

    @Test
    void anything_wrongWay_isRefused() throws InterruptedException {
        SharedPipe<String> oneWay = SharedPipe.create(space, "one-way", TEXTS, 4, 128, Mode.ONE_WAY);
        PipeEnd<String> first = oneWay.first();
        PipeEnd<String> second = oneWay.second();

        for (Executable each : waysToSend(first, "a")) {
            assertRefused(UnsupportedOperationException.class, each, "one way", "/one-way", "first end only receives");
        }
        for (Executable each : waysToReceive(second)) {
            assertRefused(UnsupportedOperationException.class, each, "one way", "/one-way", "second end only sends");
        }
        second.send("a");
        assertEquals("a", first.receive());
    }

    // ---- making and opening ----

    @Test
    void create_outOfRange_isRefusedWithTheRange() {
        for (long elements : new long[] {0, -1, (1L << 31) + 1}) {
            assertRefused(
                    IllegalArgumentException.class,
                    () -> SharedPipe.create(space, "bad", TEXTS, elements, 64),
                    "elements=" + elements,
                    "take 1 to 2147483648");
        }
        for (long bytes : new long[] {0, -1, (1L << 40) + 1}) {
            assertRefused(
                    IllegalArgumentException.class,
                    () -> SharedPipe.create(space, "bad", TEXTS, 4, bytes),
                    "bytes=" + bytes,
                    "take 8 to 1099511627776");
        }
        for (Executable each : List.<Executable>of(
                () -> SharedPipe.create(space, "bad", null, 4, 64),
                () -> SharedPipe.create(space, null, TEXTS, 4, 64),
                () -> SharedPipe.create(null, "bad", TEXTS, 4, 64),
                () -> SharedPipe.create(space, "bad", TEXTS, 4, 64, null),
                () -> SharedPipe.open(space, "pipe", null),
                () -> pipe.spinning(null))) {
            assertThrows(NullPointerException.class, each);
        }
        assertThrows(NotFoundException.class, () -> SharedPipe.open(space, "bad", TEXTS));
    }

    @Test
    void open_somethingElse_isRefusedWithExpectedAndActual() throws InterruptedException {
        SharedQueue.create(space, "queue", TEXTS, 4, 128);

        assertRefused(InvalidFileException.class, () -> SharedPipe.open(space, "queue", TEXTS), "/queue", "SharedPipe");
        assertThrows(InvalidFileException.class, () -> SharedQueue.open(space, "pipe", TEXTS));
        String actual = "actual=DUPLEX 4 elements, 128 bytes text";
        for (Executable each : List.<Executable>of(
                () -> SharedPipe.open(space, "pipe", Codecs.longs()),
                () -> SharedPipe.openOrCreate(space, "pipe", TEXTS, 5, 128),
                () -> SharedPipe.openOrCreate(space, "pipe", TEXTS, 4, 136),
                () -> SharedPipe.openOrCreate(space, "pipe", TEXTS, 4, 128, Mode.ONE_WAY))) {
            assertRefused(InvalidFileException.class, each, "/pipe", "expected", actual);
        }
        assertThrows(AlreadyExistsException.class, () -> SharedPipe.create(space, "pipe", TEXTS, 4, 128));
        SharedPipe<String> same = SharedPipe.openOrCreate(space, "pipe", TEXTS, 4, 128);
        assertEquals(4, same.capacity());
        assertEquals(128, same.capacityBytes());
        assertEquals("pipe", same.name());
        assertUnharmed();
    }
}
