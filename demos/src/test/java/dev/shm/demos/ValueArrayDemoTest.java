package dev.shm.demos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.locks.InterProcessLock;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.value.SharedIntArray;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code shm demo value-array}. */
@ExtendWith(LeakCheck.class)
class ValueArrayDemoTest {
    private static final String NAME = "value-array-demo-test";
    private static final String AS_AT_FIRST = "Array: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]";
    private static final String NEGATED = "Array: [0, -1, -2, -3, -4, -5, -6, -7, -8, -9]";

    @AfterEach
    void deleteSpace() {
        SharedSpace.delete(NAME);
    }

    @Test
    void valueArray_noOptions_fourJvmsShareBoth() {
        Demo.Result result = Demo.run("demo", "value-array");

        assertEquals(0, result.status(), result::toString);
        assertEquals(4, result.countLines("  pid \\d+ did 1000 rounds"), result::toString);
        assertEquals(List.of("Value: 2000.0", AS_AT_FIRST), lastTwo(result));
        assertEquals("", result.errors(), "nothing is said, nor shown, on what isn't a terminal");
    }

    @Test
    void valueArray_inASpaceAtOnce_bothWorkOnTheSame() {
        try (SharedSpace space = SharedSpace.create(NAME);
                ChildJvm one = Demo.start("demo", "value-array", "--space", NAME, "--rounds=50001");
                ChildJvm other = Demo.start("demo", "value-array", "--space", NAME, "--rounds=30000")) {
            holdBackUntilAllWait(space);
            assertEquals(0, Demo.await(one).status(), one::errors);
            assertEquals(0, Demo.await(other).status(), other::errors);
        }
        Demo.Result result = Demo.run("demo", "value-array", "--space", NAME, "--rounds=0");
        assertEquals(List.of("Value: 40000.5", NEGATED), lastTwo(result));
    }

    private static void holdBackUntilAllWait(SharedSpace space) {
        SharedIntArray array = SharedIntArray.openOrCreate(space, "array", Negator.LENGTH);
        InterProcessLock lock = InterProcessLock.of(array);
        HangGuard.run("both wait", () -> {
            lock.lock();
            try {
                HangGuard.await("two waiters", () -> lock.waiters() == 2);
            } finally {
                lock.unlock();
            }
        });
    }

    @Test
    void valueArray_badOptions_areRefused() {
        for (String bad : List.of("--processes=0", "--rounds=-1", "--space=.x")) {
            Demo.Result result = Demo.run("demo", "value-array", bad);
            assertEquals(2, result.status(), result::toString);
            assertTrue(result.errors().startsWith("shm: "), result::toString);
        }
    }

    private static List<String> lastTwo(Demo.Result result) {
        List<String> lines = result.lines();
        return lines.subList(Math.max(0, lines.size() - 2), lines.size());
    }
}
