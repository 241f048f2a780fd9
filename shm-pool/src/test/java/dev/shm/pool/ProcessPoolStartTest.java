package dev.shm.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.testkit.HangGuard;
import dev.shm.value.SharedLong;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Workers that die before they have begun a task, or never come so far; and what only a worker knows. */
class ProcessPoolStartTest extends DeathFixture {
    // ---- without a task ----

    @Test
    void kill_idleAndStarting_areReplaced() throws InterruptedException {
        try (ProcessPool pool = ProcessPool.of(2)) {
            pool.workers().get(0).destroyForcibly(); // still starting, as likely as not
            assertGoesOn(pool);
            List<ProcessHandle> idle = pool.workers();
            idle.forEach(ProcessHandle::destroyForcibly);
            HangGuard.await(
                    "replacement",
                    () -> pool.workers().size() == 2 && pool.workers().stream().noneMatch(idle::contains));
            assertGoesOn(pool);
        }
    }

    @Test
    void initializer_alwaysFails_poolGivesUpAndSaysWhy() throws InterruptedException {
        ProcessPool pool = ProcessPool.builder()
                .workers(2)
                .initializer(() -> {
                    throw new IllegalStateException("on purpose");
                })
                .build();
        try (pool) {
            CompletableFuture<Integer> future = pool.submit(() -> 1);
            ExecutionException thrown =
                    assertThrows(ExecutionException.class, () -> HangGuard.call("task", () -> future.get()));
            WorkerStartException failure = assertInstanceOf(WorkerStartException.class, thrown.getCause());
            assertEquals("on purpose", failure.getCause().getCause().getMessage());
            assertThrows(WorkerStartException.class, () -> pool.submit(() -> 1));
            assertThrows(WorkerStartException.class, () -> pool.map(List.of(1), x -> x));
        }
    }

    @Test
    void initializer_failsOnce_theNextOneWorks() throws InterruptedException {
        SharedLong times = SharedLong.create(space, "times");
        try (ProcessPool pool = ProcessPool.builder()
                .workers(1)
                .initializer(() -> {
                    if (times.incrementAndGet() == 1) {
                        throw new IllegalStateException("on purpose");
                    }
                })
                .build()) {
            assertGoesOn(pool);
            assertEquals(2, times.get());
        }
    }

    @Test
    void initializer_failsOnceWithALongMessage_leavesNoFile() throws InterruptedException {
        SharedLong times = SharedLong.create(space, "times");
        try (ProcessPool pool = ProcessPool.builder()
                .workers(1)
                .initializer(() -> {
                    if (times.incrementAndGet() == 1) {
                        throw new IllegalStateException("x".repeat(100_000));
                    }
                })
                .build()) {
            assertGoesOn(pool); // what the first worker has said was read before
            List<String> files = List.of(PoolFiles.of(pool));
            assertTrue(files.stream().noneMatch(file -> file.startsWith("refused")), files::toString);
        }
    }

    @Test
    void jvmOption_doesNotExist_poolGivesUpWithTheMessageOfTheJvm() {
        try (ProcessPool pool =
                ProcessPool.builder().workers(2).jvmOptions("-XX:+NoSuchOption").build()) {
            WorkerStartException failure = assertThrows(
                    WorkerStartException.class, () -> HangGuard.call("map", () -> pool.map(List.of(1), x -> x)));
            assertTrue(failure.getMessage().contains("NoSuchOption"), failure::getMessage);
        }
    }

    // ---- exceptions ----

    @Test
    void exception_ofAClassThatOnlyTheWorkerKnows_isForeign() throws Exception {
        Path source = directory.resolve("Alien.java");
        Files.writeString(
                source, "public class Alien extends RuntimeException { public Alien() { super(\"from afar\"); } }");
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString()));
        try (ProcessPool pool =
                ProcessPool.builder().workers(1).addToClassPath(directory).build()) {
            ForeignException thrown = assertThrows(
                    ForeignException.class,
                    () -> pool.apply(() -> {
                        throw (RuntimeException)
                                Class.forName("Alien").getConstructor().newInstance();
                    }));
            assertEquals("Alien", thrown.className());
            assertTrue(thrown.getMessage().contains("from afar"), thrown::getMessage);
            assertEquals(1, pool.apply(() -> 1));
        }
    }
}
