package dev.shm.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.testkit.Child;
import dev.shm.testkit.HangGuard;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The sixteen ways to hang a pool that CPython's suite knows ({@code test_concurrent_futures/test_deadlock.py}), by other means: something
 * throws, exits or dies while a task or a result is written, read or run. There the pool is broken after each; here the same pool goes on.
 */
class PythonDeadlockCasesTest extends PoolFixture {
    /** What happens. */
    enum Deed {
        THROW,
        EXIT,
        DIE;

        void happen() {
            switch (this) {
                case THROW -> throw new IllegalStateException("on purpose");
                case EXIT -> System.exit(3);
                case DIE -> Child.killMyself();
            }
        }
    }

    /** Does something while it is written; only in a worker, or only in the parent. */
    static final class AtWriting implements Serializable {
        private static final long serialVersionUID = 1L;
        private final Deed deed;

        AtWriting(Deed deed) {
            this.deed = deed;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            deed.happen();
        }
    }

    /** Does something while it is read. */
    static final class AtReading implements Serializable {
        private static final long serialVersionUID = 1L;
        private final Deed deed;

        AtReading(Deed deed) {
            this.deed = deed;
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            deed.happen();
        }
    }

    @AfterEach
    void poolGoesOn() throws InterruptedException {
        assertEquals(
                numbers(20),
                HangGuard.call("map after that", () -> pool.map(numbers(20), MapOptions.chunksOf(1), x -> x)));
    }

    private static Throwable failureOf(CompletableFuture<?> future) {
        return assertThrows(ExecutionException.class, () -> HangGuard.call("task", () -> future.get()))
                .getCause();
    }

    private static void assertDied(int exitCode, SerializableCallable<?> task) {
        WorkerDiedException death = assertInstanceOf(WorkerDiedException.class, failureOf(pool.submit(task)));
        assertEquals(exitCode, death.exitCode());
    }

    private static void assertFails(SerializableCallable<?> task) {
        Throwable failure = failureOf(pool.submit(task));
        assertTrue(failure.toString().contains("on purpose"), failure::toString);
    }

    // ---- a task on its way ----

    @Test
    void task_throwsWhileWritten_isRefused() {
        AtWriting captured = new AtWriting(Deed.THROW);
        RuntimeException refused = assertThrows(RuntimeException.class, () -> pool.submit(() -> captured.hashCode()));
        assertTrue(refused.toString().contains("on purpose"), refused::toString);
    }

    @Test
    void task_exitsWhileRead_fails() {
        AtReading captured = new AtReading(Deed.EXIT);
        assertDied(3, () -> captured.hashCode());
    }

    @Test
    void task_throwsWhileRead_fails() {
        AtReading captured = new AtReading(Deed.THROW);
        assertFails(() -> captured.hashCode());
    }

    @Test
    void task_diesWhileRead_fails() {
        AtReading captured = new AtReading(Deed.DIE);
        assertDied(128 + 9, () -> captured.hashCode());
    }

    // ---- running ----

    @Test
    void task_dies_fails() {
        assertDied(128 + 9, () -> {
            Deed.DIE.happen();
            return 1;
        });
    }

    @Test
    void task_exits_fails() {
        assertDied(3, () -> {
            Deed.EXIT.happen();
            return 1;
        });
    }

    @Test
    void task_throws_fails() {
        assertFails(() -> {
            Deed.THROW.happen();
            return 1;
        });
    }

    // ---- a result on its way ----

    @Test
    void result_diesWhileWritten_fails() {
        assertDied(128 + 9, () -> new AtWriting(Deed.DIE));
    }

    @Test
    void result_exitsWhileWritten_fails() {
        assertDied(3, () -> new AtWriting(Deed.EXIT));
    }

    @Test
    void result_throwsWhileWritten_fails() {
        assertFails(() -> new AtWriting(Deed.THROW));
    }

    @Test
    void result_throwsWhileReadByTheParent_fails() {
        assertFails(() -> new AtReading(Deed.THROW));
    }

    /** What Python's {@code SystemExit} does to a thread an {@code Error} does here. */
    static final class ErrorAtReading implements Serializable {
        private static final long serialVersionUID = 1L;

        private void readObject(ObjectInputStream in) {
            throw new LinkageError("on purpose");
        }
    }

    @Test
    void result_errorWhileReadByTheParent_fails() {
        assertFails(ErrorAtReading::new);
    }

    // ---- the end, and much at once ----

    @Test
    void shutdown_taskIsAboutToDie_ends() throws InterruptedException {
        ProcessPool own = ProcessPool.of(2);
        CompletableFuture<Integer> victim = own.submit(() -> {
            TimeUnit.MILLISECONDS.sleep(100); // so that the pool is shut down before, as likely as not
            Deed.DIE.happen();
            return 1;
        });
        HangGuard.run("close", own::close);
        assertInstanceOf(WorkerDiedException.class, failureOf(victim));
    }

    @Test
    void shutdown_taskCouldNotBeWritten_endsAndTheOthersAreDone() throws InterruptedException {
        ProcessPool own = ProcessPool.of(2);
        CompletableFuture<Integer> done = own.submit(() -> 1);
        AtWriting captured = new AtWriting(Deed.THROW);
        assertThrows(RuntimeException.class, () -> own.submit(() -> captured.hashCode()));
        own.shutdown();
        assertTrue(HangGuard.call("termination", () -> own.awaitTermination(1, TimeUnit.MINUTES)));
        assertEquals(1, done.join());
        HangGuard.run("close", own::close);
    }

    @Test
    void map_muchDataAndAllDie_fails() {
        String much = "a".repeat(4 * 1024 * 1024);
        assertThrows(
                WorkerDiedException.class,
                () -> HangGuard.call(
                        "map",
                        () -> pool.map(Collections.nCopies(10, much), MapOptions.chunksOf(1), text -> {
                            Deed.DIE.happen();
                            return text;
                        })));
    }

    @Test
    void submit_moreThanAnybodyTakes_allAreDone() throws InterruptedException {
        List<CompletableFuture<Integer>> futures = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            int number = i;
            futures.add(pool.submit(() -> number));
        }
        HangGuard.run("all", () -> {
            for (int i = 0; i < futures.size(); i++) {
                assertEquals(i, futures.get(i).join());
            }
        });
    }
}
