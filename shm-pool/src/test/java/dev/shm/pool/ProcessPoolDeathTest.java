package dev.shm.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.locks.InterProcessEvent;
import dev.shm.locks.InterProcessLock;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.value.SharedLong;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever a worker dies of, and whenever: its task tells, all others are done, and the pool goes on. */
class ProcessPoolDeathTest extends DeathFixture {
    private static WorkerDiedException death(Future<?> future) {
        ExecutionException thrown =
                assertThrows(ExecutionException.class, () -> HangGuard.call("task", () -> future.get()));
        return assertInstanceOf(WorkerDiedException.class, thrown.getCause());
    }

    private static long ownPid() {
        return ProcessHandle.current().pid();
    }

    // ---- in a task ----

    @Test
    void kill_inATask_thatTaskFailsAndSaysWho() throws Exception {
        try (ProcessPool pool = ProcessPool.of(2)) {
            SharedLong pid = SharedLong.create(space, "pid");
            CompletableFuture<Integer> victim = pool.submit(() -> {
                pid.set(ownPid());
                System.err.println("last words");
                Child.killMyself();
                return 1;
            });
            List<CompletableFuture<Integer>> others = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                int number = i;
                others.add(pool.submit(() -> number));
            }
            WorkerDiedException death = death(victim);
            assertEquals(pid.get(), death.pid());
            assertEquals(128 + 9, death.exitCode());
            assertEquals(9, death.signal().orElseThrow());
            assertTrue(death.lastErrors().contains("last words"), death::getMessage);
            assertTrue(death.getMessage().contains("SIGKILL"), death::getMessage);
            for (int i = 0; i < 100; i++) {
                assertEquals(i, others.get(i).get());
            }
            assertGoesOn(pool);
            assertEquals(2, pool.workers().size());
        }
    }

    @Test
    void map_workerKilledInIt_throwsWhenAllAreDone() throws InterruptedException {
        try (ProcessPool pool = ProcessPool.of(2)) {
            SharedLong done = SharedLong.create(space, "done");
            List<Integer> numbers = IntStream.range(0, 20).boxed().toList();
            assertThrows(
                    WorkerDiedException.class,
                    () -> HangGuard.call(
                            "map",
                            () -> pool.map(numbers, MapOptions.chunksOf(1), x -> {
                                if (x == 3) {
                                    Child.killMyself();
                                }
                                return done.incrementAndGet();
                            })));
            assertEquals(19, done.get());
            assertGoesOn(pool);
        }
    }

    @Test
    void exit_inATask_thatTaskFails() throws InterruptedException {
        try (ProcessPool pool = ProcessPool.of(1)) {
            assertEquals(
                    3,
                    death(pool.submit(() -> {
                                System.exit(3);
                                return 1;
                            }))
                            .exitCode());
            assertEquals(
                    0, death(pool.submit(() -> Runtime.getRuntime().halt(0))).exitCode());
            assertGoesOn(pool);
        }
    }

    @Test
    void retries_workerKilledTwice_theThirdTimeItIsDone() throws Exception {
        try (ProcessPool pool = ProcessPool.builder().workers(2).retries(2).build()) {
            SharedLong times = SharedLong.create(space, "times");
            SerializableCallable<Long> task = () -> {
                if (times.incrementAndGet() <= 2) {
                    Child.killMyself();
                }
                return times.get();
            };
            long result = HangGuard.call("task", () -> pool.submit(task).get());
            assertEquals(3, result);
            WorkerDiedException death = death(pool.submit(() -> {
                Child.killMyself();
            }));
            assertTrue(death.getMessage().contains("attempts=3"), death::getMessage);
            assertGoesOn(pool);
        }
    }

    @Test
    void retries_manyTasksBehindIt_doesNotWaitForAllOfThem() throws Exception {
        try (ProcessPool pool = ProcessPool.builder().workers(1).retries(1).build()) {
            SharedLong times = SharedLong.create(space, "times");
            SharedLong doneOfOthers = SharedLong.create(space, "done");
            CompletableFuture<Long> again = pool.submit(() -> {
                if (times.incrementAndGet() == 1) {
                    Child.killMyself();
                }
                return doneOfOthers.get();
            });
            List<CompletableFuture<Long>> others = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                others.add(pool.submit(doneOfOthers::incrementAndGet));
            }
            long before = HangGuard.call("task", again::get);
            assertTrue(before < 500, () -> "it waited for others, which were behind it: others=" + before);
            HangGuard.run(
                    "others",
                    () -> CompletableFuture.allOf(others.toArray(new CompletableFuture<?>[0]))
                            .get());
        }
    }

    @Test
    void outOfMemory_inATask_thatTaskFailsAndTheWorkerIsReplaced() throws Exception {
        try (ProcessPool pool =
                ProcessPool.builder().workers(1).jvmOptions("-Xmx32m").build()) {
            long before = pool.apply(ProcessPoolDeathTest::ownPid);
            ExecutionException thrown = assertThrows(
                    ExecutionException.class,
                    () -> pool.submit(() -> {
                                List<byte[]> all = new ArrayList<>();
                                while (true) {
                                    all.add(new byte[1 << 20]);
                                }
                            })
                            .get());
            assertInstanceOf(OutOfMemoryError.class, thrown.getCause());
            assertTrue(pool.apply(ProcessPoolDeathTest::ownPid) != before);
        }
    }

    @Test
    void crash_native_thatTaskFailsAndNamesTheLog() throws Exception {
        try (ProcessPool pool =
                ProcessPool.builder().workers(1).directory(directory).build()) {
            WorkerDiedException death = death(pool.submit(() -> {
                Signals.send("SEGV", ownPid());
                return Endless.untilKilled();
            }));
            assertEquals(6, death.signal().orElseThrow(), death::getMessage); // what the JVM ends by
            assertTrue(Files.size(death.crashLog().orElseThrow()) > 0);
            assertGoesOn(pool);
        }
    }

    @Test
    void stop_worker_othersGoOnAndItsTaskIsDoneLater() throws Exception {
        try (ProcessPool pool = ProcessPool.of(2)) {
            SharedLong pid = SharedLong.create(space, "pid");
            InterProcessEvent begun = InterProcessEvent.create(space, "begun");
            InterProcessEvent gate = InterProcessEvent.create(space, "gate");
            CompletableFuture<Integer> stopped = pool.submit(() -> {
                pid.set(ownPid());
                begun.set();
                gate.await();
                return 7;
            });
            HangGuard.run("begin", begun::await);
            Signals.send("STOP", pid.get());
            assertGoesOn(pool);
            gate.set();
            assertTrue(!stopped.isDone());
            Signals.send("CONT", pid.get());
            int result = HangGuard.call("stopped", () -> stopped.get());
            assertEquals(7, result);
        }
    }

    /** A parent whose output the test kit reads. */
    static final class Talkative {
        public static void main(String[] arguments) throws InterruptedException {
            try (ProcessPool pool = ProcessPool.of(1)) {
                int lines = pool.apply(() -> {
                    String line = "x".repeat(99);
                    for (int i = 0; i < 30_000; i++) {
                        System.out.println(line);
                        System.err.println(line);
                    }
                    return 30_000;
                });
                Child.say("printed " + lines);
            }
        }
    }

    @Test
    void output_megabytes_holdNobodyUpAndGoWhereThoseOfTheParentGo() {
        try (ChildJvm parent = ChildJvm.start(Talkative.class)) {
            assertEquals(0, parent.awaitExit());
            assertEquals(
                    30_000,
                    parent.errors().lines().filter(line -> line.startsWith("x")).count());
            assertTrue(parent.output().length() > 3_000_000);
        }
    }

    // ---- deadlines, and tasks that do not hear ----

    @Test
    void deadline_deadlockedTask_failsAndItsWorkerIsReplaced() throws InterruptedException {
        try (ProcessPool pool = ProcessPool.builder()
                .workers(2)
                .taskDeadline(Duration.ofMillis(500))
                .build()) {
            InterProcessLock lock = InterProcessLock.create(space, "lock");
            CompletableFuture<Integer> deadlocked = pool.submit(() -> {
                Thread holder = new Thread(lock::lock);
                holder.setDaemon(true);
                holder.start();
                while (!lock.isLocked()) {
                    Thread.onSpinWait();
                }
                return Endless.untilKilled();
            });
            ExecutionException thrown =
                    assertThrows(ExecutionException.class, () -> HangGuard.call("task", () -> deadlocked.get()));
            assertInstanceOf(TimeoutException.class, thrown.getCause());
            assertTrue(thrown.getMessage().contains("takes too long"), thrown::getMessage);
            assertGoesOn(pool);
            HangGuard.run("lock of the one that was killed", lock::lock);
        }
    }

    @Test
    void cancel_taskThatDoesNotHear_itsWorkerIsReplaced() throws InterruptedException {
        try (ProcessPool pool = ProcessPool.of(1)) {
            InterProcessEvent begun = InterProcessEvent.create(space, "begun");
            CompletableFuture<Integer> future = pool.submit(() -> {
                begun.set();
                return Endless.untilKilled();
            });
            HangGuard.run("begin", begun::await);
            assertTrue(future.cancel(true));
            assertGoesOn(pool);
        }
    }

    @Test
    void shutdownNow_taskThatDoesNotHear_ends() throws InterruptedException {
        InterProcessEvent begun = InterProcessEvent.create(space, "begun");
        ProcessPool pool = ProcessPool.of(1);
        try (pool) {
            CompletableFuture<Integer> future = pool.submit(() -> {
                begun.set();
                return Endless.untilKilled();
            });
            HangGuard.run("begin", begun::await);
            assertEquals(List.of(), pool.shutdownNow());
            assertEquals(9, death(future).signal().orElseThrow());
        }
        assertTrue(pool.isTerminated());
    }

    // ---- many ----

    @Test
    void kill_workersAtRandom_eachTaskEndsOnce() throws Exception {
        new PoolSoak(space, 400, 5_000_000, 8).run();
    }

    @Test
    @Tag("long")
    void kill_100WorkersAtRandom_eachTaskEndsOnce() throws Exception {
        new PoolSoak(space, 5_000, 2_000_000, 100).run();
    }
}
