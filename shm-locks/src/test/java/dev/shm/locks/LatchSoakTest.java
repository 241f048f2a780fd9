package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.locks.InterProcessLatch.DebtPolicy;
import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.sync.BrokenLatchException;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Seeds;
import dev.shm.value.SharedLong;
import dev.shm.value.SharedLongArray;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Row 2 of the fault matrix for latches, of which there is a new one each round: each process owes a part and counts it down,
 * one is killed at a random moment and replaced. What it owed counts as done, once, or breaks the latch, as chosen; all who
 * wait return, and none of them too soon.
 */
@ExtendWith(LeakCheck.class)
class LatchSoakTest {
    /* In one space, for processes unmap the latches of former rounds only when they close it. */
    private static final int MOST_KILLS = 100;
    private static final int MOST_ROUNDS_BETWEEN = 4;

    @TempDir
    private Path directory;

    private final Random random = Seeds.random("killer");

    @BeforeAll
    static void silence() {
        DeathWarnings.silence();
    }

    @Test
    void kill_6AtRandom_debtCountsOnce() {
        soak(6);
    }

    @Tag("long")
    @Test
    void kill_25AtRandom_debtCountsOnce() {
        soak(25);
    }

    @Tag("nightly")
    @Test
    void kill_10000AtRandom_debtCountsOnce() {
        soak(10_000);
    }

    private void soak(int kills) {
        for (int left = kills; left > 0; left -= MOST_KILLS) {
            try (SharedSpace space = SharedSpace.create(directory.resolve("space"));
                    Crew crew = new Crew(space, Worker.class, random)) {
                Rounds rounds = new Rounds(space);
                crew.begin();
                Killer killer = new Killer(space, crew, rounds, random);
                for (int i = Math.min(left, MOST_KILLS); i > 0; i--) {
                    for (int j = random.nextInt(MOST_ROUNDS_BETWEEN); j >= 0; j--) {
                        killer.play(Crew.NOBODY);
                    }
                    killer.play(crew.nextVictim());
                }
                killer.play(Crew.NOBODY);
                rounds.number.set(Rounds.NO_MORE);
                crew.end();
                System.out.println("latch soak: " + killer);
            }
            assertTrue(SharedSpace.delete(directory.resolve("space")));
        }
    }

    /** Who makes the latches and kills one of the crew in some of the rounds. */
    private static final class Killer {
        private final SharedSpace space;
        private final Crew crew;
        private final Rounds rounds;
        private final Random random;
        private int number;
        private int broken;
        private int died;
        private int extra;

        Killer(SharedSpace space, Crew crew, Rounds rounds, Random random) {
            this.space = space;
            this.crew = crew;
            this.rounds = rounds;
            this.random = random;
        }

        /** One round, in which one is killed or nobody. */
        void play(int victim) {
            DebtPolicy policy = died % 2 == 0 ? DebtPolicy.BREAK : DebtPolicy.COUNT_DOWN;
            extra = random.nextInt(2); // which nobody owes, so that it can't be over without this process
            number++;
            String name = Rounds.name(number);
            InterProcessLatch latch = InterProcessLatch.create(space, name, Crew.MEMBERS * Rounds.OWED + extra, policy);
            rounds.steps.fill(Rounds.NOT_YET);
            rounds.victim.set(victim == Crew.NOBODY ? 0 : crew.pid(victim));
            rounds.number.set(number);
            int step = Rounds.DONE;
            if (victim != Crew.NOBODY) {
                int moment = random.nextInt(Rounds.ABOUT_TO, Rounds.DONE);
                crew.killAtRandom(victim, () -> rounds.steps.getVolatile(victim) >= moment);
                died++;
                step = (int) rounds.steps.getVolatile(victim);
            }
            if (policy == DebtPolicy.BREAK) {
                checkThatItBroke(latch, victim, step);
            } else {
                checkThatItCounted(latch, victim, step);
            }
            if (victim != Crew.NOBODY) {
                rounds.goHome(victim, number);
                crew.replace(victim);
            }
            assertTrue(space.deleteObject(name));
        }

        /** It is sure to, or not to, if the victim was sure to owe or not. */
        private void checkThatItBroke(InterProcessLatch latch, int victim, int step) {
            if (step >= Rounds.OWES && step < Rounds.DONE - 1) {
                awaitAll("who wait hear of it", victim, Rounds.BROKEN);
            }
            crew.await("survivors have counted", victim, () -> rounds.areDone(victim, number));
            HangGuard.run("the dead are found", () -> findDead(latch));
            boolean isBroken = latch.brokenBy().isPresent();
            boolean mayOwe = step > Rounds.NOT_YET && step < Rounds.DONE;
            assertTrue(mayOwe || !isBroken, () -> latch + " at step " + step);
            if (isBroken) {
                broken++;
                assertEquals(crew.pid(victim), latch.brokenBy().orElseThrow().pid());
                awaitAll("who wait hear of it", victim, Rounds.BROKEN);
            } else {
                finish(latch, victim, step < Rounds.OWES ? Rounds.OWED + extra : extra);
            }
        }

