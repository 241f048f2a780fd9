package dev.shm.locks;

import dev.shm.crash.CrashPoint;
import dev.shm.crash.CrashRun;
import dev.shm.space.SharedSpace;
import dev.shm.space.TestSpaces;
import dev.shm.sync.BreachedBarrierException;
import dev.shm.testkit.Child;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a process does with a barrier of two until it dies; as a main class, that process. */
enum BarrierCrashScenario {
    /** It comes, and waits for the other one. */
    COME_FIRST,
    /** It comes when the other one waits. */
    COME_LAST,
    /** It finds that a dead one was a party, and breaks the barrier. */
    BREAK,
    /** It finds that all parties are dead, begins anew, and waits in vain. */
    BEGIN_ANEW,
    /** It mends what is broken. */
    RESET,
    /** It is a party no more. */
    LEAVE;

    static final int PARTIES = 2;
    static final String READY = "ready";

    static InterProcessBarrier openOrCreate(SharedSpace space, int number) {
        return InterProcessBarrier.openOrCreate(space, "barrier-" + number, PARTIES);
    }

    boolean beginsWithVictim() {
        return this == BREAK || this == BEGIN_ANEW;
    }

    /** A round among threads of this process, which is a party then. */
    static void round(InterProcessBarrier barrier) throws Exception {
        Thread other = new Thread(() -> {
            try {
                barrier.await();
            } catch (InterruptedException | BreachedBarrierException e) {
                throw new AssertionError(e);
            }
        });
        other.start();
        barrier.await();
        other.join();
    }

    public static void main(String[] arguments) throws Exception {
        BarrierCrashScenario scenario = valueOf(arguments[1]);
        int step = Integer.parseInt(arguments[2]);
        SharedSpace space = TestSpaces.crashing(Path.of(arguments[0]));
        InterProcessBarrier barrier = openOrCreate(space, step);
        if (scenario == LEAVE) {
            round(barrier);
        }
        Child.prepareToDie();
        CrashPoint.arm(step, Boolean.parseBoolean(arguments[3]));
        scenario.act(barrier);
        CrashPoint.disarm();
        Child.say(CrashRun.passedLine());
    }

    private void act(InterProcessBarrier barrier) throws Exception {
        switch (this) {
            case COME_FIRST, COME_LAST -> barrier.await();
            case BREAK -> {
                try {
                    barrier.await();
                    throw new AssertionError("not broken by the dead");
                } catch (BreachedBarrierException e) {
                    // As it should be.
                }
            }
            case BEGIN_ANEW -> {
                try {
                    barrier.await(0, TimeUnit.SECONDS);
                    throw new AssertionError("nobody else came");
                } catch (TimeoutException e) {
                    // As it should be.
                }
            }
            case RESET -> barrier.reset();
            default -> barrier.leave();
        }
    }

    /** Dies as a party of each barrier of a space. */
    static final class Victim {
        public static void main(String[] arguments) throws Exception {
            SharedSpace space = SharedSpace.open(Path.of(arguments[0]));
            for (int i = 1; i <= Integer.parseInt(arguments[1]); i++) {
                round(openOrCreate(space, i));
            }
            Child.say(READY);
            Child.awaitLine();
        }
    }
}
