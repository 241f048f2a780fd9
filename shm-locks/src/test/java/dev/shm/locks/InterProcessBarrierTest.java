package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.robust.DeathWarnings;
import dev.shm.space.AlreadyExistsException;
import dev.shm.space.InvalidFileException;
import dev.shm.space.SharedSpace;
import dev.shm.sync.Breach;
import dev.shm.sync.BreachedBarrierException;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.value.SharedLong;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a barrier has beyond the JDK's: processes that come and go, and are killed. */
@ExtendWith(LeakCheck.class)
class InterProcessBarrierTest {
    private final SharedSpace space = SharedSpace.temporary();

    @BeforeAll
    static void silence() {
        DeathWarnings.silence();
    }

    @AfterEach
    void closeSpace() {
        space.close();
    }

    private InterProcessBarrier barrier(int parties) {
        return InterProcessBarrier.openOrCreate(space, "barrier", parties);
    }

    private ChildJvm start(int parties, int rounds) {
        return ChildJvm.start(Party.class, space.path().toString(), String.valueOf(parties), String.valueOf(rounds));
    }

    @Test
    void await_threeProcessesThousandRounds_allInStep() throws Exception {
        int rounds = 1000;
        try (ChildJvm one = start(3, rounds);
                ChildJvm two = start(3, rounds)) {
            InterProcessBarrier barrier = barrier(3);
            SharedLong count = SharedLong.openOrCreate(space, "count");
            HangGuard.run("rounds", () -> Party.play(barrier, count, rounds));
            one.awaitLine("done");
            two.awaitLine("done");
            assertEquals(3L * rounds, count.get());
            assertEquals(2 * rounds, barrier.rounds());
            assertFalse(barrier.isBroken());
        }
    }

    @Test
    void kill_partyBetweenRounds_breaksItForWhoComesLater() throws Exception {
        InterProcessBarrier barrier = barrier(2);
        long pid;
        try (ChildJvm child = start(2, 1)) {
            HangGuard.run("a round", () -> Party.play(barrier, SharedLong.openOrCreate(space, "count"), 1));
            child.awaitLine("done");
            pid = child.pid();
            child.kill();
            child.awaitExit();
        }
        BreachedBarrierException e =
                HangGuard.call("broken", () -> assertThrows(BreachedBarrierException.class, barrier::await));
        assertEquals(pid, e.breach().pid());
        assertEquals(Breach.Cause.DIED, e.breach().cause());
        assertTrue(e.breach().noticedEpochMillis() > 0);
        assertTrue(e.getMessage().contains("pid " + pid) && e.getMessage().contains("reset"), e.getMessage());
        assertEquals(pid, barrier.brokenBy().orElseThrow().pid());
        barrier.reset();
        HangGuard.threads(2, index -> barrier.await());
    }

    @Test
    void kill_partyThatWaits_breaksItForTheOthers() throws Exception {
        InterProcessBarrier barrier = barrier(3);
        try (ChildJvm child = start(3, 1)) {
            HangGuard.threads(2, index -> {
                if (index == 0) {
                    BreachedBarrierException e = assertThrows(BreachedBarrierException.class, barrier::await);
                    assertEquals(child.pid(), e.breach().pid());
                } else {
                    HangGuard.await("both wait", () -> barrier.getNumberWaiting() == 2);
                    child.kill();
                }
            });
        }
        assertTrue(barrier.isBroken());
        assertEquals(0, barrier.getNumberWaiting());
    }

    @Test
    void close_partyThatHasNotLeft_breaksIt() throws Exception {
        InterProcessBarrier barrier = barrier(2);
        try (ChildJvm child = start(2, 1)) {
            HangGuard.run("a round", () -> Party.play(barrier, SharedLong.openOrCreate(space, "count"), 1));
            child.awaitLine("done");
            child.send("close");
            child.awaitLine("closed");
            HangGuard.run("broken", () -> assertThrows(BreachedBarrierException.class, barrier::await));
        }
    }

