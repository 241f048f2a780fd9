package dev.shm.pool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.locks.InterProcessEvent;
import dev.shm.testkit.HangGuard;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a pool does with functions, as long as nobody dies. */
class ProcessPoolTest extends PoolFixture {
    // ---- map ----

    @Test
    void map_lambda_resultsInOrder() throws InterruptedException {
        assertEquals(List.of(0, 1, 4, 9, 16, 25, 36, 49, 64, 81), pool.map(numbers(10), x -> x * x));
    }

    @Test
    void map_anyNumberAndChunk_resultsInOrder() throws InterruptedException {
        for (int count : new int[] {0, 1, 2, 7, 8, 9, 1000}) {
            for (int chunk : new int[] {1, 3, 1000, Integer.MAX_VALUE}) {
                List<Integer> doubled = pool.map(numbers(count), MapOptions.chunksOf(chunk), x -> 2 * x);
                assertEquals(numbers(count).stream().map(x -> 2 * x).toList(), doubled);
            }
        }
    }

    @Test
    void map_methodReferencesAndNulls_arrive() throws InterruptedException {
        assertEquals(List.of("1", "2"), pool.map(List.of(1, 2), String::valueOf));
        List<Object> some = new ArrayList<>();
        some.add(null);
        some.add("x");
        assertEquals(some, pool.map(some, x -> x));
    }

    @Test
    void map_longFunctionAndLongValues_arrive() throws InterruptedException {
        byte[] captured = new byte[100_000];
        captured[77_777] = 7;
        List<byte[]> values = List.of(new byte[1_000_000], new byte[20_000], new byte[0]);
        List<byte[]> results = pool.map(values, MapOptions.chunksOf(1), bytes -> {
            byte[] more = new byte[bytes.length + captured[77_777]];
            more[0] = 1;
            return more;
        });
        assertEquals(
                List.of(1_000_007, 20_007, 7),
                results.stream().map(b -> b.length).toList());
        assertEquals(1, results.get(0)[0]);
        assertTrue(spilledFiles().isEmpty(), () -> spilledFiles().toString());
    }

    private static List<String> spilledFiles() {
        return List.of(PoolFiles.of(pool)).stream()
                .filter(name -> name.endsWith(".bytes") && !name.equals("pool.bytes"))
                .toList();
    }

    @Test
    void map_listener_hearsOfProgress() throws InterruptedException {
        List<Long> heard = new ArrayList<>();
        pool.map(numbers(10), MapOptions.chunksOf(1).listener((done, total) -> heard.add(100 * done + total)), x -> x);
        assertEquals(1010L, heard.get(heard.size() - 1));
        assertEquals(heard.stream().sorted().toList(), heard);
    }

    @Test
    void mapAsync_listener_hearsOfProgressInOrder() throws Exception {
        List<Long> heard = new ArrayList<>();
        CompletableFuture<List<Integer>> future =
                pool.mapAsync(numbers(20), MapOptions.chunksOf(5).listener((done, total) -> heard.add(done)), x -> x);
        assertEquals(numbers(20), HangGuard.call("map", () -> future.get()));
        assertEquals(20L, heard.get(heard.size() - 1));
        assertEquals(heard.stream().sorted().toList(), heard);
    }

    @Test
    void mapAsync_listenerThrows_failsWithThat() {
        CompletableFuture<List<Integer>> future = pool.mapAsync(
                numbers(3),
                MapOptions.DEFAULT.listener((done, total) -> {
                    throw new IllegalStateException("on purpose");
                }),
                x -> x);
        ExecutionException thrown =
                assertThrows(ExecutionException.class, () -> HangGuard.call("map", () -> future.get()));
        assertEquals("on purpose", thrown.getCause().getMessage());
    }

    @Test
    void starmap_twoToFiveArguments_arrive() throws InterruptedException {
        assertEquals(
                List.of(8.0, 27.0, 64.0),
                pool.starmap(
                        List.of(Arguments.of(2.0, 3.0), Arguments.of(3.0, 3.0), Arguments.of(4.0, 3.0)), Math::pow));
        assertEquals(List.of("a1true"), pool.starmap(List.of(Arguments.of("a", 1, true)), (a, b, c) -> a + b + c));
        assertEquals(List.of(10), pool.starmap(List.of(Arguments.of(1, 2, 3, 4)), (a, b, c, d) -> a + b + c + d));
        assertEquals(
                List.of(15),
                pool.starmapAsync(List.of(Arguments.of(1, 2, 3, 4, 5)), (a, b, c, d, e) -> a + b + c + d + e)
                        .join());
    }

    @Test
    void mapAsync_completes_andIsCancelled() throws InterruptedException {
        assertEquals(List.of(1, 2), pool.mapAsync(List.of(0, 1), x -> x + 1).join());
        assertEquals(List.of(), pool.mapAsync(List.<Integer>of(), x -> x + 1).join());
        InterProcessEvent begun = InterProcessEvent.create(space, "map-begun");
        CompletableFuture<List<Integer>> future = pool.mapAsync(numbers(100), x -> {
            begun.set();
            return Endless.untilInterrupted();
        });
        HangGuard.run("begin", begun::await);
        assertTrue(future.cancel(true));
        assertEquals(List.of(1), pool.map(List.of(1), x -> x)); // the workers are free again
    }

    // ---- imap ----

