package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.shm.crash.CrashRun;
import dev.shm.crash.CrashRun.Outcome;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Row 1 of the fault matrix for events: who sets one, or waits for it, is killed before each of its steps. */
@ExtendWith(LeakCheck.class)
class EventCrashTest {
    @TempDir
    private Path directory;

    private SharedSpace space;
    private EventCrashScenario scenario;

    @ParameterizedTest
    @EnumSource
    void kill_beforeEachStep_waitersHearOfIt(EventCrashScenario each) throws Exception {
        scenario = each;
        try (SharedSpace opened = SharedSpace.create(directory.resolve("space"))) {
            space = opened;
            CrashRun.untilPassed("event", scenario, false, this::trial);
        }
    }

    private Outcome trial(int step) throws Exception {
        InterProcessEvent event = EventCrashScenario.openOrCreate(space, step);
        return HangGuard.call("trial " + step, () -> {
            try (ChildJvm child = ChildJvm.start(
                    EventCrashScenario.class, space.path().toString(), scenario.name(), String.valueOf(step), "true")) {
                child.awaitLine(EventCrashScenario.READY);
                return switch (scenario) {
                    case SET, PULSE -> withWaiters(event, child, step);
                    default -> whileItWaits(event, child);
                };
            }
        });
    }

    /** One in this process, one in another. */
    private Outcome withWaiters(InterProcessEvent event, ChildJvm child, int step) throws Exception {
        AtomicReference<String> end = new AtomicReference<>();
        try (ChildJvm elsewhere =
                ChildJvm.start(EventCrashScenario.Waiter.class, space.path().toString(), String.valueOf(step))) {
            HangGuard.threads(2, index -> {
                if (index == 0) {
                    event.await();
                } else {
                    HangGuard.await("waiters", () -> event.waiters() == 2);
                    child.send("go");
                    end.set(CrashRun.awaitEnd(child));
                    if (event.sets() == 0) {
                        event.set(); // it died before it had
                    }
                    elsewhere.awaitLine("woken");
                }
            });
        }
        assertEquals(1, event.sets());
        assertEquals(0, event.waiters());
        return new Outcome(end.get(), event.isSet() ? "set, all returned" : "set and cleared, all returned");
    }

    private Outcome whileItWaits(InterProcessEvent event, ChildJvm child) throws InterruptedException {
        HangGuard.await("it waits or ends", () -> event.waiters() == 1 || !child.isAlive());
        if (EventCrashScenario.WAIT == scenario) {
            event.set();
        }
        String end = CrashRun.awaitEnd(child);
        event.set();
        event.await();
        event.clear();
        assertFalse(event.isSet());
        assertEquals(0, event.waiters());
        return new Outcome(end, "others set it and wait for it");
    }
}
