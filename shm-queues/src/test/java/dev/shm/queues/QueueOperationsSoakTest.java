package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.space.TestSpaces;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.ChildJvmBuilder;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Seeds;
import dev.shm.value.SharedLongArray;
import dev.shm.wait.WaitPoints;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Row 2 of the fault matrix for queues, where several threads of each process use all ways to put, to take and to say that something
 * is done. What was put is taken once, whole and in order, or lost and told, or comes back with a mark until one is done with it;
 * and nobody waits for the dead.
 */
@ExtendWith(LeakCheck.class)
class QueueOperationsSoakTest {
    private static final int LONGEST_PAUSE_MICROS = 20_000;
    private static final int KILLS_PER_QUEUE = 250;
    /* So few that each is used again and again. */
    private static final int SLOTS = 16;
    /* JVMs start slowly; some may be killed before they have begun. */
    private static final int MOST_STARTING = 1;
    private static final int PORTABLE = 2;

    @TempDir
    private Path directory;

    private final Random random = Seeds.random("killer");
    private final ChildJvm[] workers = new ChildJvm[QueueSoakWorker.WORKERS];
    private final long[] startedAt = new long[QueueSoakWorker.WORKERS];
    private final Set<Long> killedConsumers = new HashSet<>();
    private SharedQueue<String> queue;
    private QueueLedger ledger;
    private SharedLongArray rounds;

    @BeforeAll
    static void silence() {
        DeathWarnings.silence();
    }

    @ParameterizedTest
    @EnumSource(names = "REDELIVER_IN_SILENCE", mode = EnumSource.Mode.EXCLUDE) // differs in what is logged only
    void kill_10AtRandom_nothingIsLostOrDoubled(ConsumerDeathPolicy policy) throws InterruptedException {
        soak(10, policy);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource(names = "REDELIVER_IN_SILENCE", mode = EnumSource.Mode.EXCLUDE) // differs in what is logged only
    void kill_250AtRandom_nothingIsLostOrDoubled(ConsumerDeathPolicy policy) throws InterruptedException {
        soak(250, policy);
    }

    @Tag("nightly")
    @ParameterizedTest
    @EnumSource(names = "REDELIVER_IN_SILENCE", mode = EnumSource.Mode.EXCLUDE) // differs in what is logged only
    void kill_5000AtRandom_nothingIsLostOrDoubled(ConsumerDeathPolicy policy) throws InterruptedException {
        for (int kills = 0; kills < 5_000; kills += KILLS_PER_QUEUE) {
            soak(KILLS_PER_QUEUE, policy);
        }
    }

    private void soak(int kills, ConsumerDeathPolicy policy) throws InterruptedException {
        long begin = System.nanoTime();
        killedConsumers.clear();
        try (SharedSpace space = TestSpaces.small(directory.resolve("space"), SLOTS)) {
            queue = QueueSoakWorker.openOrCreate(space, policy);
            ledger = new QueueLedger(space, QueueSoakWorker.PRODUCERS);
            rounds = QueueSoakWorker.rounds(space);
            try {
                for (int worker = 0; worker < workers.length; worker++) {
                    start(worker, policy);
                }
                for (int i = 0; i < kills; i++) {
                    HangGuard.await("enough workers at work", () -> atWork().size() >= workers.length - MOST_STARTING);
                    int victim = random.nextInt(workers.length);
                    kill(victim);
                    awaitProgress(atWork());
                    start(victim, policy);
                }
                HangGuard.await("all at work", () -> atWork().size() == workers.length);
                end();
            } finally {
                for (ChildJvm worker : workers) {
                    if (worker != null) {
                        worker.close();
                    }
                }
            }
            examine(policy);
            System.out.printf(
                    "queue soak: %s, %d kills, %d elements, %d lost, %d orphans, %.1f s%n",
                    policy, kills, ledger.total(), ledger.lost(), queue.orphans(), (System.nanoTime() - begin) / 1e9);
        }
        assertTrue(SharedSpace.delete(directory.resolve("space")));
    }

    /* One of each kind waits without the kernel, as where native code is refused. */
    private void start(int worker, ConsumerDeathPolicy policy) {
        startedAt[worker] = rounds.get(worker);
        ChildJvmBuilder child = ChildJvm.of(
                QueueSoakWorker.class, directory.resolve("space").toString(), policy.name(), String.valueOf(worker));
        workers[worker] = worker < PORTABLE
                ? child.options("-D" + WaitPoints.PROPERTY + "=portable").start()
                : child.start();
    }

    private void kill(int victim) {
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(LONGEST_PAUSE_MICROS)));
        workers[victim].kill();
        assertEquals(ChildJvm.KILLED, workers[victim].awaitExit(), workers[victim]::errors);
        if (QueueSoakWorker.isProducer(victim)) {
            QueueSoakWorker.producers(victim).forEach(ledger::settle);
        } else {
            killedConsumers.add(workers[victim].pid());
        }
    }

    /** Those who have put or taken since their start. */
    private List<Integer> atWork() {
        return IntStream.range(0, workers.length)
                .filter(worker -> workers[worker].isAlive() && rounds.get(worker) > startedAt[worker])
                .boxed()
                .toList();
    }

    /** Each of them puts or takes once more. */
    private void awaitProgress(List<Integer> survivors) {
        long[] before = rounds.stream().toArray();
        for (int worker : survivors) {
            HangGuard.await("progress of worker " + worker + ": " + queue, () -> {
                assertTrue(workers[worker].isAlive(), workers[worker]::errors);
                return rounds.get(worker) > before[worker] + 1;
            });
        }
    }

    private void end() {
        awaitProgress(atWork());
        for (boolean producers : new boolean[] {true, false}) {
            for (int worker = 0; worker < workers.length; worker++) {
                if (QueueSoakWorker.isProducer(worker) == producers) {
                    workers[worker].endInput();
                    assertEquals(0, workers[worker].awaitExit(), workers[worker]::errors);
                }
            }
            HangGuard.await("all done: " + queue, () -> queue.unfinished() == 0);
        }
    }

    private void examine(ConsumerDeathPolicy policy) throws InterruptedException {
        int deaths = killedConsumers.size();
        assertTrue(queue.orphans() <= (long) deaths * QueueSoakWorker.MOST_IN_HAND, () -> "orphans=" + queue.orphans());
        if (policy == ConsumerDeathPolicy.REPORT) {
            assertTrue(ledger.lost() <= queue.orphans(), () -> ledger.lost() + " lost, orphans=" + queue.orphans());
        } else {
            assertEquals(0, ledger.lost());
            assertTrue(ledger.deliveredOnly() <= (long) deaths * QueueSoakWorker.MOST_IN_HAND);
        }
        queue.lastConsumerDeath()
                .ifPresent(death -> assertTrue(killedConsumers.contains(death.pid()), death::toString));
        QueueCrashTest.assertRoom(queue, (int) queue.capacity(), "x".repeat((int) queue.capacityBytes()), "x");
    }
}
