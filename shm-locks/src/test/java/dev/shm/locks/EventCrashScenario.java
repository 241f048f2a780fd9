package dev.shm.locks;

import dev.shm.crash.CrashPoint;
import dev.shm.crash.CrashRun;
import dev.shm.space.SharedSpace;
import dev.shm.space.TestSpaces;
import dev.shm.testkit.Child;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What a process does with an event until it dies; as a main class, that process. */
enum EventCrashScenario {
    /** Somebody waits, and it sets the event. */
    SET,
    /** Somebody waits, and it sets the event for a moment. */
    PULSE,
    /** It waits until somebody sets it. */
    WAIT,
    /** It waits for a while only. */
    WAIT_IN_VAIN;

    static final String READY = "ready";
    private static final int IN_VAIN_MILLIS = 30;

    static InterProcessEvent openOrCreate(SharedSpace space, int number) {
        return InterProcessEvent.openOrCreate(space, "event-" + number);
    }

    public static void main(String[] arguments) throws InterruptedException {
        EventCrashScenario scenario = valueOf(arguments[1]);
        int step = Integer.parseInt(arguments[2]);
        SharedSpace space = TestSpaces.crashing(Path.of(arguments[0]));
        InterProcessEvent event = openOrCreate(space, step);
        Child.prepareToDie();
        Child.say(READY);
        if (scenario == SET || scenario == PULSE) {
            Child.awaitLine();
        }
        CrashPoint.arm(step, true);
        scenario.act(event);
        CrashPoint.disarm();
        Child.say(CrashRun.passedLine());
    }

    private void act(InterProcessEvent event) throws InterruptedException {
        switch (this) {
            case SET -> event.set();
            case PULSE -> {
                event.set();
                event.clear();
            }
            case WAIT -> event.await();
            default -> {
                if (event.await(IN_VAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new AssertionError("nobody has set it");
                }
            }
        }
    }

    /** Waits for all events of a space, and tells of each that was set. */
    static final class Waiter {
        public static void main(String[] arguments) throws InterruptedException {
            SharedSpace space = SharedSpace.open(Path.of(arguments[0]));
            InterProcessEvent event = openOrCreate(space, Integer.parseInt(arguments[1]));
            Child.say(READY);
            event.await();
            Child.say("woken");
        }
    }
}
