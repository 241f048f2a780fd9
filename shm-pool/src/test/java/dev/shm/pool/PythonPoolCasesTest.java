package dev.shm.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.testkit.HangGuard;
import dev.shm.value.SharedInt;
import java.lang.ref.WeakReference;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What CPython's suite asks of {@code multiprocessing.Pool} ({@code _test_multiprocessing.py}, {@code _TestPool}), in other words. */
class PythonPoolCasesTest extends PoolFixture {
    private static int square(int x) {
        return x * x;
    }

    private static List<Integer> squares(int count) {
        return IntStream.range(0, count).mapToObj(PythonPoolCasesTest::square).toList();
    }

    private static List<Arguments.Two<Integer, Integer>> pairs(int count) {
        return numbers(count).stream().map(x -> Arguments.of(x, x)).toList();
    }

    private static <T> List<T> all(Iterator<T> results) {
        List<T> list = new ArrayList<>();
        results.forEachRemaining(list::add);
        return list;
    }

    /** As a generator that fails on its way. */
    private static Iterator<Integer> failingAfter(int count) {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Integer next() {
                if (next == count) {
                    throw new IllegalStateException("the source fails");
                }
                return next++;
            }
        };
    }

    // ---- apply ----

    @Test
    void apply() throws InterruptedException {
        assertEquals(square(5), pool.apply(() -> square(5)));
    }

    @Test
    void async() throws Exception {
        CompletableFuture<Integer> future = pool.submit(() -> square(7));
        assertEquals(49, HangGuard.call("task", () -> future.get()));
    }

    @Test
    void async_timeout() throws Exception {
        SharedInt go = SharedInt.create(space, "async_timeout");
        CompletableFuture<Integer> future = pool.submit(() -> {
            while (go.get() == 0) {
                Thread.onSpinWait();
            }
            return square(6);
        });
        assertThrows(TimeoutException.class, () -> future.get(1, TimeUnit.MILLISECONDS));
        go.set(1);
        assertEquals(36, HangGuard.call("task", () -> future.get()));
    }

    // ---- map ----

    @Test
    void map() throws InterruptedException {
        assertEquals(squares(10), pool.map(numbers(10), x -> square(x)));
        assertEquals(squares(100), pool.map(numbers(100), MapOptions.chunksOf(20), x -> square(x)));
    }

    @Test
    void starmap() throws InterruptedException {
        assertEquals(squares(10), pool.starmap(pairs(10), (a, b) -> a * b));
    }

    @Test
    void starmap_async() throws Exception {
        CompletableFuture<List<Integer>> future = pool.starmapAsync(pairs(100), (a, b) -> a * b);
        assertEquals(squares(100), HangGuard.call("starmap", () -> future.get()));
    }

    @Test
    void map_async() throws Exception {
        CompletableFuture<List<Integer>> future = pool.mapAsync(numbers(10), x -> square(x));
        assertEquals(squares(10), HangGuard.call("map", () -> future.get()));
    }

    @Test
    void map_async_callbacks() {
        AtomicReference<List<Integer>> results = new AtomicReference<>();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        CompletableFuture<Void> good = pool.mapAsync(List.of(1), x -> square(x)).thenAccept(results::set);
        HangGuard.run("callback", good::join);
        assertEquals(List.of(1), results.get());
        CompletableFuture<List<Integer>> bad = pool.<Integer, Integer>mapAsync(List.of(0), x -> 1 / x)
                .whenComplete((result, thrown) -> failure.set(thrown));
        HangGuard.run("callback", () -> assertThrows(CompletionException.class, bad::join));
        assertTrue(
                failure.get().toString().contains("/ by zero"),
                () -> failure.get().toString());
    }

    @Test
    void map_unpicklable() throws InterruptedException {
        Object lock = new Object();
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> pool.map(numbers(10), x -> lock.hashCode() + x));
        assertTrue(refused.getMessage().contains("java.lang.Object"), refused::getMessage);
    }

    @Test
    void map_chunksize() throws InterruptedException {
        assertEquals(List.of(), pool.<Integer, Integer>map(List.of(), MapOptions.chunksOf(1), x -> square(x)));
        assertEquals(squares(3), pool.map(numbers(3), MapOptions.chunksOf(1_000_000), x -> square(x)));
    }

    @Test
    void map_handle_iterable_exception() throws InterruptedException {
        List<Integer> failing = new AbstractList<>() {
            @Override
            public Integer get(int index) {
                throw new IllegalStateException("the source fails");
            }

            @Override
            public int size() {
                return 10;
            }
        };
        IllegalStateException thrown =
                assertThrows(IllegalStateException.class, () -> pool.map(failing, x -> square(x)));
        assertEquals("the source fails", thrown.getMessage());
    }

    @Test
    void map_no_failfast() {
        SharedInt done = SharedInt.create(space, "map_no_failfast");
        assertThrows(
                IllegalStateException.class,
                () -> pool.map(numbers(10), MapOptions.chunksOf(1), x -> {
                    if (x == 0) {
                        throw new IllegalStateException("the first");
                    }
                    return done.incrementAndGet();
                }));
        assertEquals(9, done.get()); // it comes when all are done
    }

    // ---- imap ----

    @Test
    void imap() {
        Iterator<Integer> few = pool.imap(numbers(10).iterator(), x -> square(x));
        for (int i = 0; i < 10; i++) {
            assertEquals(square(i), few.next());
        }
        assertFalse(few.hasNext());
        assertThrows(NoSuchElementException.class, few::next);
        assertEquals(squares(1000), all(pool.imap(numbers(1000).iterator(), MapOptions.chunksOf(100), x -> square(x))));
    }

    @Test
    void imap_handle_iterable_exception() {
        Iterator<Integer> results = pool.imap(failingAfter(3), x -> square(x));
        for (int i = 0; i < 3; i++) {
            assertEquals(square(i), results.next());
        }
        assertThrows(IllegalStateException.class, results::next);
    }

    @Test
    void imap_unordered() {
        List<Integer> results =
                all(pool.imapUnordered(numbers(420).iterator(), MapOptions.chunksOf(53), x -> square(x)));
        assertEquals(squares(420), results.stream().sorted().toList());
    }

    @Test
    void imap_unordered_handle_iterable_exception() {
        Iterator<Integer> results = pool.imapUnordered(failingAfter(10), x -> square(x));
        HashSet<Integer> expected = new HashSet<>(squares(10));
        IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> {
            while (true) {
                assertTrue(expected.remove(results.next()));
            }
        });
        assertEquals("the source fails", thrown.getMessage());
    }

    @Test
    void empty_iterable() throws Exception {
        assertFalse(pool.imap(List.<Integer>of().iterator(), x -> square(x)).hasNext());
        assertFalse(pool.imapUnordered(List.<Integer>of().iterator(), x -> square(x))
                .hasNext());
        assertEquals(
                List.of(),
                HangGuard.call(
                        "map",
                        () -> pool.<Integer, Integer>mapAsync(List.of(), x -> square(x))
                                .get()));
    }

    // ---- what is thrown ----

    private static int fail(int x) {
        throw new IllegalArgumentException("wrong: " + x);
    }

    @Test
    void traceback() {
        IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, () -> pool.apply(() -> fail(1)));
        assertTrue(
                Arrays.stream(thrown.getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().equals("fail")),
                () -> Arrays.toString(thrown.getStackTrace()));
    }

    @Test
    void wrapped_exception() {
        IllegalStateException thrown = assertThrows(
                IllegalStateException.class,
                () -> pool.apply(() -> {
                    throw new IllegalStateException("outer", new IllegalArgumentException("inner"));
                }));
        assertEquals("inner", thrown.getCause().getMessage());
    }

    // ---- the pool itself ----

    @Test
    void make_pool() throws InterruptedException {
        assertThrows(IllegalArgumentException.class, () -> ProcessPool.of(-1));
        assertThrows(IllegalArgumentException.class, () -> ProcessPool.of(0));
        try (ProcessPool one = ProcessPool.of(1)) {
            assertEquals(3, one.apply(() -> 3));
        }
    }

    @Test
    void terminate() throws InterruptedException {
        ProcessPool own = ProcessPool.of(2);
        CompletableFuture<List<Integer>> future = own.mapAsync(numbers(10_000), MapOptions.chunksOf(1), x -> {
            TimeUnit.SECONDS.sleep(100);
            return x;
        });
        own.shutdownNow();
        HangGuard.run("close", own::close);
        assertTrue(future.isCompletedExceptionally());
        assertEquals(List.of(), own.workers());
    }

    @Test
    void context() throws InterruptedException {
        ProcessPool own = ProcessPool.of(2);
        try (own) {
            assertEquals(squares(100), own.map(numbers(100), x -> square(x)));
        }
        assertThrows(RejectedExecutionException.class, () -> own.mapAsync(numbers(100), x -> square(x)));
    }

    @Test
    void enter() {
        ProcessPool own = ProcessPool.of(1);
        own.close();
        own.close(); // a second time does nothing
        assertTrue(own.isTerminated());
        assertThrows(RejectedExecutionException.class, () -> own.apply(() -> 1));
    }

    @Test
    void release_task_refs() throws InterruptedException {
        List<WeakReference<int[]>> references = new ArrayList<>();
        List<int[]> arguments = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            int[] argument = {i};
            arguments.add(argument);
            references.add(new WeakReference<>(argument));
        }
        assertEquals(10, pool.map(arguments, array -> array[0]).size());
        arguments.clear();
        HangGuard.await("collection of the arguments", () -> {
            System.gc();
            return references.stream().allMatch(reference -> reference.get() == null);
        });
    }

    /** One that was forgotten goes with its program; here it is told by nobody but the list of pools. */
    @Test
    void resource_warning() {
        try (ProcessPool own =
                ProcessPool.builder().workers(1).name("forgotten").build()) {
            assertTrue(ProcessPool.list().stream().anyMatch(info -> info.name().equals(own.name())));
        }
        assertTrue(ProcessPool.list().stream().noneMatch(info -> info.name().equals("forgotten")));
    }
}
