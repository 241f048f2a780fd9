package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.locks.InterProcessEvent;
import dev.shm.locks.WaitSet;
import dev.shm.queues.SharedPipe.Mode;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a pipe does among threads of one JVM, which has both ends. */
@ExtendWith(LeakCheck.class)
class SharedPipeTest {
    private static final String LONG = "longer than what a slot has room for";

    private SharedSpace space;
    private SharedPipe<String> pipe;
    private PipeEnd<String> first;
    private PipeEnd<String> second;

    @BeforeEach
    void open() {
        space = SharedSpace.temporary();
        pipe = SharedPipe.create(space, "pipe", new TextCodec(), 4, 128);
        first = pipe.first();
        second = pipe.second();
    }

    @AfterEach
    void close() {
        space.close();
    }

    // ---- sending and receiving ----

    @Test
    void send_bothWays_arrivesInOrderAtTheOtherEndOnly() throws InterruptedException {
        first.send("a");
        second.send(LONG);
        first.send("b");

        assertEquals("a", second.receive());
        assertEquals("b", second.receive());
        assertEquals(LONG, first.receive());
        assertFalse(first.poll());
        assertFalse(second.poll());
    }

    @Test
    void send_manyThreads_eachElementIsReceivedOnce() throws Exception {
        int each = 2_000;
        long[] sum = new long[2];
        HangGuard.threads(4, index -> {
            if (index < 2) {
                for (int i = 1; i <= each; i++) {
                    first.send(String.valueOf(i));
                }
            } else {
                for (int i = 0; i < each; i++) {
                    sum[index - 2] += Long.parseLong(second.receive());
                }
            }
        });

        assertEquals(2L * each * (each + 1) / 2, sum[0] + sum[1]);
        assertFalse(second.poll());
    }