    @Test
    void leave_thenEnds_breaksNothing() throws Exception {
        InterProcessBarrier barrier = barrier(2);
        try (ChildJvm child = start(2, 1)) {
            HangGuard.run("a round", () -> Party.play(barrier, SharedLong.openOrCreate(space, "count"), 1));
            child.awaitLine("done");
            child.send("leave");
            child.awaitLine("left");
            child.kill();
            child.awaitExit();
        }
        HangGuard.threads(2, index -> barrier.await());
        assertTrue(barrier.isParty());
        barrier.leave();
        barrier.leave();
        assertFalse(barrier.isParty());
    }

    @Test
    void leave_whileThreadsWait_isRefused() throws Exception {
        InterProcessBarrier barrier = barrier(2);
        HangGuard.threads(2, index -> {
            if (index == 0) {
                barrier.await();
            } else {
                HangGuard.await("one waits", () -> barrier.getNumberWaiting() == 1);
                assertThrows(IllegalStateException.class, barrier::leave);
                barrier.await();
            }
        });
    }

    /** A second run of the same programs, after all of the first were killed, is not the first one's heir. */
    @Test
    void kill_allParties_whoOpensItLaterBeginsAnew() throws Exception {
        for (int run = 0; run < 2; run++) {
            try (ChildJvm one = start(3, 1);
                    ChildJvm two = start(3, 1);
                    ChildJvm watcher = start(3, 0)) {
                watcher.awaitLine("done");
                watcher.send("waiting 2");
                watcher.awaitLine("seen");
                one.kill();
                two.kill();
                one.awaitExit();
                two.awaitExit();
                watcher.send("broken");
                watcher.awaitLine("true");
            }
        }
        InterProcessBarrier barrier = barrier(3);
        HangGuard.threads(3, index -> barrier.await());
        assertFalse(barrier.isBroken());
    }

    /** The other one has the barrier open and has not come yet when the first one dies. */
    @Test
    void kill_partyBeforeTheOtherCame_breaksItForThatOne() throws Exception {
        InterProcessBarrier barrier = barrier(2);
        try (ChildJvm child = start(2, 1)) {
            HangGuard.await("it waits", () -> barrier.getNumberWaiting() == 1);
            child.kill();
            child.awaitExit();
            HangGuard.run(
                    "broken",
                    () -> assertEquals(
                            child.pid(),
                            assertThrows(BreachedBarrierException.class, barrier::await)
                                    .breach()
                                    .pid()));
        }
    }

    @Test
    void abort_breaksItUntilReset() throws Exception {
        InterProcessBarrier barrier = barrier(2);
        HangGuard.threads(2, index -> {
            if (index == 0) {
                BreachedBarrierException e = assertThrows(BreachedBarrierException.class, barrier::await);
                assertEquals(Breach.Cause.ABORTED, e.breach().cause());
            } else {
                HangGuard.await("one waits", () -> barrier.getNumberWaiting() == 1);
                barrier.abort();
            }
        });
        assertTrue(barrier.isBroken());
        assertTrue(barrier.toString().contains("aborted it"), barrier.toString());
        barrier.reset();
        assertTrue(barrier.toString().endsWith("parties=2, waiting=0, generation=1"), barrier.toString());
        HangGuard.threads(2, index -> barrier.await());
    }

    /** Who has slept through several breaks still learns of its own. */
    @Test
    void reset_manyTimesWhileOneSleeps_itHearsOfItsOwnBreak() throws Exception {
        InterProcessBarrier barrier = barrier(2);
        for (int resets : new int[] {1, 2, 3, 4, 9}) {
            List<Throwable> heard = new ArrayList<>();
            HangGuard.threads(2, index -> {
                if (index == 0) {
                    heard.add(assertThrows(BreachedBarrierException.class, barrier::await));
                } else {
                    HangGuard.await("one waits", () -> barrier.getNumberWaiting() == 1);
                    for (int i = 0; i < resets; i++) {
                        barrier.abort();
                        barrier.reset();
                    }
                }
            });
            assertEquals(1, heard.size());
        }
    }

