package dev.shm.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.locks.InterProcessEvent;
import dev.shm.testkit.HangGuard;
import dev.shm.value.SharedLong;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** What a pool does as an executor, as long as nobody dies. */
class ProcessPoolExecutorTest extends PoolFixture {
    /** Not serializable. */
    static final class Socket {}

    // ---- one ----

    @Test
    void apply_callable_returns() throws InterruptedException {
        long pid = pool.apply(() -> ProcessHandle.current().pid());
        assertTrue(pool.workers().stream().anyMatch(worker -> worker.pid() == pid));
        assertNull(pool.apply(() -> null));
    }

    @Test
    void submit_anyKind_completes() throws InterruptedException, ExecutionException {
        SharedLong counter = SharedLong.create(space, "counter");
        assertEquals("x", pool.submit(() -> "x").get());
        assertNull(pool.submit(() -> {
                    counter.incrementAndGet();
                })
                .get());
        SerializableRunnable add = () -> counter.addAndGet(10);
        assertEquals("given", pool.submit(add, "given").get());
        SerializableCallable<Long> get = counter::get;
        Callable<Long> plain = get;
        assertEquals(11L, pool.submit(plain).get());
        Future<?> asOfAnyExecutor = pool.submit((Runnable) add);
        assertNull(asOfAnyExecutor.get());
        assertEquals(21, counter.get());
    }