    @Test
    void send_full_waitsAndIsRefusedInTime() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            assertTrue(first.trySend("x"));
        }
        assertFalse(first.trySend("y"));
        assertFalse(first.send("y", 10, TimeUnit.MILLISECONDS));
        assertTrue(second.trySend("y"), "each way has its own room");
        assertEquals("x", second.receive());
        assertTrue(first.send("y", 0, TimeUnit.MILLISECONDS));
    }

    @Test
    void receive_nothingThere_isEmptyInTime() throws InterruptedException {
        assertEquals(Optional.empty(), first.receive(0, TimeUnit.MILLISECONDS));
        assertEquals(Optional.empty(), first.receive(10, TimeUnit.MILLISECONDS));
        second.send("a");
        assertEquals(Optional.of("a"), first.receive(10, TimeUnit.SECONDS));
    }

    @Test
    void poll_somethingComes_isTrueAndTakesNothing() throws Exception {
        assertFalse(first.poll(10, TimeUnit.MILLISECONDS));
        HangGuard.threads(2, index -> {
            if (index == 0) {
                assertTrue(first.poll(1, TimeUnit.HOURS));
            } else {
                second.send("a");
            }
        });
        assertTrue(first.poll());
        assertEquals("a", first.receive());
        assertFalse(first.poll());
    }

    @Test
    void send_oneWay_onlyTheSecondEndMay() throws InterruptedException {
        SharedPipe<String> oneWay = SharedPipe.create(space, "one-way", new TextCodec(), 4, 128, Mode.ONE_WAY);
        PipeEnd<String> in = oneWay.first();
        PipeEnd<String> out = oneWay.second();

        out.send("a");
        assertEquals("a", in.receive());
        assertThrows(UnsupportedOperationException.class, () -> in.send("b"));
        assertThrows(UnsupportedOperationException.class, out::receive);
        assertThrows(UnsupportedOperationException.class, out::poll);
        assertThrows(UnsupportedOperationException.class, out::awaited);
        in.close();
        assertThrows(BrokenPipeException.class, () -> out.send("b"));
    }

    @Test
    void send_spinning_arrives() throws Exception {
        SharedPipe<String> other = SharedPipe.create(space, "spinning", new TextCodec(), 4, 128);
        SharedPipe<String> spinning = other.spinning(BusySpinIdleStrategy::new);
        PipeEnd<String> one = spinning.first();
        PipeEnd<String> two = spinning.second();
        HangGuard.threads(2, index -> {
            for (int i = 0; i < 100; i++) {
                if (index == 0) {
                    one.send("x" + i);
                    assertEquals("y" + i, one.receive());
                } else {
                    assertEquals("x" + i, two.receive());
                    two.send("y" + i);
                }
            }
        });
    }

    @Test
    void receive_interrupted_throwsAndTakesNothing() throws InterruptedException {
        second.send("a");
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, first::receive);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> first.send("b"));
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> first.poll(1, TimeUnit.SECONDS));
        assertEquals("a", first.receive());
        assertFalse(second.poll());
    }

    @Test
    void interrupt_whileItWaits_endsTheWaitAndNothingElse() throws Exception {
        while (first.trySend("full")) {}
        Thread[] waiters = new Thread[3];
        HangGuard.threads(4, index -> {
            if (index < waiters.length) {
                waiters[index] = Thread.currentThread();
            }
            switch (index) {
                case 0 -> assertThrows(InterruptedException.class, first::receive);
                case 1 -> assertThrows(InterruptedException.class, () -> first.send("more"));
                case 2 -> assertThrows(InterruptedException.class, () -> first.poll(1, TimeUnit.HOURS));
                default -> {
                    HangGuard.await("three that wait", () -> waiting() == 3);
                    for (Thread each : waiters) {
                        each.interrupt();
                    }
                }
            }
        });
        second.send("a");
        assertEquals("a", first.receive());
        for (int i = 0; i < 4; i++) {
            assertEquals("full", second.receive());
        }
        assertFalse(second.poll());
    }

    // ---- closing ----

    @Test
    void close_withElementsOnTheirWay_otherReceivesThemAndThenTheEnd() throws InterruptedException {
        second.send("a");
        second.send(LONG);
        first.send("in vain");
        second.close();
        second.close();

        assertTrue(first.poll());
        assertEquals("a", first.receive());
        assertEquals(LONG, first.receive());
        assertTrue(first.poll(), "there is something to be learnt");
        EndOfStreamException end = assertThrows(EndOfStreamException.class, first::receive);
        assertTrue(end.getMessage().contains("pid " + ProcessHandle.current().pid()), end::getMessage);
        assertThrows(EndOfStreamException.class, () -> first.receive(1, TimeUnit.HOURS));
        assertThrows(BrokenPipeException.class, () -> first.send("b"));
        assertThrows(BrokenPipeException.class, () -> first.trySend("b"));
    }

    @Test
    void close_ownEnd_isRefusedFromThenOn() {
        first.close();

        assertThrows(IllegalStateException.class, () -> first.send("a"));
        assertThrows(IllegalStateException.class, first::receive);
        assertThrows(IllegalStateException.class, first::poll);
        IllegalStateException refused = assertThrows(IllegalStateException.class, pipe::first);
        assertTrue(refused.getMessage().contains("has closed it"), refused::getMessage);
    }

    @Test
    void close_spaceIsClosed_isNoMistake() {
        space.close();
        first.close();
        assertThrows(IllegalStateException.class, second::receive);
    }

    @Test
    void close_othersWait_allLearnIt() throws Exception {
        while (second.trySend("full")) {}
        HangGuard.threads(3, index -> {
            if (index == 0) {
                assertThrows(EndOfStreamException.class, second::receive);
            } else if (index == 1) {
                assertThrows(BrokenPipeException.class, () -> second.send("b"));
            } else {
                HangGuard.await("two that wait", () -> waiting() == 2);
                first.close();
            }
        });
    }

    @Test
    void close_byAnotherThreadWhileThisEndWaits_isNoEndOfStream() throws Exception {
        HangGuard.threads(2, index -> {
            if (index == 0) {
                assertThrows(IllegalStateException.class, first::receive);
            } else {
                HangGuard.await("one that waits", () -> waiting() == 1);
                first.close();
            }
        });
    }

    private int waiting() {
        RobustPipe engine = pipe.engine();
        return engine.wayTo(RobustPipe.FIRST).waitingConsumers()
                + engine.wayTo(RobustPipe.FIRST).waitingProducers()
                + engine.wayTo(RobustPipe.SECOND).waitingConsumers()
                + engine.wayTo(RobustPipe.SECOND).waitingProducers();
    }

    // ---- taking ends ----

    @Test
    void first_twiceInOneProcess_isTheSameEnd() throws InterruptedException {
        PipeEnd<String> again = pipe.first();
        second.send("a");
        second.send("b");
        assertEquals("a", again.receive());
        assertEquals("b", first.receive());
        again.close();
        assertThrows(IllegalStateException.class, first::receive);
    }

    @Test
    void send_otherEndNotTakenYet_isThereForWhoTakesIt() throws InterruptedException {
        SharedPipe<String> other = SharedPipe.create(space, "other", new TextCodec(), 4, 128);
        other.second().send("a");
        assertEquals("a", other.first().receive());
    }

    // ---- waiting for several, references ----

    @Test
    void waitSet_pipesAndEvent_thoseThatAreReady() throws Exception {
        InterProcessEvent event = InterProcessEvent.create(space, "event");
        WaitSet set = WaitSet.of(List.of(first, second, event));
        assertEquals(List.of(), List.copyOf(set.await(0, TimeUnit.MILLISECONDS)));
        HangGuard.threads(2, index -> {
            if (index == 0) {
                assertEquals(List.of(first), List.copyOf(set.await()));
            } else {
                second.send("a");
            }
        });
        assertEquals("a", first.receive());
        first.close();
        assertThrows(IllegalStateException.class, first::isReady);
        assertTrue(second.isReady(), "end of stream");
    }

    @Test
    @SuppressWarnings("unchecked")
    void serialize_andBack_isTheSamePipe() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(pipe);
        }
        SharedPipe<String> read = (SharedPipe<String>) read(bytes.toByteArray());

        read.first().send("a");
        assertEquals("a", second.receive());
        assertEquals(Mode.DUPLEX, read.mode());
    }

    private static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }

    // ---- for people ----

    @Test
    void toString_anyState_saysIt() throws InterruptedException {
        first.send("a");
        assertTrue(pipe.toString().matches("SharedPipe .*/pipe, DUPLEX, .* to it 1 of 4 elements"), pipe::toString);
        assertTrue(first.toString().startsWith("the first end of "), first::toString);
        space.close();
        assertTrue(pipe.toString().endsWith("its space is closed"), pipe::toString);
    }
}
