package dev.shm.demos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.testkit.LeakCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The demos of processes and pools say what the tutorial says. */
@ExtendWith(LeakCheck.class)
class LessonsTest {
    private static List<String> lines(String... demo) {
        String[] arguments = Stream.concat(Stream.of("demo"), Stream.of(demo)).toArray(String[]::new);
        Demo.Result result = Demo.run(arguments);

        assertEquals(0, result.status(), result::toString);
        assertEquals("", result.errors(), "nothing is said, nor shown, on what isn't a terminal");
        return result.lines();
    }

    @Test
    void square_tenNumbers_areSquaredInTheirOrder() {
        assertEquals(List.of("[0, 1, 4, 9, 16, 25, 36, 49, 64, 81]"), lines("square"));
    }

    @Test
    void starmap_threePairs_areRaised() {
        assertEquals(List.of("[8, 27, 64]"), lines("starmap"));
    }

    @Test
    void numbers_tenToForty_haveALineEachInTheirOrder() {
        assertEquals(
                List.of(
                        "10: Fibonacci 55, square root 3.1623, logarithm 2.3026",
                        "15: Fibonacci 610, square root 3.8730, logarithm 2.7081",
                        "20: Fibonacci 6765, square root 4.4721, logarithm 2.9957",
                        "25: Fibonacci 75025, square root 5.0000, logarithm 3.2189",
                        "30: Fibonacci 832040, square root 5.4772, logarithm 3.4012",
                        "35: Fibonacci 9227465, square root 5.9161, logarithm 3.5553",
                        "40: Fibonacci 102334155, square root 6.3246, logarithm 3.6889"),
                lines("numbers"));
    }

    @Test
    void process_oneThatGreetsOneThatThrowsOneThatIsKilled_tellHowTheyEnded() {
        List<String> lines = lines("process");
        String parent = lines.get(2).replace("  process id: ", "");
        String child = lines.get(5).replace("  process id: ", "");

        assertEquals(
                List.of(
                        "main line",
                        "  parent process: none of ours",
                        "  process id: " + parent,
                        "function greet, in greeter",
                        "  parent process: " + parent,
                        "  process id: " + child,
                        "hello bob",
                        "exit code: 0",
                        "one that throws: exit code 1, java.lang.IllegalStateException: dropped it",
                        "one that is killed: signal 9, alive false"),
                lines);
        assertNotEquals(parent, child);
    }

    @Test
    void pool_resultsFuturesCallbacksTimeouts_asInPythonsManual() {
        List<String> lines = new ArrayList<>(lines("pool"));
        String workers = lines.remove(5);

        assertTrue(workers.matches("4 tasks, done by how many of 4 workers: [1-4]"), workers);
        assertEquals(
                List.of(
                        "[0, 1, 4, 9, 16, 25, 36, 49, 64, 81]",
                        "in any order, the sum is 285",
                        "20 squared: 400",
                        "30 squared: 900",
                        "a callback: 1600",
                        "We lacked patience and got a TimeoutException",
                        "For the moment, the pool remains available for more work",
                        "Now the pool is closed and no longer available"),
                lines);
    }

    @Test
    void executor_primes_asInPythonsManual() {
        assertEquals(
                List.of(
                        "112272535095293 is prime: true",
                        "112582705942171 is prime: true",
                        "112272535095293 is prime: true",
                        "115280095190773 is prime: true",
                        "115797848077099 is prime: true",
                        "1099726899285419 is prime: false",
                        "submit: true",
                        "invokeAll: 25",
                        "invokeAll: 168",
                        "invokeAll: 1229",
                        "invokeAny: the one that succeeds",
                        "CompletableFuture: twins"),
                lines("executor"));
    }

    @Test
    void gotchas_all_areNone() {
        List<String> said =
                lines("gotchas").stream().filter(line -> line.startsWith("   ")).toList();

        assertEquals(
                List.of(
                        "   started from anywhere",
                        "   [3, 6, 9]",
                        "   static variable 1, SharedInt 2",
                        "   no such city: Atlantis, thrown in find",
                        "   not serializable: at=the lambda in GotchasDemo.notSerializable captures variable 1.author,"
                                + " class=java.lang.Thread; make the class Serializable, or take what is needed of it into"
                                + " a variable of its own",
                        "   signal 9 ended the worker",
                        "   the pool goes on: [2, 3, 4]",
                        "   exit code 3",
                        "   here " + Runtime.getRuntime().availableProcessors()),
                said);
    }

    @Test
    void data_tenThousandLines_areSummedUpTheSameByAll() {
        List<String> lines = lines("data", "--lines=10000", "--workers=2");

        assertEquals("10000 lines of CSV, 0.2 MiB in shared memory, in 64 pieces.", lines.get(0));
        assertEquals(
                List.of(
                        "Athens       1212 sales,    298399.34",
                        "Berlin       1220 sales,    312314.16",
                        "Cairo        1260 sales,    318166.09",
                        "Lima         1255 sales,    313027.55",
                        "Nairobi      1264 sales,    312658.68",
                        "Osaka        1288 sales,    332382.74",
                        "Oslo         1316 sales,    328447.07",
                        "Quito        1185 sales,    304109.70"),
                lines.subList(1, 9));
        assertTrue(lines.get(9).matches("One JVM: +\\d+ ms, once more +\\d+ ms"), lines::toString);
        assertTrue(lines.get(10).matches("2 worker JVMs: +\\d+ ms, once more +\\d+ ms"), lines::toString);
        assertEquals("All found the same.", lines.get(11));
    }

    @Test
    void data_fewerLinesThanPieces_areSummedUpAlike() {
        List<String> lines = lines("data", "--lines=3", "--workers=1");

        assertEquals("3 lines of CSV, 0.0 MiB in shared memory, in 3 pieces.", lines.get(0));
        assertEquals("All found the same.", lines.get(lines.size() - 1));
    }

    @Test
    void data_badOptions_areRefused() {
        for (String bad : List.of("--workers=0", "--workers=1001", "--lines=0", "--lines=10000001")) {
            Demo.Result result = Demo.run("demo", "data", bad);

            assertEquals(2, result.status(), result::toString);
            assertTrue(result.errors().startsWith("shm: "), result::toString);
        }
    }
}
