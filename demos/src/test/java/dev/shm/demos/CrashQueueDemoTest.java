package dev.shm.demos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shm.testkit.LeakCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code shm demo crash-queue}. */
@ExtendWith(LeakCheck.class)
class CrashQueueDemoTest {
    @Test
    void crashQueue_producersAndConsumersKilled_nothingLostNorDoubled() {
        Demo.Result result = Demo.run("demo", "crash-queue", "--kills=6", "--seed=1");

        assertEquals(0, result.status(), result::toString);
        assertEquals(1, result.countLines(".* Seed 1\\."), result::toString);
        assertEquals(2, result.countLines("Killed (producers|consumers): \\d+.*"), result::toString);
        assertEquals(1, result.countLines("Taken: \\d+, lost: 0, dealt with and come again: 0"), result::toString);
        assertEquals("It adds up: nothing is lost, nothing is doubled.", result.lastLine());
        assertEquals("", result.errors());
    }

    @Test
    void crashQueue_withoutSeed_printsTheOneItTook() {
        Demo.Result result = Demo.run("demo", "crash-queue", "--kills=0");

        assertEquals(0, result.status(), result::toString);
        assertEquals(1, result.countLines(".* Seed \\d+\\."), result::toString);
        assertEquals(
                1,
                result.countLines("In hand of somebody that was killed: 0, delivered again and marked as such: 0"),
                result::toString);
    }
}
