package dev.shm.demos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.space.SharedSpace;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code shm demo queue}. */
@ExtendWith(LeakCheck.class)
class QueueDemoTest {
    private static final String NAME = "queue-demo-test";
    private static final String ADDS_UP = "It adds up: nothing is lost, nothing is doubled.";
    private static final int TERMINATED = 143;

    @AfterEach
    void deleteSpace() {
        SharedSpace.delete(NAME);
    }

    @Test
    void queue_noOptions_addsUp() {
        Demo.Result result = Demo.run("demo", "queue");

        assertEquals(0, result.status(), result::toString);
        assertEquals(2, result.countLines("  pid \\d+ put 10000"), result::toString);
        assertEquals(2, result.countLines("  pid \\d+ took \\d+"), result::toString);
        assertEnd(
                result,
                "Put:   20000 elements, their sum is 100010000",
                "Taken: 20000 elements, their sum is 100010000");
        assertEquals("", result.errors(), "nothing is said, nor shown, on what isn't a terminal");
    }

    private static void assertEnd(Demo.Result result, String... before) {
        List<String> lines = result.lines();
        assertEquals(ADDS_UP, result.lastLine(), result::toString);
        assertEquals(List.of(before), lines.subList(lines.size() - 1 - before.length, lines.size() - 1));
    }

    @Test
    void queue_onTerminal_showsProgressOnErrorsOnly() {
        try (ChildJvm child = ChildJvm.of(Main.class, "demo", "queue", "--producers=1", "--elements=100")
                .options("-D" + Progress.COLUMNS_PROPERTY + "=80")
                .start()) {
            Demo.Result result = Demo.await(child);

            assertEquals(0, result.status(), result::toString);
            assertTrue(result.errors().contains("100%"), result::toString);
            assertTrue(result.lines().stream().noneMatch(line -> line.contains("%")), result::toString);
        }
    }

    @Test
    void queue_producerAndConsumerInTwoTerminals_consumerGetsAllAndEnds() {
        try (SharedSpace space = SharedSpace.create(NAME);
                ChildJvm producer = start("--producers=1", "--elements=1000")) {
            HangGuard.await("a full queue", () -> Parcel.queue(space).remainingCapacity() == 0);
            Demo.Result taken;
            try (ChildJvm consumer = start("--consumers=1")) {
                taken = Demo.await(consumer);
            }
            Demo.Result put = Demo.await(producer);

            String sum = "1000 elements, their sum is 500500";
            assertEquals(0, put.status(), put::toString);
            assertEquals(1, put.countLines("Put:   " + sum), put::toString);
            assertEquals(ADDS_UP, put.lastLine());
            assertEquals(0, taken.status(), taken::toString);
            assertEquals(1, taken.countLines("  pid \\d+ took 1000"), taken::toString);
            assertEnd(taken, "Put:   " + sum, "Taken: " + sum);
        }
    }

    @Test
    void queue_bothInTwoTerminals_eachAddsUp() {
        try (ChildJvm one = start("--elements=2000");
                ChildJvm other = start("--elements=3000")) {
            Demo.Result first = Demo.await(one);
            Demo.Result second = Demo.await(other);

            assertEquals(0, first.status(), first::toString);
            assertEquals(0, second.status(), second::toString);
            assertEquals(ADDS_UP, first.lastLine(), first::toString);
            assertEquals(ADDS_UP, second.lastLine(), second::toString);
        }
    }

    @Test
    void queue_producersOnly_leaveWhatFits() {
        try (ChildJvm child = start("--producers=2", "--elements=10")) {
            Demo.Result result = Demo.await(child);

            assertEquals(0, result.status(), result::toString);
            assertEnd(
                    result,
                    "Put:   20 elements, their sum is 110",
                    "Taken: 0 elements, their sum is 0",
                    "Left:  20 elements, their sum is 110");
        }
    }

    @Test
    void queue_consumerKilled_othersTakeAllOfIt() {
        try (SharedSpace space = SharedSpace.create(NAME);
                ChildJvm child = start("--producers=1", "--consumers=2", "--elements=200000")) {
            awaitTaken(space);
            ProcessHandle victim = worker(child, QueueConsumer.class);
            victim.destroyForcibly();
            Demo.Result result = Demo.await(child);

            assertEquals(0, result.status(), result::toString);
            assertEquals(
                    1,
                    result.countLines("  pid " + victim.pid() + " was killed \\(SIGKILL\\) after it took \\d+"),
                    result::toString);
            String sum = "200000 elements, their sum is 20000100000";
            assertEnd(result, "Put:   " + sum, "Taken: " + sum);
        }
    }

    @Test
    void queue_producerKilled_tellsWhatIsMissingAndAddsUp() {
        try (SharedSpace space = SharedSpace.create(NAME);
                ChildJvm child = start("--producers=1", "--consumers=1", "--elements=10000000")) {
            awaitTaken(space);
            ProcessHandle victim = worker(child, QueueProducer.class);
            victim.destroyForcibly();
            Demo.Result result = Demo.await(child);

            assertEquals(1, result.status(), result::toString);
            assertTrue(
                    result.errors().matches("shm: \\d+ of 10000000 were put, \\d+ are missing\\R?"), result::toString);
            assertEquals(ADDS_UP, result.lastLine(), result::toString);
        }
    }

    @Test
    void queue_terminated_nextOneStillAddsUp() {
        try (SharedSpace space = SharedSpace.create(NAME);
                ChildJvm child = start("--producers=1", "--consumers=1", "--elements=10000000")) {
            awaitTaken(space);
            child.signal("TERM");
            assertEquals(TERMINATED, Demo.await(child).status());
        }
        try (ChildJvm child = start("--producers=1", "--consumers=1", "--elements=10")) {
            Demo.Result result = Demo.await(child);

            assertEquals(0, result.status(), result::toString);
            assertEquals(ADDS_UP, result.lastLine(), result::toString);
        }
    }

    @Test
    void queue_badOptions_areRefused() {
        for (String bad : List.of("--producers=0", "--consumers=0", "--producers=101", "--elements=-1", "--space=.x")) {
            Demo.Result result = Demo.run("demo", "queue", bad);
            assertEquals(2, result.status(), result::toString);
            assertTrue(result.errors().startsWith("shm: "), result::toString);
        }
        assertEquals(
                2,
                Demo.run("demo", "queue", "--space", NAME, "--producers=0", "--consumers=0")
                        .status());
    }

    private static ChildJvm start(String... more) {
        String[] arguments = new String[4 + more.length];
        System.arraycopy(new String[] {"demo", "queue", "--space", NAME}, 0, arguments, 0, 4);
        System.arraycopy(more, 0, arguments, 4, more.length);
        return Demo.start(arguments);
    }

    /** Waits until parcel 1 of producer 1 was taken: from then on it is going on. */
    private static void awaitTaken(SharedSpace space) {
        HangGuard.await("a parcel taken", () -> Tally.all(space).stream().anyMatch(tally -> tally.wasGot(1)));
    }

    private static ProcessHandle worker(ChildJvm demo, Class<?> main) {
        return ProcessHandle.of(demo.pid())
                .orElseThrow()
                .children()
                .filter(process -> process.info().commandLine().orElse("").contains(main.getName()))
                .findAny()
                .orElseThrow();
    }
}
