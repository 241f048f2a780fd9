package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.locks.WaitSet;
import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What one end of a pipe sees when the process of the other one is killed, stopped, or leaves. */
@ExtendWith(LeakCheck.class)
class PipeDeathTest {
    private static final String READY = "ready";
    private static final int SENT = 2;

    private SharedSpace space;
    private SharedPipe<String> pipe;
    private PipeEnd<String> first;

    @BeforeAll
    static void silence() {
        DeathWarnings.silence();
    }

    @BeforeEach
    void open() {
        space = SharedSpace.temporary();
        pipe = openOrCreate(space);
        first = pipe.first();
    }

    @AfterEach
    void close() {
        space.close();
    }

    private static SharedPipe<String> openOrCreate(SharedSpace space) {
        return SharedPipe.openOrCreate(space, "pipe", TestCodecs.TEXTS, 4, 128);
    }

    /** Has the second end, and sends two elements; does then what it is told. */
    static final class Peer {
        public static void main(String[] arguments) throws InterruptedException {
            SharedSpace space = SharedSpace.open(Path.of(arguments[0]));
            PipeEnd<String> second = openOrCreate(space).second();
            for (int i = 0; i < SENT; i++) {
                second.send("element " + i);
            }
            Child.say(READY);
            String order = Child.awaitLine();
            if ("close".equals(order)) {
                second.close();
                Child.say(READY);
                Child.awaitLine();
            } else if ("leave".equals(order)) {
                space.close();
                Child.say(READY);
                Child.awaitLine();
            }
        }
    }

    private ChildJvm startPeer() {
        ChildJvm peer = ChildJvm.start(Peer.class, space.path().toString());
        peer.awaitLine(READY);
        return peer;
    }

    private void receiveAll() throws InterruptedException {
        for (int i = 0; i < SENT; i++) {
            assertEquals("element " + i, first.receive());
        }
    }

    /** Does something that has to wait, and the other thing meanwhile. */
    private void meanwhile(HangGuard.Action<Exception> wait, Runnable action) throws Exception {
        HangGuard.threads(2, index -> {
            if (index == 0) {
                wait.run();
            } else {
                RobustPipe engine = pipe.engine();
                HangGuard.await(
                        "one that waits",
                        () -> engine.wayTo(RobustPipe.FIRST).waitingConsumers()
                                        + engine.wayTo(RobustPipe.SECOND).waitingProducers()
                                > 0);
                action.run();
            }
        });
    }

    @Test
    void kill_otherReceives_getsWhatWasSentAndThenTheEnd() throws Exception {
        try (ChildJvm peer = startPeer()) {
            receiveAll();
            meanwhile(
                    () -> {
                        EndOfStreamException e = assertThrows(EndOfStreamException.class, first::receive);
                        assertTrue(e.getMessage().contains("pid " + peer.pid()), e::getMessage);
                        assertTrue(e.getMessage().contains(" died with it"), e::getMessage);
                    },
                    peer::kill);
        }
        assertThrows(EndOfStreamException.class, first::receive);
    }

    @Test
    void kill_beforeAnythingIsReceived_getsWhatWasSentAndThenTheEnd() throws Exception {
        try (ChildJvm peer = startPeer()) {
            peer.kill();
            peer.awaitExit();
        }
        receiveAll();
        HangGuard.run("end", () -> assertThrows(EndOfStreamException.class, first::receive));
    }

    @Test
    void kill_otherSendsToAFullPipe_isBroken() throws Exception {
        try (ChildJvm peer = startPeer()) {
            while (first.trySend("x")) {}
            meanwhile(() -> assertThrows(BrokenPipeException.class, () -> first.send("y")), peer::kill);
        }
        receiveAll();
        assertThrows(EndOfStreamException.class, first::receive);
    }

    @Test
    void kill_otherSendsNowAndThen_isBrokenSoon() throws Exception {
        try (ChildJvm peer = startPeer()) {
            peer.kill();
            peer.awaitExit();
        }
        HangGuard.await("broken", () -> {
            try {
                first.trySend("x");
                return false;
            } catch (BrokenPipeException e) {
                return true;
            }
        });
    }

