package dev.shm.value;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shm.space.SharedSpace;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two JVMs do the same to one value, one method after the other. */
@ExtendWith(LeakCheck.class)
class SharedLongProcessesTest {
    private static final int ROUNDS = 20_000;

    /** Goes through all methods with its parent. */
    static final class Partner {
        public static void main(String[] arguments) {
            try (SharedSpace space = SharedSpace.open(Path.of(arguments[0]))) {
                work(space);
            }
        }
    }

    @Test
    void readModifyWrites_twoJvms_noneIsLost() {
        try (SharedSpace space = SharedSpace.temporary()) {
            SharedLong value = SharedLong.create(space, "value");
            SharedLong.create(space, "arrived");
            SharedLong.create(space, "taken");
            try (ChildJvm child = ChildJvm.start(Partner.class, space.path().toString())) {
                HangGuard.run("all methods", () -> work(space));
                assertEquals(0, child.awaitExit(), child::errors);
            }
            long sum = ReadModifyWrite.ALL.stream()
                    .mapToLong(ReadModifyWrite::delta)
                    .sum();
            assertEquals(2L * ROUNDS * sum, value.get());
            // Each put 1, 2, … ROUNDS into an exchange that held 0: all but what is left came out, once.
            long taken = SharedLong.open(space, "taken").get();
            long left = SharedLong.open(space, "exchange").get();
            assertEquals(2L * ROUNDS * (ROUNDS + 1) / 2, taken + left);
        }
    }

    private static void work(SharedSpace space) {
        SharedLong value = SharedLong.open(space, "value");
        SharedLong arrived = SharedLong.open(space, "arrived");
        int meetings = 0;
        for (ReadModifyWrite step : ReadModifyWrite.ALL) {
            meet(arrived, ++meetings);
            for (int i = 0; i < ROUNDS; i++) {
                step.apply(value);
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

    /** Both are here; spinning, so that they go on at the same moment. */
    private static void meet(SharedLong arrived, long meeting) {
        arrived.incrementAndGet();
        while (arrived.get() < 2 * meeting) {
            Thread.onSpinWait();
        }
    }
}