    @Test
    void action_processDiesInIt_breaksIt() throws Exception {
        InterProcessBarrier barrier = barrier(2);
        try (ChildJvm child = start(2, -1)) {
            HangGuard.threads(2, index -> {
                if (index == 0) {
                    BreachedBarrierException e = assertThrows(BreachedBarrierException.class, barrier::await);
                    assertEquals(child.pid(), e.breach().pid());
                } else {
                    HangGuard.await("one waits", () -> barrier.getNumberWaiting() == 1);
                    child.send("come");
                    child.awaitLine("in the action");
                    child.kill();
                }
            });
        }
    }

    @Test
    void open_otherParties_isRefused() {
        InterProcessBarrier.create(space, "barrier", 3);
        String message =
                assertThrows(InvalidFileException.class, () -> barrier(2)).getMessage();
        assertTrue(message.contains("parties 3") && message.contains("parties 2"), message);
        assertEquals(3, InterProcessBarrier.open(space, "barrier").getParties());
        assertThrows(AlreadyExistsException.class, () -> InterProcessBarrier.create(space, "barrier", 3));
        assertThrows(InvalidFileException.class, () -> InterProcessLatch.open(space, "barrier"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void create_badParties_isRefusedAndNothingIsMade(int parties) {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> InterProcessBarrier.create(space, "other", parties))
                .getMessage();
        assertTrue(message.contains("parties=" + parties), message);
        assertFalse(Files.exists(space.path().resolve("other")));
    }

    @Test
    void close_wakesWaiters() {
        InterProcessBarrier barrier = barrier(2);
        HangGuard.threads(2, index -> {
            if (index == 0) {
                assertThrows(IllegalStateException.class, barrier::await);
            } else {
                HangGuard.await("one waits", () -> barrier.getNumberWaiting() == 1);
                space.close();
            }
        });
        assertTrue(barrier.toString().endsWith("closed"), barrier.toString());
    }

    @Test
    void serialized_isTheSame() throws Exception {
        InterProcessBarrier barrier = barrier(2).withAction(() -> {});
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(barrier);
        }
        InterProcessBarrier copy;
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            copy = (InterProcessBarrier) in.readObject();
        }
        assertThrows(TimeoutException.class, () -> copy.await(0, TimeUnit.SECONDS));
        assertTrue(barrier.isBroken());
        assertEquals("barrier", copy.name());
    }

    /** A process that is a party, for so many rounds; of -1 one that dies in the action. */
    static final class Party {
        public static void main(String[] arguments) throws Exception {
            SharedSpace space = SharedSpace.open(Path.of(arguments[0]));
            InterProcessBarrier barrier =
                    InterProcessBarrier.openOrCreate(space, "barrier", Integer.parseInt(arguments[1]));
            int rounds = Integer.parseInt(arguments[2]);
            if (rounds < 0) {
                Child.awaitLine();
                barrier.withAction(() -> {
                            Child.say("in the action");
                            Child.awaitLine();
                        })
                        .await();
            }
            play(barrier, SharedLong.openOrCreate(space, "count"), rounds);
            Child.say("done");
            for (String line = Child.awaitLine(); line != null; line = Child.awaitLine()) {
                if (line.startsWith("waiting")) {
                    int waiting = Integer.parseInt(line.split(" ")[1]);
                    HangGuard.await(line, () -> barrier.getNumberWaiting() == waiting);
                    Child.say("seen");
                } else if (line.equals("broken")) {
                    HangGuard.await(line, barrier::isBroken); // which asks the system every few milliseconds only
                    Child.say("true");
                } else if (line.equals("leave")) {
                    barrier.leave();
                    Child.say("left");
                } else {
                    space.close();
                    Child.say("closed");
                }
            }
        }

        /** Two barriers a round: between them nobody counts. */
        static void play(InterProcessBarrier barrier, SharedLong count, int rounds) throws Exception {
            for (int round = 1; round <= rounds; round++) {
                count.incrementAndGet();
                barrier.await();
                if (rounds > 1) {
                    assertEquals((long) barrier.getParties() * round, count.get());
                    barrier.await();
                }
            }
        }
    }
}
