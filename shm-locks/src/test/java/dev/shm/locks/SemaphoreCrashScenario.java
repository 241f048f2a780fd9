package dev.shm.locks;

import dev.shm.crash.CrashPoint;
import dev.shm.crash.CrashRun;
import dev.shm.locks.InterProcessSemaphore.Bound;
import dev.shm.robust.Fairness;
import dev.shm.space.SharedSpace;
import dev.shm.space.TestSpaces;
import dev.shm.testkit.Child;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What a process does with a semaphore of 5 permits until it dies; as a main class, that process. */
enum SemaphoreCrashScenario {
    /** Nobody else has any, nobody waits; the process has never used it. */
    FIRST_USE,
    /** The process has its permits to itself. */
    OPEN_SHARE,
    /** It opens its share. */
    OPENING,
    /** Some are at hand of a process that does nothing now. */
    GATHER,
    /** A dead one had some. */
    SETTLE,
    /** Somebody waits for what the process has. */
    RELEASE_WITH_WAITER,
    /** Somebody else has them all, and gives them back. */
    WAIT,
    /** Somebody else has them all, for longer than the process waits. */
    WAIT_IN_VAIN,
    /** It takes what there is, and takes some away for good. */
    DRAIN;

    static final int PERMITS = 5;
    static final String READY = "ready";
    /* So often a process has to come by for its share to be opened. */
    private static final int VISITS = 8;
    private static final int IN_VAIN_MILLIS = 30;

    static InterProcessSemaphore openOrCreate(SharedSpace space, int number) {
        return InterProcessSemaphore.openOrCreate(
                space, "semaphore-" + number, PERMITS, Fairness.BARGING, Bound.UNBOUNDED);
    }

    public static void main(String[] arguments) throws InterruptedException {
        SemaphoreCrashScenario scenario = valueOf(arguments[1]);
        int step = Integer.parseInt(arguments[2]);
        SharedSpace space = TestSpaces.crashing(Path.of(arguments[0]));
        InterProcessSemaphore semaphore = openOrCreate(space, step);
        Child.prepareToDie();
        scenario.prepare(semaphore);
        CrashPoint.arm(step, Boolean.parseBoolean(arguments[3]));
        scenario.act(semaphore);
        CrashPoint.disarm();
        Child.say(CrashRun.passedLine());
    }

    private void prepare(InterProcessSemaphore semaphore) {
        switch (this) {
            case OPEN_SHARE -> visit(semaphore, VISITS);
            case OPENING -> visit(semaphore, VISITS / 2 - 1);
            case RELEASE_WITH_WAITER -> {
                semaphore.tryAcquire(PERMITS);
                Child.say(READY);
                Child.awaitLine();
            }
            default -> {
                // as it is
            }
        }
    }

    private void act(InterProcessSemaphore semaphore) throws InterruptedException {
        switch (this) {
            case RELEASE_WITH_WAITER -> semaphore.release(PERMITS);
            case WAIT_IN_VAIN -> {
                if (semaphore.tryAcquire(1, IN_VAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new AssertionError("got a permit that somebody else has");
                }
            }
            case DRAIN -> {
                semaphore.reducePermits(1);
                semaphore.release(semaphore.drainPermits() + 1);
            }
            default -> {
                semaphore.acquire(2);
                semaphore.acquire(1);
                semaphore.release(3);
            }
        }
    }

    static void visit(InterProcessSemaphore semaphore, int times) {
        for (int i = 0; i < times; i++) {
            semaphore.tryAcquire();
            semaphore.release();
        }
    }

    /** Leaves permits behind: in its share, at hand, or in use when it dies. */
    static final class Other {
        public static void main(String[] arguments) {
            SharedSpace space = SharedSpace.open(Path.of(arguments[0]));
            for (int i = 1; i <= Integer.parseInt(arguments[1]); i++) {
                InterProcessSemaphore semaphore = openOrCreate(space, i);
                visit(semaphore, VISITS);
                semaphore.tryAcquire(2);
            }
            Child.say(READY);
            while (Child.awaitLine() != null) {
                for (int i = 1; i <= Integer.parseInt(arguments[1]); i++) {
                    openOrCreate(space, i).release(2);
                }
                Child.say("released");
            }
        }
    }
}
