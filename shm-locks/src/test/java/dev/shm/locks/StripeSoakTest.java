package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.robust.DeathWarnings;
import dev.shm.robust.OwnerDeathPolicy;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Seeds;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Row 2 of the fault matrix for stripes: processes count under locks picked at random, two at once now and then, are killed at
 * random moments and replaced. Each count is exact, and nobody waits for the dead.
 */
@ExtendWith(LeakCheck.class)
class StripeSoakTest {
    /* So few that threads meet at each. */
    private static final int LOCKS = 4;

    @TempDir
    private Path directory;

    private final Random random = Seeds.random("killer");

    @BeforeAll
    static void silence() {
        DeathWarnings.silence();
    }

    @Test
    void kill_6AtRandom_countsAreExact() {
        soak(6);
    }

    @Tag("long")
    @Test
    void kill_25AtRandom_countsAreExact() {
        soak(25);
    }

    @Tag("nightly")
    @Test
    void kill_10000AtRandom_countsAreExact() {
        soak(10_000);
    }

    private void soak(int kills) {
        try (SharedSpace space = SharedSpace.create(directory.resolve("space"));
                Crew crew = new Crew(space, Worker.class, random)) {
            Ledger[] ledgers = ledgers(space);
            crew.begin();
            for (int i = 0; i < kills; i++) {
                crew.awaitProgress(Crew.NOBODY);
                int victim = crew.nextVictim();
                InterProcessLock any = ledgers[random.nextInt(LOCKS)].lock();
                crew.killAtRandom(victim, () -> crew.owns(victim, any));
                for (int thread = victim * Crew.THREADS; thread < (victim + 1) * Crew.THREADS; thread++) {
                    for (Ledger ledger : ledgers) {
                        ledger.settle(thread);
                    }
                }
                crew.awaitProgress(victim);
                crew.replace(victim);
            }
            crew.awaitProgress(Crew.NOBODY);
            crew.end();
            long total = 0;
            long deaths = 0;
            for (Ledger ledger : ledgers) {
                total += HangGuard.call("check", ledger::check);
                deaths += ledger.lock().deaths();
                assertFalse(ledger.lock().isLocked());
            }
            assertTrue(deaths <= 2L * Crew.THREADS * kills, deaths + " deaths with a lock");
            System.out.printf("stripe soak: %d kills, %d deaths with a lock, %d increments%n", kills, deaths, total);
        }
    }

    private static Ledger[] ledgers(SharedSpace space) {
        LockStripe stripe = LockStripe.openOrCreate(space, "stripe", LOCKS, OwnerDeathPolicy.MUST_REPAIR);
        return IntStream.range(0, LOCKS)
                .mapToObj(i -> new Ledger(space, stripe.getAt(i), "-" + i, Crew.ALL_THREADS))
                .toArray(Ledger[]::new);
    }

    /** Counts under one lock or two. */
    static final class Worker {
        public static void main(String[] arguments) throws InterruptedException {
            Crew.work(arguments, space -> {
                Ledger[] ledgers = ledgers(space);
                return thread -> {
                    int first = ThreadLocalRandom.current().nextInt(LOCKS);
                    int second = ThreadLocalRandom.current().nextInt(LOCKS);
                    count(ledgers[first], thread, () -> {
                        if (second > first) { // in order, so that nobody waits for one who waits for him
                            count(ledgers[second], thread, Crew::pause);
                        } else {
                            Crew.pause();
                        }
                    });
                    return !Crew.isEnded();
                };
            });
        }

        private static void count(Ledger ledger, int thread, Runnable meanwhile) {
            ledger.lock().lock();
            try {
                ledger.increment(thread, meanwhile);
            } finally {
                ledger.lock().unlock();
            }
            ledger.acknowledge(thread);
        }
    }
}
