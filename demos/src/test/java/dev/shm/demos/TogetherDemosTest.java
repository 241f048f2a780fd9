package dev.shm.demos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.space.SharedSpace;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.LeakCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The demos that several JVMs do together, with a line of what they end with. */
@ExtendWith(LeakCheck.class)
class TogetherDemosTest {
    private static final String NAME = "together-demos-test";

    @AfterEach
    void deleteSpace() {
        SharedSpace.delete(NAME);
    }

    @ParameterizedTest
    @CsvSource({
        "semaphore, Most in use at once: [12] of 2",
        "read-write, Tables seen that were not whole: 0",
        "event, The event is set",
        "latch, To go: 0",
        "barrier, Seen out of step: 0",
        "wait-set, Bells that were rung: 2",
        "stripe, Pairs left half done: 0",
        "topic, News out of order: 0",
        "pipe, Numbers out of order: 0"
    })
    void demo_startsAllJvms_endsAsItShould(String demo, String end) {
        Demo.Result result = Demo.run("demo", demo, "--processes=2", "--rounds=20");

        assertEquals(0, result.status(), result::toString);
        assertEquals(2, result.countLines("  pid \\d+ .*"), result::toString);
        assertTrue(result.lastLine().matches(end), result::toString);
        assertEquals("", result.errors(), "nothing is said, nor shown, on what isn't a terminal");
    }

    @ParameterizedTest
    @CsvSource({
        "semaphore, Most in use at once: [12] of 2",
        "read-write, Tables seen that were not whole: 0",
        "event, The event is set",
        "latch, To go: 0",
        "barrier, Seen out of step: 0",
        "wait-set, Bells that were rung: 2",
        "stripe, Pairs left half done: 0",
        "topic, News out of order: 0",
        "pipe, Numbers out of order: 0"
    })
    void demo_inTwoTerminals_endsAsItShould(String demo, String end) {
        String[] arguments = {"demo", demo, "--space", NAME, "--processes=2", "--rounds=20"};
        try (ChildJvm one = Demo.start(arguments);
                ChildJvm other = Demo.start(arguments)) {
            Demo.Result first = Demo.await(one);
            Demo.Result second = Demo.await(other);
            assertEquals(0, first.status(), first::toString);
            assertEquals(0, second.status(), second::toString);
            assertTrue(first.lastLine().matches(end) || second.lastLine().matches(end), first + " " + second);
        }
    }
}