    @Test
    void kill_otherPolls_learnsIt() throws Exception {
        try (ChildJvm peer = startPeer()) {
            receiveAll();
            meanwhile(() -> assertTrue(first.poll(1, TimeUnit.HOURS)), peer::kill);
        }
        assertThrows(EndOfStreamException.class, first::receive);
    }

    @Test
    void kill_otherWaitsInASet_learnsIt() throws Exception {
        WaitSet set = WaitSet.of(List.of(first));
        try (ChildJvm peer = startPeer()) {
            receiveAll();
            meanwhile(() -> assertEquals(List.of(first), List.copyOf(set.await())), peer::kill);
        }
    }

    @Test
    void kill_otherSpins_learnsIt() throws Exception {
        PipeEnd<String> spinning = pipe.spinning(BusySpinIdleStrategy::new).first();
        try (ChildJvm peer = startPeer()) {
            receiveAll();
            HangGuard.threads(2, index -> {
                if (index == 0) {
                    assertThrows(EndOfStreamException.class, spinning::receive);
                } else {
                    peer.kill();
                }
            });
        }
    }

    @Test
    void second_ownerLivesOrIsDead_isRefused() throws Exception {
        try (ChildJvm peer = startPeer()) {
            IllegalStateException taken = assertThrows(IllegalStateException.class, pipe::second);
            assertTrue(taken.getMessage().contains("pid " + peer.pid()), taken::getMessage);
            peer.kill();
            peer.awaitExit();
        }
        HangGuard.await("settled", () -> {
            String message =
                    assertThrows(IllegalStateException.class, pipe::second).getMessage();
            return message.contains("died with it");
        });
        receiveAll();
    }

    @Test
    void kill_beforeTheOtherEndIsTaken_whoTakesItGetsWhatWasSent() throws Exception {
        SharedPipe<String> other = SharedPipe.create(space, "other", TestCodecs.TEXTS, 4, 128);
        try (ChildJvm peer = ChildJvm.start(Early.class, space.path().toString())) {
            peer.awaitLine(READY);
            peer.kill();
            peer.awaitExit();
        }
        HangGuard.run("end", () -> {
            PipeEnd<String> late = other.first();
            assertEquals("early", late.receive());
            assertThrows(EndOfStreamException.class, late::receive);
        });
    }

    /** Sends before anybody has the other end. */
    static final class Early {
        public static void main(String[] arguments) throws InterruptedException {
            SharedPipe<String> pipe =
                    SharedPipe.open(SharedSpace.open(Path.of(arguments[0])), "other", TestCodecs.TEXTS);
            pipe.second().send("early");
            Child.say(READY);
            Child.awaitLine();
        }
    }

    @Test
    void close_byTheOtherProcess_isTheEnd() throws Exception {
        learnsOf("close");
    }

    @Test
    void closeSpace_byTheOtherProcess_isTheEnd() throws Exception {
        learnsOf("leave");
    }

    private void learnsOf(String order) throws Exception {
        try (ChildJvm peer = startPeer()) {
            receiveAll();
            meanwhile(
                    () -> {
                        EndOfStreamException e = assertThrows(EndOfStreamException.class, first::receive);
                        assertTrue(e.getMessage().contains("pid " + peer.pid() + " has closed it"), e::getMessage);
                    },
                    () -> peer.send(order));
            assertThrows(BrokenPipeException.class, () -> first.send("x"));
        }
    }

    @Test
    void stop_otherProcess_isNotTakenForDead() throws Exception {
        try (ChildJvm peer = startPeer()) {
            receiveAll();
            peer.signal("STOP");
            try {
                assertFalse(first.poll(1, TimeUnit.SECONDS));
                assertTrue(first.trySend("x"));
            } finally {
                peer.signal("CONT");
            }
            meanwhile(() -> assertThrows(EndOfStreamException.class, first::receive), () -> peer.send("close"));
        }
    }
}
