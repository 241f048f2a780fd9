package dev.shm.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.pool.PoolInfo.State;
import dev.shm.testkit.HangGuard;
import dev.shm.value.SharedLong;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** JVMs that have come up and wait; and what a pool tells of itself. */
class ProcessPoolSpareTest extends DeathFixture {
    private static final Duration LONG = Duration.ofNanos(1);

    private static PoolInfo look(ProcessPool pool) {
        return ProcessPool.list().stream()
                .filter(info -> info.name().equals(pool.name())
                        && info.pid() == ProcessHandle.current().pid())
                .findAny()
                .orElseThrow();
    }

    private static List<PoolInfo.Worker> in(ProcessPool pool, State state) {
        return look(pool).workers().stream()
                .filter(worker -> worker.state() == state)
                .toList();
    }

    private static long awaitSpare(ProcessPool pool) {
        HangGuard.await("spare", () -> in(pool, State.SPARE).size() == 1);
        return in(pool, State.SPARE).get(0).pid();
    }

    private static Set<Long> pidsOf(ProcessPool pool, int tasks) throws InterruptedException {
        List<Integer> numbers = IntStream.range(0, tasks).boxed().toList();
        return new HashSet<>(pool.map(
                numbers, MapOptions.chunksOf(1), x -> ProcessHandle.current().pid()));
    }

    // ---- spares ----

    @Test
    void spare_nobodyEnds_takesNoTask() throws InterruptedException {
        try (ProcessPool pool = ProcessPool.builder().workers(1).spares(1).build()) {
            long spare = awaitSpare(pool);
            Set<Long> pids = pidsOf(pool, 50);
            assertEquals(1, pids.size());
            assertTrue(!pids.contains(spare), () -> "spare " + spare + " of " + pids);
            assertEquals(1, pool.size());
        }
    }

    @Test
    void spare_workerIsKilled_takesItsPlaceAndThereIsAnother() throws InterruptedException {
        try (ProcessPool pool = ProcessPool.builder().workers(1).spares(1).build()) {
            for (int round = 0; round < 3; round++) {
                long spare = awaitSpare(pool);
                long worker = pidsOf(pool, 1).iterator().next();
                ProcessHandle.of(worker).orElseThrow().destroyForcibly();
                assertEquals(Set.of(spare), pidsOf(pool, 5));
            }
        }
    }

    @Test
    void spare_workerDiesInATask_thatTaskIsTriedAgainByTheSpare() throws InterruptedException {
        SharedLong times = SharedLong.create(space, "times");
        try (ProcessPool pool =
                ProcessPool.builder().workers(1).spares(1).retries(1).build()) {
            long spare = awaitSpare(pool);
            assertEquals(
                    spare,
                    HangGuard.call(
                            "task",
                            () -> pool.apply(() -> {
                                if (times.incrementAndGet() == 1) {
                                    Runtime.getRuntime().halt(1);
                                }
                                return ProcessHandle.current().pid();
                            })));
        }
    }

    @Test
    void spare_isKilled_isReplaced() throws InterruptedException {
        try (ProcessPool pool = ProcessPool.builder().workers(1).spares(1).build()) {
            long spare = awaitSpare(pool);
            ProcessHandle.of(spare).orElseThrow().destroyForcibly();
            HangGuard.await(
                    "another spare", () -> in(pool, State.SPARE).stream().anyMatch(next -> next.pid() != spare));
            assertGoesOn(pool);
        }
    }

    @Test
    void spares_maximumOfTasks_eachWorkerIsFollowedByOne() throws InterruptedException {
        try (ProcessPool pool =
                ProcessPool.builder().workers(2).spares(1).maxTasksPerWorker(5).build()) {
            assertTrue(pidsOf(pool, 50).size() >= 10);
        }
    }

    @Test
    void spares_outOfRange_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> ProcessPool.builder().spares(-1));
        assertThrows(IllegalArgumentException.class, () -> ProcessPool.builder().spares(101));
    }

    // ---- what is told ----

    @Test
    void list_busyIdleAndStopped_isTold() throws Exception {
        SharedLong go = SharedLong.create(space, "go");
        try (ProcessPool pool =
                ProcessPool.builder().workers(2).name("a pool of mine").build()) {
            HangGuard.await("both idle", () -> in(pool, State.IDLE).size() == 2);
            assertEquals(0, look(pool).tasksWaiting());
            CompletableFuture<Long> future = pool.submit(() -> {
                while (go.get() == 0) {
                    Thread.onSpinWait();
                }
                return ProcessHandle.current().pid();
            });
            HangGuard.await("one runs", () -> in(pool, State.RUNNING).size() == 1);
            PoolInfo.Worker running = in(pool, State.RUNNING).get(0);
            assertTrue(running.task() > 0 && running.runsFor().compareTo(LONG) > 0, running::toString);
            PoolInfo.Worker idle = in(pool, State.IDLE).get(0);
            Signals.send("STOP", idle.pid());
            assertEquals(
                    List.of(idle.pid()),
                    in(pool, State.STOPPED).stream().map(PoolInfo.Worker::pid).toList());
            Signals.send("CONT", idle.pid());
            go.set(1);
            assertEquals(running.pid(), HangGuard.call("task", () -> future.get()));
            HangGuard.await(
                    "one done",
                    () -> look(pool).workers().stream()
                                    .mapToLong(PoolInfo.Worker::tasksDone)
                                    .sum()
                            == 1);
        }
        assertTrue(ProcessPool.list().stream().noneMatch(info -> info.name().equals("a pool of mine")));
    }
}