    @Test
    void submit_callbackThatUsesThePool_goesOn() {
        CompletableFuture<Integer> chain = pool.submit(() -> 1).thenApply(x -> {
            try {
                return pool.map(List.of(x), y -> y + 1).get(0);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        int result = HangGuard.call("chain", () -> chain.join());
        assertEquals(2, result);
    }

    @Test
    void submit_plainLambdaAsCallable_saysWhatToDo() {
        Callable<Integer> plain = () -> 1;
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> pool.submit(plain));
        assertTrue(refused.getMessage().contains("declare it as a SerializableCallable"), refused::getMessage);
        assertThrows(NullPointerException.class, () -> pool.submit((Callable<Integer>) null));
        assertThrows(NullPointerException.class, () -> pool.execute(null));
        assertThrows(NullPointerException.class, () -> pool.map(null, x -> x));
        assertThrows(NullPointerException.class, () -> pool.map(List.of(1), null));
    }

    // ---- cancel ----

    @Test
    void cancel_running_interruptsItAndFreesTheWorker() throws InterruptedException {
        InterProcessEvent begun = InterProcessEvent.create(space, "begun");
        InterProcessEvent interrupted = InterProcessEvent.create(space, "interrupted");
        CompletableFuture<Integer> future = pool.submit(() -> {
            begun.set();
            try {
                Endless.untilInterrupted();
            } catch (InterruptedException e) {
                interrupted.set();
            }
            return 1;
        });
        HangGuard.run("begin", begun::await);
        List<ProcessHandle> before = pool.workers();
        assertTrue(future.cancel(true));
        HangGuard.run("interrupt", interrupted::await);
        assertThrows(CancellationException.class, future::get);
        assertEquals(List.of(1, 2), pool.map(List.of(1, 2), x -> x));
        assertEquals(before, pool.workers());
    }

    @Test
    void cancel_notBegun_neverBegins() throws InterruptedException {
        InterProcessEvent gate = InterProcessEvent.create(space, "cancel-gate");
        SharedLong ran = SharedLong.create(space, "ran");
        List<CompletableFuture<?>> blockers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            blockers.add(pool.submit(() -> {
                gate.await();
                return 0;
            }));
        }
        List<CompletableFuture<Long>> waiting = new ArrayList<>();
        for (int i = 0; i < 200; i++) { // in the queue, and in the backlog
            waiting.add(pool.submit(ran::incrementAndGet));
        }
        HangGuard.await("cancel", () -> waiting.stream().allMatch(future -> future.cancel(false)));
        gate.set();
        for (CompletableFuture<?> blocker : blockers) {
            HangGuard.call("blocker", () -> blocker.join());
        }
        pool.map(numbers(4), MapOptions.chunksOf(1), x -> x);
        assertEquals(0, ran.get());
    }

    // ---- of an executor ----

    private static int fail(int number) {
        throw new IllegalStateException("number " + number);
    }

    @Test
    void invokeAll_someFail_allAreDone() throws InterruptedException, ExecutionException {
        List<SerializableCallable<Integer>> tasks = List.of(() -> 1, () -> fail(1), () -> 3);
        List<Future<Integer>> futures = pool.invokeAll(tasks);
        assertEquals(1, futures.get(0).get());
        assertThrows(ExecutionException.class, () -> futures.get(1).get());
        assertEquals(3, futures.get(2).get());
    }

    @Test
    void invokeAll_timeOver_cancelsTheRest() throws InterruptedException, ExecutionException {
        InterProcessEvent never = InterProcessEvent.create(space, "never");
        List<SerializableCallable<Integer>> tasks = List.of(() -> 1, () -> {
            never.await();
            return 2;
        });
        List<Future<Integer>> futures = pool.invokeAll(tasks, 300, TimeUnit.MILLISECONDS);
        assertTrue(futures.stream().allMatch(Future::isDone));
        assertTrue(futures.get(1).isCancelled());
    }

    @Test
    void invokeAny_oneSucceeds_isThat() throws InterruptedException, ExecutionException {
        List<SerializableCallable<Integer>> tasks = List.of(() -> fail(1), () -> 7);
        assertEquals(7, pool.invokeAny(tasks));
        List<SerializableCallable<Integer>> failing = List.of(() -> fail(1), () -> fail(2));
        assertThrows(ExecutionException.class, () -> pool.invokeAny(failing));
        assertThrows(IllegalArgumentException.class, () -> pool.invokeAny(List.<SerializableCallable<Integer>>of()));
        List<SerializableCallable<Integer>> slow = List.of(Endless::untilInterrupted);
        assertThrows(TimeoutException.class, () -> pool.invokeAny(slow, 10, TimeUnit.MILLISECONDS));
    }

    @Test
    void map_interrupted_stopsWhatItHasBegun() throws InterruptedException {
        InterProcessEvent begun = InterProcessEvent.create(space, "interrupt-begun");
        Thread self = Thread.currentThread();
        Thread interrupter = new Thread(() -> {
            try {
                begun.await();
                self.interrupt();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        interrupter.start();
        assertThrows(
                InterruptedException.class,
                () -> pool.map(numbers(10), x -> {
                    begun.set();
                    return Endless.untilInterrupted();
                }));
        interrupter.join();
        assertEquals(List.of(1), pool.map(List.of(1), x -> x));
    }

    // ---- its life ----

    @Test
    void close_tasksLeft_doesThemFirst() throws ExecutionException, InterruptedException {
        List<Future<Integer>> futures = new ArrayList<>();
        List<ProcessHandle> workers;
        ProcessPool own = ProcessPool.builder().workers(1).name("closing").build();
        try (own) {
            workers = own.workers();
            for (int i = 0; i < 100; i++) {
                int number = i;
                futures.add(own.submit(() -> number));
            }
        }
        for (int i = 0; i < 100; i++) {
            assertTrue(futures.get(i).isDone());
            assertEquals(i, futures.get(i).get());
        }
        assertTrue(workers.stream().noneMatch(ProcessHandle::isAlive));
        assertTrue(own.isTerminated());
        assertEquals("ProcessPool closing, workers=1, terminated", own.toString());
        own.close(); // of no effect
        assertThrows(RejectedExecutionException.class, () -> own.submit(() -> 1));
        assertThrows(RejectedExecutionException.class, () -> own.map(List.of(1), x -> x));
    }

    /** Can be read by the pool only once somebody waits in {@code close}, or has left it. */
    static final class ReadWhileClosing implements Serializable {
        private static final long serialVersionUID = 1L;

        private static volatile Thread closer; // null before
        private static volatile boolean closed;

        private void readObject(ObjectInputStream in) {
            while (!closed && (closer == null || closer.getState() != Thread.State.TIMED_WAITING)) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void close_terminatedButAResultIsStillRead_waitsForIt() throws InterruptedException {
        ProcessPool own = ProcessPool.of(1);
        try (own) {
            CompletableFuture<ReadWhileClosing> future = own.submit(ReadWhileClosing::new);
            own.shutdown();
            assertTrue(HangGuard.call("end", () -> own.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS)));
            ReadWhileClosing.closer = Thread.currentThread();
            own.close();
            assertTrue(future.isDone());
        } finally {
            ReadWhileClosing.closed = true;
            ReadWhileClosing.closer = null;
        }
    }

    @Test
    void close_neverUsed_leavesNothing() {
        for (int i = 0; i < 3; i++) {
            HangGuard.run("close", () -> ProcessPool.of(2).close());
        }
    }

    @Test
    void shutdownNow_full_cancelsAndStopsAll() throws InterruptedException {
        InterProcessEvent begun = InterProcessEvent.create(space, "shutdown-begun");
        List<CompletableFuture<Integer>> futures = new ArrayList<>();
        try (ProcessPool own = ProcessPool.of(1)) {
            futures.add(own.submit(() -> {
                begun.set();
                return Endless.untilInterrupted();
            }));
            HangGuard.run("begin", begun::await);
            for (int i = 0; i < 300; i++) {
                futures.add(own.submit(() -> 1));
            }
            List<Runnable> never = own.shutdownNow();
            assertEquals(300, never.size());
            assertTrue(futures.containsAll(never));
            assertTrue(own.isShutdown());
            assertTrue(HangGuard.call("end", () -> own.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS)));
        }
        assertTrue(futures.stream().allMatch(Future::isDone));
        assertTrue(futures.get(300).isCancelled());
    }

    @Test
    void builder_everything_isAsSaid() throws InterruptedException {
        SharedLong initialized = SharedLong.create(space, "initialized");
        try (ProcessPool own = ProcessPool.builder()
                .workers(2)
                .name("special")
                .jvmOptions("-Dproperty=value")
                .environment("VARIABLE", "set")
                .initializer(initialized::incrementAndGet)
                .maxTasksPerWorker(2)
                .build()) {
            assertEquals("value", own.apply(() -> System.getProperty("property")));
            assertEquals("set", own.apply(() -> System.getenv("VARIABLE")));
            assertTrue(own.apply(() -> Thread.currentThread().getName()).startsWith("special-worker-"));
            List<Long> pids = own.map(
                    numbers(20),
                    MapOptions.chunksOf(1),
                    x -> ProcessHandle.current().pid());
            assertTrue(
                    pids.stream()
                            .distinct()
                            .allMatch(pid -> pids.stream().filter(pid::equals).count() <= 2),
                    pids::toString);
            assertTrue(initialized.get() >= 10, initialized::toString);
        }
    }

    @Test
    void builder_badInput_isRefused() {
        ProcessPoolBuilder builder = ProcessPool.builder();
        assertThrows(IllegalArgumentException.class, () -> ProcessPool.of(0));
        assertThrows(IllegalArgumentException.class, () -> builder.maxTasksPerWorker(0));
        assertThrows(IllegalArgumentException.class, () -> builder.retries(-1));
        assertThrows(IllegalArgumentException.class, () -> builder.taskDeadline(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> builder.name(""));
        assertThrows(IllegalArgumentException.class, () -> MapOptions.chunksOf(0));
        Socket socket = new Socket();
        assertThrows(
                IllegalArgumentException.class,
                () -> builder.initializer(() -> System.out.println(socket)).build());
    }
}
