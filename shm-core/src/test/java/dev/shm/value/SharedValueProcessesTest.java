package dev.shm.value;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shm.space.SharedSpace;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two JVMs do the same to one value, and to one element of an array, of each type, one method after the other. */
@ExtendWith(LeakCheck.class)
class SharedValueProcessesTest {
    private static final int ROUNDS = 2_000;
    private static final long LENGTH = 9;
    private static final List<Kind> NUMBERS =
            List.of(Kind.LONG, Kind.INT, Kind.DOUBLE, Kind.FLOAT, Kind.BYTE, Kind.SHORT, Kind.CHAR);

    /** Goes through all methods with its parent. */
    static final class Partner {
        public static void main(String[] arguments) {
            try (SharedSpace space = SharedSpace.open(Path.of(arguments[0]))) {
                work(space, 6);
            }
        }
    }

    @Test
    void readModifyWrites_twoJvms_noneIsLost() {
        try (SharedSpace space = SharedSpace.temporary()) {
            for (Kind kind : NUMBERS) {
                kind.create(space, "value-" + kind, kind.of(0));
                kind.createArray(space, "array-" + kind, LENGTH);
            }
            SharedLong.create(space, "arrived");
            SharedLong.create(space, "taken");
            try (ChildJvm child = ChildJvm.start(Partner.class, space.path().toString())) {
                HangGuard.run("all methods", () -> work(space, 4));
                assertEquals(0, child.awaitExit(), child::errors);
            }
            for (Kind kind : NUMBERS) {
                Subject value = new Subject.Whole(kind.open(space, "value-" + kind));
                assertEquals(expected(kind, value), value.call("get"), "value of " + kind);
                SharedArray array = kind.openArray(space, "array-" + kind);
                Subject element = new Subject.Element(array, 5L, true);
                assertEquals(expected(kind, element), element.call("get"), "element of " + kind);
            }
            // Each put 1, 2, … ROUNDS into an exchange that held 0: all but what is left came out, once.
            long taken = SharedLong.open(space, "taken").get();
            long left = SharedLong.open(space, "exchange").get();
            assertEquals(2L * ROUNDS * (ROUNDS + 1) / 2, taken + left);
        }
    }

    private static Object expected(Kind kind, Subject subject) {
        return kind.of(2L
                * ROUNDS
                * ReadModifyWrite.all(kind).stream()
                        .filter(step -> subject.has(step.name()))
                        .mapToLong(ReadModifyWrite::delta)
                        .sum());
    }

    /** Writes plainly to a neighbour of the element all the while, which must keep what was written. */
    private static void work(SharedSpace space, long neighbour) {
        SharedLong arrived = SharedLong.open(space, "arrived");
        int meetings = 0;
        for (Kind kind : NUMBERS) {
            SharedArray array = kind.openArray(space, "array-" + kind);
            Subject value = new Subject.Whole(kind.open(space, "value-" + kind));
            Subject element = new Subject.Element(array, 5L, true);
            for (ReadModifyWrite step : ReadModifyWrite.all(kind)) {
                meet(arrived, ++meetings);
                for (int i = 0; i < ROUNDS; i++) {
                    if (value.has(step.name())) {
                        step.apply(value);
                    }
                    if (element.has(step.name())) {
                        Methods.call(array, "set", neighbour, kind.of(i));
                        step.apply(element);
                        assertEquals(kind.of(i), Methods.call(array, "get", neighbour), "neighbour");
                    }
                }
            }
        }
        meet(arrived, ++meetings);
        SharedLong exchange = SharedLong.openOrCreate(space, "exchange");
        long taken = 0;
        for (int i = 1; i <= ROUNDS; i++) {
            taken += exchange.getAndSet(i);
        }
        SharedLong.open(space, "taken").addAndGet(taken);
    }

    /** Both are here, awake, so that they go on at the same moment. */
    private static void meet(SharedLong arrived, long meeting) {
        arrived.incrementAndGet();
        while (arrived.get() < 2 * meeting) {
            Thread.yield();
        }
    }
}
