package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.sync.Breach;
import dev.shm.sync.BreachedBarrierException;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Seeds;
import dev.shm.value.SharedLong;
import dev.shm.value.SharedLongArray;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Row 2 of the fault matrix for barriers: processes whose threads all meet, are killed at random moments and replaced. Each
 * death breaks the barrier, whoever hears of it hears who it was, the survivors mend it and come again, and no round is over
 * before all have come to it.
 */
@ExtendWith(LeakCheck.class)
class BarrierSoakTest {
    @TempDir
    private Path directory;

    private final Random random = Seeds.random("killer");

    @BeforeAll
    static void silence() {
        DeathWarnings.silence();
    }

    @Test
    void kill_6AtRandom_breaksItForTheOthers() {
        soak(6);
    }

    @Tag("long")
    @Test
    void kill_25AtRandom_breaksItForTheOthers() {
        soak(25);
    }

    @Tag("nightly")
    @Test
    void kill_10000AtRandom_breaksItForTheOthers() {
        soak(10_000);
    }

    private void soak(int kills) {
        try (SharedSpace space = SharedSpace.create(directory.resolve("space"));
                Crew crew = new Crew(space, Worker.class, random)) {
            Meeting meeting = new Meeting(space);
            crew.begin();
            long resets = 0;
            for (int i = 0; i < kills; i++) {
                crew.awaitProgress(Crew.NOBODY);
                int victim = crew.nextVictim();
                long heard = meeting.heard.get();
                meeting.victim.set(crew.pid(victim));
                int waiting = random.nextInt(Crew.ALL_THREADS);
                crew.killAtRandom(victim, () -> meeting.barrier.getNumberWaiting() == waiting);
                crew.await(
                        "somebody hears of it",
                        victim,
                        () -> meeting.heard.get() > heard); // not by this process's doing
                HangGuard.run("survivors come again", () -> awaitSurvivors(crew, victim, meeting));
                assertTrue(meeting.heard.get() <= heard + Crew.threadsBut(victim).length, "heard of it twice");
                long more = meeting.resets() - resets;
                resets += more;
                // None if it was killed after its action, for that round was over and is broken.
                assertTrue(more == 1 || more == 0, more + " resets for one death");
                meeting.forget(victim);
                crew.replace(victim);
            }
            crew.awaitProgress(Crew.NOBODY);
            meeting.stop.set(1);
            crew.end();
            System.out.printf(
                    "barrier soak: %d kills, heard of %d times, %d rounds%n",
                    kills, meeting.heard.get(), meeting.trips.get());
        }
    }

    private static void awaitSurvivors(Crew crew, int victim, Meeting meeting) {
        int survivors = Crew.threadsBut(victim).length;
        crew.await("all wait", victim, () -> meeting.barrier.getNumberWaiting() == survivors);
    }

    /** A barrier for all threads, and what they know of each other. */
    private static final class Meeting {
        private final InterProcessBarrier barrier;
        private final InterProcessLock mending;
        /* Changed by the action only; the last of them is the one after which all stop. */
        private final SharedLong trips;
        private final SharedLong last;
        /* For which trip each thread has come; 0 if it is not there. */
        private final SharedLongArray comeFor;
        private final SharedLong victim;
        private final SharedLong heard;
        private final SharedLong stop;

        Meeting(SharedSpace space) {
            trips = SharedLong.openOrCreate(space, "trips");
            last = SharedLong.openOrCreate(space, "last");
            comeFor = SharedLongArray.openOrCreate(space, "come-for", Crew.ALL_THREADS);
            victim = SharedLong.openOrCreate(space, "victim");
            heard = SharedLong.openOrCreate(space, "heard");
            stop = SharedLong.openOrCreate(space, "stop");
            mending = InterProcessLock.openOrCreate(space, "mending");
            barrier = InterProcessBarrier.openOrCreate(space, "barrier", Crew.ALL_THREADS)
                    .withAction(this::trip);
        }

        private void trip() {
            long trip = trips.get() + 1;
            for (int thread = 0; thread < Crew.ALL_THREADS; thread++) {
                Crew.expect("over without thread " + thread, comeFor.getVolatile(thread) == trip);
            }
            if (stop.get() != 0) {
                last.set(trip);
            }
            trips.set(trip);
        }

        /** A thread comes once; says whether that was not the last time. */
        boolean meet(int thread) throws InterruptedException {
            long before = trips.get();
            comeFor.setVolatile(thread, before + 1);
            try {
                barrier.await();
                Crew.expect("one trip", trips.get() == before + 1); // there is no other one without this thread
            } catch (BreachedBarrierException e) {
                Breach breach = e.breach();
                Crew.expect("broken by " + breach, breach.cause() == Breach.Cause.DIED && breach.pid() == victim.get());
                Crew.expect("no trip", trips.get() == before || trips.get() == before + 1); // killed after its action
                mend();
                heard.incrementAndGet();
            }
            comeFor.setVolatile(thread, 0);
            return last.get() == 0;
        }

        private void mend() {
            mending.lock();
            try {
                if (barrier.isBroken()) {
                    barrier.reset();
                }
            } finally {
                mending.unlock();
            }
        }

        /** How often it was reset, known while nobody comes or goes. */
        long resets() {
            return barrier.rounds() - trips.get();
        }

        void forget(int member) {
            for (int thread = member * Crew.THREADS; thread < (member + 1) * Crew.THREADS; thread++) {
                comeFor.setVolatile(thread, 0);
            }
        }
    }

    /** Comes to each meeting. */
    static final class Worker {
        public static void main(String[] arguments) throws InterruptedException {
            Crew.work(arguments, space -> {
                Meeting meeting = new Meeting(space);
                return thread -> {
                    Crew.pause();
                    return meeting.meet(thread);
                };
            });
        }
    }
}
