package dev.shm.locks;

import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Seeds;
import dev.shm.value.SharedLong;
import dev.shm.value.SharedLongArray;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Row 2 of the fault matrix for events: threads fill and empty a place for one thing, and wait for two events that say what can
 * be done; their processes are killed at random moments and replaced. Only one side can go on at a time, so that one event
 * that is not seen stops all; and each event was set as often as it was to be.
 */
@ExtendWith(LeakCheck.class)
class EventSoakTest {
    @TempDir
    private Path directory;

    private final Random random = Seeds.random("killer");

    @BeforeAll
    static void silence() {
        DeathWarnings.silence();
    }

    @Test
    void kill_6AtRandom_waitersReturn() {
        soak(6);
    }

    @Tag("long")
    @Test
    void kill_25AtRandom_waitersReturn() {
        soak(25);
    }

    @Tag("nightly")
    @Test
    void kill_10000AtRandom_waitersReturn() {
        soak(10_000);
    }

    private void soak(int kills) {
        try (SharedSpace space = SharedSpace.create(directory.resolve("space"));
                Crew crew = new Crew(space, Worker.class, random)) {
            Place place = new Place(space);
            HangGuard.run("begin", place::begin);
            crew.begin();
            for (int i = 0; i < kills; i++) {
                crew.awaitProgress(Crew.NOBODY);
                int victim = crew.nextVictim();
                crew.killAtRandom(victim, () -> crew.owns(victim, place.lock));
                crew.awaitProgress(victim);
                crew.replace(victim);
            }
            crew.awaitProgress(Crew.NOBODY);
            HangGuard.run("check and stop", place::checkAndStop);
            crew.end();
            System.out.printf(
                    "event soak: %d kills, %d with the lock, %d things%n", kills, place.lock.deaths(), place.count(1));
        }
    }

    /**
     * A place for one thing, which is there if there were more puts than takes: each change is one store, from which its heirs
     * know what is to be set.
     */
    private static final class Place {
        private final InterProcessLock lock;
        private final InterProcessEvent empty;
        private final InterProcessEvent full;
        /* What each thread has put or taken. */
        private final SharedLongArray counts;
        private final SharedLong stopped;

        Place(SharedSpace space) {
            lock = InterProcessLock.openOrCreate(space, "lock").repairingWith(death -> tell());
            empty = InterProcessEvent.openOrCreate(space, "empty");
            full = InterProcessEvent.openOrCreate(space, "full");
            counts = SharedLongArray.openOrCreate(space, "counts", Crew.ALL_THREADS);
            stopped = SharedLong.openOrCreate(space, "stopped");
        }

        private static boolean puts(int thread) {
            return thread % 2 == 0;
        }

        /** What all have taken, at 1, or put, at 0. */
        private long count(int rest) {
            return IntStream.range(0, Crew.ALL_THREADS)
                    .filter(thread -> thread % 2 == rest)
                    .mapToLong(counts::getVolatile)
                    .sum();
        }

        /** Puts or takes, as soon as it can; says whether to go on. */
        boolean change(int thread) throws InterruptedException {
            InterProcessEvent possible = puts(thread) ? empty : full;
            while (true) {
                awaitSet(possible);
                lock.lock();
                try {
                    if (stopped.get() != 0) {
                        return false;
                    }
                    if (possible.isSet()) {
                        counts.setVolatile(thread, counts.getVolatile(thread) + 1);
                        tell();
                        return true;
                    }
                } finally {
                    lock.unlock();
                }
            }
        }

        private static void awaitSet(InterProcessEvent event) throws InterruptedException {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            if (random.nextInt(4) > 0) {
                event.await();
            } else {
                event.await(random.nextInt(1, 2_000), TimeUnit.MICROSECONDS);
            }
        }

        /** With the lock. First one is set, so that at each moment somebody can go on. */
        private void tell() {
            long things = count(0) - count(1);
            Crew.expect("things=" + things, things == 0 || things == 1);
            InterProcessEvent now = things == 0 ? empty : full;
            InterProcessEvent before = things == 0 ? full : empty;
            now.set();
            Crew.pause();
            Crew.expect(now + " after it was set", now.isSet());
            before.clear();
            Crew.expect(before + " after it was cleared", !before.isSet());
        }

        void begin() {
            lock.lock();
            tell();
            lock.unlock();
        }

        void checkAndStop() {
            lock.lock();
            try {
                Crew.expect("full was set " + full.sets() + " times", full.sets() == count(0));
                Crew.expect("empty was set " + empty.sets() + " times", empty.sets() == count(1) + 1);
                stopped.set(1);
                empty.set();
                full.set();
            } finally {
                lock.unlock();
            }
        }
    }

    /** One of its threads puts, the other one takes. */
    static final class Worker {
        public static void main(String[] arguments) throws InterruptedException {
            Crew.work(arguments, space -> new Place(space)::change);
        }
    }
}
