package dev.shm.locks;

import dev.shm.crash.CrashPoint;
import dev.shm.crash.CrashRun;
import dev.shm.locks.InterProcessLatch.DebtPolicy;
import dev.shm.space.SharedSpace;
import dev.shm.space.TestSpaces;
import dev.shm.testkit.Child;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What a process does with a latch of 3, of which it owes 2, until it dies; as a main class, that process. */
enum LatchCrashScenario {
    /** What it owes counts as done. */
    OWE(DebtPolicy.COUNT_DOWN),
    /** What it owes breaks the latch. */
    OWE_OR_BREAK(DebtPolicy.BREAK),
    /** It counts down what a dead one owed, and then for itself. */
    SETTLE(DebtPolicy.COUNT_DOWN),
    /** It finds that a dead one has broken the latch. */
    BREAK(DebtPolicy.BREAK),
    /** It waits for a while only. */
    WAIT_IN_VAIN(DebtPolicy.COUNT_DOWN);

    static final int COUNT = 3;
    static final int OWED = 2;
    static final String READY = "ready";
    private static final int IN_VAIN_MILLIS = 30;

    private final DebtPolicy policy;

    LatchCrashScenario(DebtPolicy policy) {
        this.policy = policy;
    }

    InterProcessLatch openOrCreate(SharedSpace space, int number) {
        return InterProcessLatch.openOrCreate(space, "latch-" + number, COUNT, policy);
    }

    boolean beginsWithVictim() {
        return this == SETTLE || this == BREAK;
    }

    public static void main(String[] arguments) throws InterruptedException {
        LatchCrashScenario scenario = valueOf(arguments[1]);
        int step = Integer.parseInt(arguments[2]);
        SharedSpace space = TestSpaces.crashing(Path.of(arguments[0]));
        InterProcessLatch latch = scenario.openOrCreate(space, step);
        Child.prepareToDie();
        CrashPoint.arm(step, Boolean.parseBoolean(arguments[3]));
        scenario.act(latch);
        CrashPoint.disarm();
        Child.say(CrashRun.passedLine());
    }

    private void act(InterProcessLatch latch) throws InterruptedException {
        switch (this) {
            case OWE, OWE_OR_BREAK -> {
                latch.participate(OWED);
                latch.countDown();
                latch.countDown();
            }
            case SETTLE -> latch.participate(1);
            case BREAK -> {
                if (latch.brokenBy().isEmpty()) {
                    throw new AssertionError("not broken by the dead");
                }
            }
            default -> {
                if (latch.await(IN_VAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new AssertionError("nobody has counted down");
                }
            }
        }
    }

    /** Dies owing 2 of each latch of a space. */
    static final class Victim {
        public static void main(String[] arguments) {
            SharedSpace space = SharedSpace.open(Path.of(arguments[0]));
            for (int i = 1; i <= Integer.parseInt(arguments[2]); i++) {
                valueOf(arguments[1]).openOrCreate(space, i).participate(OWED);
            }
            Child.say(READY);
            Child.awaitLine();
        }
    }
}
