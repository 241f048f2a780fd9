package dev.shm.locks;

import dev.shm.crash.CrashPoint;
import dev.shm.crash.CrashRun;
import dev.shm.robust.Fairness;
import dev.shm.robust.OwnerDeathPolicy;
import dev.shm.robust.PoisonedLockException;
import dev.shm.space.SharedSpace;
import dev.shm.space.TestSpaces;
import dev.shm.testkit.Child;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What a process does with a lock until it dies; as a main class, that process. */
enum LockCrashScenario {
    /** Nobody has it, nobody waits. */
    FREE,
    /** The process has it, and others sleep. */
    UNLOCK_WITH_SLEEPERS,
    /** Somebody else has it, and yet another one sleeps. */
    WAIT,
    /** Somebody else has it for longer than the process waits. */
    WAIT_IN_VAIN,
    /** A dead one has it. */
    INHERIT,
    /** A dead one has it, and left something to be repaired. */
    INHERIT_AND_REPAIR(OwnerDeathPolicy.MUST_REPAIR),
    /** A dead one has it, and spoilt it. */
    INHERIT_AND_POISON(OwnerDeathPolicy.POISON),
    /** A thread of the process has it, and ends. */
    THREAD_ENDS,
    /** The process has a fair lock, and others sleep in line. */
    FAIR_UNLOCK_WITH_SLEEPERS(UNLOCK_WITH_SLEEPERS),
    /** Somebody else has a fair lock, and yet another one sleeps behind the process. */
    FAIR_WAIT(WAIT),
    /** Somebody else has a fair lock for longer than the process waits. */
    FAIR_WAIT_IN_VAIN(WAIT_IN_VAIN),
    /** A dead one has a fair lock. */
    FAIR_INHERIT(INHERIT),
    /** As FREE, with a lock of a stripe. */
    STRIPED_FREE(FREE, true),
    /** As UNLOCK_WITH_SLEEPERS, with a lock of a stripe. */
    STRIPED_UNLOCK_WITH_SLEEPERS(UNLOCK_WITH_SLEEPERS, true),
    /** As WAIT, with a lock of a stripe. */
    STRIPED_WAIT(WAIT, true),
    /** As INHERIT, with a lock of a stripe. */
    STRIPED_INHERIT(INHERIT, true),
    /** As INHERIT_AND_REPAIR, with a lock of a stripe. */
    STRIPED_INHERIT_AND_REPAIR(INHERIT_AND_REPAIR, true),
    /** As THREAD_ENDS, with a lock of a stripe. */
    STRIPED_THREAD_ENDS(THREAD_ENDS, true);

    static final String HOLDS = "holds";
    private static final int IN_VAIN_MILLIS = 30;

    private final LockCrashScenario kind;
    private final OwnerDeathPolicy policy;
    private final Fairness fairness;
    private final boolean striped;

    LockCrashScenario() {
        this(OwnerDeathPolicy.HAND_OVER);
    }

    LockCrashScenario(OwnerDeathPolicy policy) {
        this.kind = this;
        this.policy = policy;
        this.fairness = Fairness.BARGING;
        this.striped = false;
    }

    /** The same with a fair lock. */
    LockCrashScenario(LockCrashScenario barging) {
        this(barging, false);
    }

    /** The same with a fair lock, or with one of a stripe. */
    LockCrashScenario(LockCrashScenario barging, boolean striped) {
        this.kind = barging;
        this.policy = barging.policy;
        this.fairness = striped ? Fairness.BARGING : Fairness.FAIR;
        this.striped = striped;
    }

    /** Whether the lock is fair, or of a stripe, or not. */
    LockCrashScenario kind() {
        return kind;
    }

    Cell openOrCreate(SharedSpace space, int number) {
        return striped ? Cell.striped(space, number, policy) : Cell.openOrCreate(space, number, policy, fairness);
    }

    OwnerDeathPolicy policy() {
        return policy;
    }

    /** Whether a process is to die with the lock before the scenario begins. */
    boolean beginsWithVictim() {
        return kind.name().startsWith("INHERIT");
    }

    public static void main(String[] arguments) throws InterruptedException {
        LockCrashScenario scenario = valueOf(arguments[1]);
        int step = Integer.parseInt(arguments[2]);
        SharedSpace space = TestSpaces.crashing(Path.of(arguments[0]));
        Cell cell = scenario.openOrCreate(space, step);
        Child.prepareToDie();
        scenario.prepare(cell);
        CrashPoint.arm(step, Boolean.parseBoolean(arguments[3]));
        scenario.act(cell);
        CrashPoint.disarm();
        Child.say(CrashRun.passedLine());
    }

    private void prepare(Cell cell) throws InterruptedException {
        if (kind == UNLOCK_WITH_SLEEPERS) {
            cell.lock().lock();
            cell.increment();
            Child.say(HOLDS);
            Child.awaitLine();
        } else if (kind == THREAD_ENDS) {
            Thread thread = new Thread(cell.lock()::lock);
            thread.start();
            thread.join();
            CrashPoint.countMourner();
        }
    }

    private void act(Cell cell) throws InterruptedException {
        switch (kind) {
            case UNLOCK_WITH_SLEEPERS -> cell.lock().unlock();
            case WAIT_IN_VAIN -> {
                if (cell.lock().tryLock(IN_VAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new AssertionError("got a lock that somebody else has");
                }
            }
            case INHERIT_AND_REPAIR -> {
                InterProcessLock repairing = cell.repairing();
                repairing.lock();
                cell.increment();
                repairing.unlock();
            }
            case INHERIT_AND_POISON -> {
                try {
                    cell.lock().lock();
                    throw new AssertionError("got a lock that is spoilt");
                } catch (PoisonedLockException e) {
                    // As it should be.
                }
            }
            default -> {
                cell.lock().lock();
                cell.increment();
                cell.lock().unlock();
            }
        }
    }

    /** Dies with all the locks of a space. */
    static final class Victim {
        public static void main(String[] arguments) {
            SharedSpace space = SharedSpace.open(Path.of(arguments[0]));
            LockCrashScenario scenario = LockCrashScenario.valueOf(arguments[1]);
            for (int i = 1; i <= Integer.parseInt(arguments[2]); i++) {
                Cell cell = scenario.openOrCreate(space, i);
                cell.lock().lock();
                cell.counter().set(1);
                if (scenario.policy() != OwnerDeathPolicy.MUST_REPAIR) {
                    cell.mirror().set(1);
                }
            }
            Child.say(HOLDS);
            Child.awaitLine();
        }
    }
}
