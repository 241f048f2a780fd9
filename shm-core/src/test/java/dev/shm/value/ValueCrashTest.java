package dev.shm.value;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.crash.CrashRun;
import dev.shm.crash.CrashRun.Outcome;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Seeds;
import dev.shm.value.ValueCrashScenario.BulkWriter;
import dev.shm.value.ValueCrashScenario.Creator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Row 1 of the fault matrix for values and arrays: a process is killed before each step, and in the middle of a copy. */
@ExtendWith(LeakCheck.class)
class ValueCrashTest {
    private static final int BULK_LENGTH = 1 << 20;
    private static final int MOST_NANOS = 20_000_000;

    @TempDir
    private Path directory;

    private SharedSpace space;

    @BeforeEach
    void open() {
        space = SharedSpace.create(directory.resolve("space"));
    }

    @AfterEach
    void close() {
        space.close();
    }

    // ---- one value, one element ----

    /** A 64-bit word, a 32-bit word, and a part of one. */
    @ParameterizedTest
    @CsvSource({"LONG, false", "INT, false", "BYTE, true"})
    void kill_beforeEachOperation_theOnesBeforeAreDoneAndNoOther(Kind kind, boolean element) throws Exception {
        int[] last = {0};
        int deaths = CrashRun.untilPassed((element ? "element " : "value ") + kind, step -> {
            Subject subject = ValueCrashScenario.make(space, kind, element, step);
            String diesBefore = run(kind, element, step);
            long expected = diesBefore == null ? ValueCrashScenario.countOfSteps(kind, subject) : step - 1L;
            assertEquals(kind.of(expected), subject.call("get"));
            if (element) {
                assertNeighbours(kind, step);
            }
            last[0] = ValueCrashScenario.countOfSteps(kind, subject);
            subject.call("getAndAdd", kind.of(1));
            assertEquals(kind.of(expected + 1), subject.call("get"));
            return new Outcome(diesBefore, "the " + expected + " operations before it");
        });
        assertEquals(last[0], deaths, "each operation is one step");
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({"DOUBLE, false", "FLOAT, true", "CHAR, false", "SHORT, true", "LONG, true", "INT, true"})
    void kill_beforeEachOperation_otherTypesToo(Kind kind, boolean element) throws Exception {
        kill_beforeEachOperation_theOnesBeforeAreDoneAndNoOther(kind, element);
    }

    private String run(Kind kind, boolean element, int step) {
        try (ChildJvm child = ChildJvm.start(
                ValueCrashScenario.class,
                space.path().toString(),
                kind.name(),
                String.valueOf(element),
                String.valueOf(step))) {
            return CrashRun.awaitEnd(child);
        }
    }

    private void assertNeighbours(Kind kind, int step) {
        SharedArray array = kind.openArray(space, ValueCrashScenario.nameOf(kind, true, step));
        for (long i = 0; i < ValueCrashScenario.LENGTH; i++) {
            if (i != ValueCrashScenario.ELEMENT) {
                assertEquals(kind.of(ValueCrashScenario.NEIGHBOUR), Methods.call(array, "get", i));
            }
        }
    }

    // ---- many elements ----

    @Test
    void kill_beforeEachStepOfACreation_allContentsOrNoArray() throws Exception {
        int deaths = CrashRun.untilPassed("array with contents", step -> {
            String name = "array-" + step;
            String diesBefore;
            try (ChildJvm child = ChildJvm.start(Creator.class, space.path().toString(), String.valueOf(step), name)) {
                diesBefore = CrashRun.awaitEnd(child);
            }
            boolean exists = Files.exists(space.path().resolve(name));
            if (exists) {
                assertArrayEquals(
                        Creator.contents(), SharedLongArray.open(space, name).toArray());
            }
            assertTrue(diesBefore != null || exists);
            return new Outcome(diesBefore, exists ? "the array, complete" : "no array");
        });
        assertTrue(deaths > 5, () -> "deaths=" + deaths);
    }

    /** No step is known inside of a copy: the moment is drawn, and the copy is all that the process does. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void kill_inTheMiddleOfABulkWrite_eachElementIsOldOrNew(boolean fill) {
        int mixed = 0;
        for (Kind kind : new Kind[] {Kind.LONG, Kind.BYTE, Kind.INT, Kind.DOUBLE}) {
            mixed += killInTheMiddle(kind, fill, 2) ? 1 : 0;
        }
        System.out.println("copies cut short that left some old and some new: " + mixed + " of 4");
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource
    void kill_inTheMiddleOfABulkWrite_anyTypeToo(Kind kind) {
        killInTheMiddle(kind, false, 10);
        killInTheMiddle(kind, true, 10);
    }

    private boolean killInTheMiddle(Kind kind, boolean fill, int rounds) {
        Random random = Seeds.random("bulk write of " + kind);
        boolean mixed = false;
        for (int round = 0; round < rounds; round++) {
            String name = kind + "-" + fill + "-" + round;
            SharedArray array = kind.createArray(space, name, BULK_LENGTH);
            try (ChildJvm child = ChildJvm.start(
                    BulkWriter.class, space.path().toString(), kind.name(), String.valueOf(fill), name)) {
                child.awaitLine("ready");
                LockSupport.parkNanos(random.nextInt(MOST_NANOS));
                child.kill();
            }
            mixed |= assertOldOrNew(kind, fill, array);
            assertTrue(space.deleteObject(name));
        }
        return mixed;
    }

    private static boolean assertOldOrNew(Kind kind, boolean fill, SharedArray array) {
        Object found = Methods.call(array, "toArray");
        int last = BULK_LENGTH - 1;
        assertEquals(kind.of(0), java.lang.reflect.Array.get(found, 0));
        assertEquals(kind.of(0), java.lang.reflect.Array.get(found, last));
        boolean[] seen = new boolean[3];
        for (int i = 1; i < last; i++) {
            Object each = java.lang.reflect.Array.get(found, i);
            if (each.equals(BulkWriter.element(kind, i - 1, 0, fill))) {
                seen[0] = true;
            } else if (each.equals(BulkWriter.element(kind, i - 1, 1, fill))) {
                seen[1] = true;
            } else {
                assertEquals(kind.of(0), each, "index " + i);
                seen[2] = true;
            }
        }
        return seen[0] && seen[1];
    }
}
