package dev.shm.locks;

import dev.shm.crash.CrashPoint;
import dev.shm.crash.CrashRun;
import dev.shm.robust.OwnerDeathPolicy;
import dev.shm.space.TestSpaces;
import dev.shm.testkit.Child;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What a process does with a condition until it dies, while others wait for it already; as a main class, that process. */
enum ConditionCrashScenario {
    /** It is signalled when all wait. */
    AWAIT,
    /** Nobody signals until its time is over. */
    AWAIT_IN_VAIN,
    SIGNAL,
    SIGNAL_ALL;

    private static final int IN_VAIN_MILLIS = 20;

    public static void main(String[] arguments) throws InterruptedException {
        ConditionCrashScenario scenario = valueOf(arguments[1]);
        int step = Integer.parseInt(arguments[2]);
        Cell cell = Cell.openOrCreate(TestSpaces.crashing(Path.of(arguments[0])), step, OwnerDeathPolicy.HAND_OVER);
        InterProcessCondition condition = cell.lock().condition(0);
        Child.prepareToDie();
        CrashPoint.arm(step, Boolean.parseBoolean(arguments[3]));
        scenario.act(cell, condition);
        CrashPoint.disarm();
        Child.say(CrashRun.passedLine());
    }

    private void act(Cell cell, InterProcessCondition condition) throws InterruptedException {
        cell.lock().lock();
        switch (this) {
            case AWAIT -> condition.await();
            case AWAIT_IN_VAIN -> condition.await(IN_VAIN_MILLIS, TimeUnit.MILLISECONDS);
            case SIGNAL -> condition.signal();
            default -> condition.signalAll();
        }
        cell.increment();
        cell.lock().unlock();
    }
}