        private void checkThatItCounted(InterProcessLatch latch, int victim, int step) {
            if (step >= Rounds.OWES && extra == 0) {
                finish(latch, victim, 0); // found out by those who wait, and nobody else
                return;
            }
            crew.await("survivors have counted", victim, () -> rounds.areDone(victim, number));
            if (step == Rounds.ABOUT_TO) {
                HangGuard.run("the dead are found", () -> findDead(latch));
                finish(latch, victim, latch.getCount() == extra ? extra : Rounds.OWED + extra);
            } else {
                finish(latch, victim, step == Rounds.NOT_YET ? Rounds.OWED + extra : extra);
            }
        }

        /** Counts down what is left, after which all return, and before which nobody does. */
        private void finish(InterProcessLatch latch, int victim, int left) {
            if (left > 0) {
                crew.await("count", victim, () -> latch.getCount() == left);
                for (int thread : Crew.threadsBut(victim)) {
                    assertFalse(rounds.isBack(thread, number), "back too soon");
                }
            }
            for (int i = 0; i < left; i++) {
                assertEquals(left - i, latch.getCount());
                HangGuard.run("count down", latch::countDown);
            }
            awaitAll("who wait return", victim, Rounds.OPEN);
            assertEquals(0, latch.getCount());
        }

        private void awaitAll(String what, int victim, long outcome) {
            for (int thread : Crew.threadsBut(victim)) {
                crew.await(what + ", thread " + thread, victim, () -> rounds.isBack(thread, number));
                assertEquals(outcome, rounds.outcomes.getVolatile(thread));
            }
        }

        /** Asks the system: to owe nothing is to settle what the dead do. */
        private static void findDead(InterProcessLatch latch) {
            try {
                latch.participate(0);
            } catch (BrokenLatchException e) {
                assertTrue(latch.brokenBy().isPresent());
            }
        }

        @Override
        public String toString() {
            return died + " kills, " + number + " latches, " + broken + " of them broken";
        }
    }

    /** What the crew and its killer know of each other. */
    private static final class Rounds {
        static final int NO_MORE = -1;
        /* Before each count-down: so long that there is something to be killed in. */
        private static final int LONGEST_PAUSE_NANOS = 2_000_000;
        /* What each member owes. */
        static final int OWED = 6;
        /* How far it has come, at least; from OWES on one more for each that it has counted. */
        static final int NOT_YET = 0;
        static final int ABOUT_TO = 1;
        static final int OWES = 2;
        static final int DONE = OWES + OWED;
        /* How a thread came back. */
        static final long OPEN = 1;
        static final long BROKEN = 2;

        private final SharedSpace space;
        private final SharedLong number;
        private final SharedLong victim;
        private final SharedLongArray steps;
        private final SharedLongArray outcomes;
        /* From which round each thread is back. */
        private final SharedLongArray back;

        Rounds(SharedSpace space) {
            this.space = space;
            number = SharedLong.openOrCreate(space, "number");
            victim = SharedLong.openOrCreate(space, "victim");
            steps = SharedLongArray.openOrCreate(space, "steps", Crew.MEMBERS);
            outcomes = SharedLongArray.openOrCreate(space, "outcomes", Crew.ALL_THREADS);
            back = SharedLongArray.openOrCreate(space, "back", Crew.ALL_THREADS);
        }

        static String name(long number) {
            return "latch-" + number;
        }

        boolean isBack(int thread, long round) {
            return back.getVolatile(thread) == round;
        }

        boolean areDone(int but, long round) {
            return IntStream.of(Crew.threadsBut(but))
                    .filter(thread -> thread % Crew.THREADS == 0)
                    .allMatch(thread -> steps.getVolatile(thread / Crew.THREADS) == DONE || isBack(thread, round));
        }

        /** In the place of a dead one: that its successor begins with the next round. */
        void goHome(int member, long round) {
            for (int thread = member * Crew.THREADS; thread < (member + 1) * Crew.THREADS; thread++) {
                back.setVolatile(thread, round);
            }
        }

        /** A thread plays its part of the next round; says whether there was one. */
        boolean play(int thread) throws InterruptedException {
            long before = back.getVolatile(thread);
            while (number.get() == before) {
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(100));
            }
            long round = number.get();
            if (round == NO_MORE) {
                return false;
            }
            InterProcessLatch latch = InterProcessLatch.open(space, name(round));
            long outcome = OPEN;
            try {
                if (thread % Crew.THREADS == 0) {
                    countDown(latch, thread / Crew.THREADS);
                }
                latch.await();
            } catch (BrokenLatchException e) {
                Crew.expect(e.getMessage(), e.breach().pid() == victim.get());
                outcome = BROKEN;
            }
            outcomes.setVolatile(thread, outcome);
            back.setVolatile(thread, round);
            return true;
        }

        private void countDown(InterProcessLatch latch, int member) {
            steps.setVolatile(member, ABOUT_TO);
            latch.participate(OWED);
            steps.setVolatile(member, OWES);
            for (int i = 1; i <= OWED; i++) {
                LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_NANOS));
                latch.countDown();
                steps.setVolatile(member, OWES + i);
            }
        }
    }

    /** Owes and counts down in one thread, waits in all. */
    static final class Worker {
        public static void main(String[] arguments) throws InterruptedException {
            Crew.work(arguments, space -> new Rounds(space)::play);
        }
    }
}
