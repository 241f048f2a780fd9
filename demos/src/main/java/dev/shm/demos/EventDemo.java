package dev.shm.demos;

import dev.shm.locks.InterProcessEvent;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedInt;
import dev.shm.value.SharedLong;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;

/** {@code shm demo event}. */
@Command(
        name = "event",
        description =
                "JVMs wait at the start line until the last of them has come, who fires the shot: sets the event. If one"
                        + " is missing, another fires after ten seconds. With --space, type it in several terminals.")
final class EventDemo extends Together {
    private static final int PATIENCE_SECONDS = 10;

    private static InterProcessEvent shot(SharedSpace space) {
        return InterProcessEvent.openOrCreate(space, "shot");
    }

    private static SharedInt missing(SharedSpace space) {
        return SharedInt.openOrCreate(space, "missing");
    }

    private static SharedLong laps(SharedSpace space) {
        return SharedLong.openOrCreate(space, "laps");
    }

    @Override
    String prepare(SharedSpace space, int parties) {
        missing(space).compareAndSet(0, parties);
        laps(space);
        return "An InterProcessEvent, " + (shot(space).isSet() ? "set already." : "not set.");
    }

    @Override
    Work work(SharedSpace space, SharedLong share, long steps) {
        InterProcessEvent shot = shot(space);
        SharedInt missing = missing(space);
        SharedLong laps = laps(space);
        return new Rounds(share, steps) {
            private boolean started;

            @Override
            void round() throws InterruptedException {
                if (!started) {
                    started = true;
                    if (missing.decrementAndGet() <= 0 || !shot.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                        shot.set();
                    }
                }
                laps.incrementAndGet();
            }
        };
    }

    @Override
    String outcome(SharedSpace space) {
        return "Laps run by all: " + laps(space).get() + "\nThe event is "
                + (shot(space).isSet() ? "set" : "not set, nobody fired");
    }
}