    @Test
    void imap_endlessSource_isReadOnlySoFarAhead() {
        AtomicInteger read = new AtomicInteger();
        Iterator<Integer> source = IntStream.generate(read::getAndIncrement).iterator();
        Iterator<Integer> results = pool.imap(source, x -> -x);
        for (int i = 0; i < 100; i++) {
            assertEquals(-i, results.next());
        }
        assertTrue(read.get() <= 100 + 2 * 4 + 2, "read=" + read);
    }

    @Test
    void imap_chunks_resultsInOrder() {
        Iterator<Integer> results = pool.imap(numbers(50).iterator(), MapOptions.chunksOf(7), x -> x + 1);
        List<Integer> all = new ArrayList<>();
        results.forEachRemaining(all::add);
        assertEquals(IntStream.rangeClosed(1, 50).boxed().toList(), all);
    }

    @Test
    void imapUnordered_oneWaitsForTheOther_comesLast() {
        InterProcessEvent gate = InterProcessEvent.create(space, "gate");
        Iterator<Integer> results = pool.imapUnordered(List.of(1, 2).iterator(), x -> {
            if (x == 1) {
                gate.await();
            }
            return x;
        });
        assertEquals(2, HangGuard.call("the second one", results::next));
        gate.set();
        assertEquals(1, results.next());
        assertFalse(results.hasNext());
    }

    @Test
    void imap_oneFails_itsPlaceThrowsAndOthersGoOn() {
        Iterator<Integer> results = pool.imap(List.of(1, 0, 2).iterator(), x -> 10 / x);
        assertEquals(10, results.next());
        assertThrows(ArithmeticException.class, results::next);
        assertEquals(5, results.next());
        assertFalse(results.hasNext());
    }

    @Test
    void imap_sourceFails_throwsInItsPlaceAndIsOver() {
        Iterator<Integer> source = IntStream.of(1, 2, 0, 4).map(x -> 12 / x).iterator();
        Iterator<Integer> results = pool.imap(source, x -> x);
        assertEquals(12, results.next());
        assertEquals(6, results.next());
        assertThrows(ArithmeticException.class, results::next);
        assertFalse(results.hasNext());
    }

    // ---- exceptions ----

    @Test
    void map_functionThrows_isThatExceptionWithBothTraces() {
        ArithmeticException thrown =
                assertThrows(ArithmeticException.class, () -> pool.map(List.of(1, 0, 2), x -> 10 / x));
        List<String> methods = List.of(thrown.getStackTrace()).stream()
                .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                .toList();
        assertTrue(methods.contains("dev.shm.pool.worker.Main.main"), methods::toString);
        assertTrue(methods.contains("dev.shm.pool.ProcessPoolTest.map_functionThrows_isThatExceptionWithBothTraces"));
    }

    @Test
    void map_checkedException_isTheCause() {
        CompletionException thrown = assertThrows(
                CompletionException.class,
                () -> pool.map(List.of(1), x -> {
                    throw new IOException("checked");
                }));
        assertInstanceOf(IOException.class, thrown.getCause());
    }

    @Test
    void map_severalFail_theFirstInOrderIsThrown() {
        for (int i = 0; i < 20; i++) {
            IllegalStateException thrown = assertThrows(
                    IllegalStateException.class,
                    () -> pool.map(numbers(8), MapOptions.chunksOf(1), x -> {
                        throw new IllegalStateException("number " + x);
                    }));
            assertEquals("number 0", thrown.getMessage());
        }
    }

    /** Not serializable. */
    static final class Socket {}

    @Test
    void submit_resultCanNotBeSent_failsAndSaysWhich() {
        ExecutionException thrown = assertThrows(
                ExecutionException.class,
                () -> pool.<Object>submit(() -> List.of(new Socket())).get());
        assertTrue(
                thrown.getCause().getMessage().contains("class=" + Socket.class.getName()),
                () -> thrown.getCause().getMessage());
    }

    @Test
    void map_argumentCanNotBeSent_isRefused() throws InterruptedException {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> pool.map(List.of(new Socket()), x -> 1));
        assertTrue(refused.getMessage().contains("class=" + Socket.class.getName()), refused::getMessage);
        assertEquals(1, pool.apply(() -> 1));
    }

    /** Can be written, but not read. */
    static final class Unreadable implements Serializable {
        private static final long serialVersionUID = 1L;

        private void readObject(ObjectInputStream in) throws IOException {
            throw new IOException("unreadable on purpose");
        }
    }

    @Test
    void submit_argumentOrResultCanNotBeDecoded_failsAndOthersGoOn() throws InterruptedException {
        Unreadable captured = new Unreadable();
        ExecutionException thrown = assertThrows(
                ExecutionException.class,
                () -> pool.submit(() -> captured.hashCode()).get());
        assertTrue(thrown.getMessage().contains("unreadable on purpose"), thrown::getMessage);
        thrown = assertThrows(
                ExecutionException.class, () -> pool.submit(Unreadable::new).get());
        assertTrue(thrown.getMessage().contains("unreadable on purpose"), thrown::getMessage);
        assertEquals(List.of(2), pool.map(List.of(1), x -> x + 1));
    }

    @Test
    void map_arrays_arriveAsTheyAre() throws InterruptedException {
        assertArrayEquals(
                new int[] {2, 3},
                pool.map(List.of(new int[] {1, 2}), a -> new int[] {a[0] + 1, a[1] + 1})
                        .get(0));
    }
}
