package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Seeds;
import dev.shm.value.SharedLongArray;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Row 2 of the fault matrix for pipes: two processes send to each other as fast as they can, and one of them is killed at a random
 * moment. The other one gets all whose sending had returned, whole and in order, and then the end of the stream; what it sends is
 * refused. Then it has a new pipe, with another process.
 */
@ExtendWith(LeakCheck.class)
class PipeSoakTest {
    private static final int CAPACITY = 8;
    private static final int CAPACITY_BYTES = 256;
    private static final int LONGEST = 60;
    private static final int ENDS = 2;
    private static final int LONGEST_PAUSE_MICROS = 20_000;
    private static final String READY = "ready";
    private static final String OVER = "over ";

    @TempDir
    private Path directory;

    private final Random random = Seeds.random("killer");
    private final ChildJvm[] peers = new ChildJvm[ENDS];

    @BeforeAll
    static void silence() {
        DeathWarnings.silence();
    }

    @Test
    void kill_8AtRandom_otherOneGetsAllThatWasSent() {
        soak(8);
    }

    @Tag("long")
    @Test
    void kill_150AtRandom_otherOneGetsAllThatWasSent() {
        soak(150);
    }

    @Tag("nightly")
    @Test
    void kill_10000AtRandom_otherOneGetsAllThatWasSent() {
        for (int i = 0; i < 40; i++) {
            soak(250);
        }
    }

    private void soak(int kills) {
        Path path = directory.resolve("space-" + System.nanoTime());
        try (SharedSpace space = SharedSpace.create(path)) {
            SharedLongArray sent = SharedLongArray.create(space, "sent", (long) kills * ENDS);
            try {
                for (int end = 0; end < ENDS; end++) {
                    start(path, end);
                }
                for (int pipe = 0; pipe < kills; pipe++) {
                    int number = pipe;
                    HangGuard.run("pipe " + pipe, () -> connectAndKill(path, sent, number));
                    space.deleteObject("pipe-" + pipe);
                }
            } finally {
                for (ChildJvm peer : peers) {
                    if (peer != null) {
                        peer.close();
                    }
                }
            }
        }
        SharedSpace.delete(path);
    }

    private void start(Path path, int peer) {
        peers[peer] = ChildJvm.start(Peer.class, path.toString());
        peers[peer].awaitLine(READY);
    }

    private void connectAndKill(Path path, SharedLongArray sent, int pipe) {
        int firstOf = random.nextInt(ENDS);
        for (int peer = 0; peer < ENDS; peer++) {
            peers[peer].send(pipe + " " + (peer == firstOf ? RobustPipe.FIRST : RobustPipe.SECOND));
        }
        HangGuard.await("something is sent", () -> sent.get(pipe * ENDS) > 0 && sent.get(pipe * ENDS + 1) > 0);
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(LONGEST_PAUSE_MICROS)));
        int victim = random.nextInt(ENDS);
        peers[victim].kill();
        assertEquals(ChildJvm.KILLED, peers[victim].awaitExit(), peers[victim]::errors);
        String over = OVER + pipe + " ";
        long got = Long.parseLong(peers[1 - victim].awaitLine(over).substring(over.length()));
        long said = sent.get(pipe * ENDS + (victim == firstOf ? RobustPipe.FIRST : RobustPipe.SECOND));
        assertTrue(got == said || got == said + 1, () -> "sent=" + said + ", got=" + got);
        start(path, victim);
    }

    /** Has one end of one pipe after the other, until it is killed. */
    static final class Peer {
        private static SharedLongArray sent;

        public static void main(String[] arguments) throws InterruptedException, ExecutionException {
            SharedSpace space = SharedSpace.open(Path.of(arguments[0]));
            sent = SharedLongArray.open(space, "sent");
            Child.say(READY);
            for (String order = Child.awaitLine(); order != null; order = Child.awaitLine()) {
                int pipe = Integer.parseInt(order.split(" ")[0]);
                int number = Integer.parseInt(order.split(" ")[1]);
                try (PipeEnd<String> end = take(space, pipe, number)) {
                    FutureTask<Long> sending = new FutureTask<>(() -> sendUntilBroken(end, pipe * ENDS + number));
                    new Thread(sending).start();
                    long got = receiveAll(end);
                    sending.get();
                    Child.say(OVER + pipe + " " + got);
                } catch (AssertionError e) {
                    e.printStackTrace();
                    Runtime.getRuntime().halt(1);
                }
            }
        }

        private static PipeEnd<String> take(SharedSpace space, int pipe, int number) {
            SharedPipe<String> opened =
                    SharedPipe.openOrCreate(space, "pipe-" + pipe, TestCodecs.TEXTS, CAPACITY, CAPACITY_BYTES);
            return number == RobustPipe.FIRST ? opened.first() : opened.second();
        }

        private static String element(long i) {
            return i + "x".repeat((int) (i * 7 % LONGEST));
        }

        private static Long sendUntilBroken(PipeEnd<String> end, int index) throws InterruptedException {
            long i = 0;
            try {
                while (true) {
                    end.send(element(i));
                    i++;
                    sent.set(index, i);
                }
            } catch (BrokenPipeException e) {
                assertThrows(BrokenPipeException.class, () -> end.trySend("more"));
                return i;
            }
        }

        private static long receiveAll(PipeEnd<String> end) throws InterruptedException {
            long i = 0;
            try {
                while (true) {
                    assertEquals(element(i), end.receive());
                    i++;
                }
            } catch (EndOfStreamException e) {
                return i;
            }
        }
    }
}
