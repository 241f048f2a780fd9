package dev.shm.demos;

import dev.shm.locks.InterProcessLock;
import dev.shm.robust.OwnerDeath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** What {@code shm demo crash} does. The last line of its output is {@code Final counter: N}. */
final class CrashDemo {
    static final String LOCK = "lock";

    private static final int SURVIVORS = 3;
    private static final int INCREMENTS = 1000;
    private static final int INCREMENTS_BEFORE_DEATH = 500;
    private static final int EXPECTED = INCREMENTS_BEFORE_DEATH + SURVIVORS * INCREMENTS;
    private static final int EXACT = 0;
    private static final int FAILED = 1;
    private static final long LOOK_EVERY_NANOS = 200_000;
    private static final double MICROS_PER_MILLI = 1000.0;

    private final InterProcessLock lock;
    private final TwoStepCounter counter;
    private final WorkerJvm victim;
    private final List<WorkerJvm> survivors = new ArrayList<>();

    /** Starts the JVMs. */
    CrashDemo(Stage stage) {
        String path = stage.space().path().toString();
        lock = InterProcessLock.create(stage.space(), LOCK);
        counter = new TwoStepCounter(stage.space());
        victim = stage.start(CrashVictim.class, path, Integer.toString(INCREMENTS_BEFORE_DEATH));
        for (int i = 0; i < SURVIVORS; i++) {
            survivors.add(stage.start(CrashSurvivor.class, path, Integer.toString(INCREMENTS)));
        }
    }

    /** Returns the exit status. */
    int run() {
        System.out.println("An increment is two writes under one lock: a counter, and its copy.");
        long killedAt = killHalfWay();
        int whole = 0;
        List<String> reports = new ArrayList<>();
        for (WorkerJvm survivor : survivors) {
            String report = survivor.awaitLine();
            whole += report == null ? 0 : 1;
            reports.add("  pid " + survivor.pid() + " "
                    + (report == null ? survivor.describeExit() : describe(report, killedAt)));
        }
        boolean told = tellDeath();
        reports.forEach(System.out::println);
        System.out.println(
                "Expected: " + INCREMENTS_BEFORE_DEATH + " + " + SURVIVORS + " x " + INCREMENTS + " = " + EXPECTED);
        System.out.println("Final counter: " + counter.get());
        boolean exact = whole == SURVIVORS && told && counter.isWhole() && counter.get() == EXPECTED;
        if (!exact) {
            System.err.println("shm: not as expected: " + counter + ", survivors=" + whole + ", " + lock);
        }
        return exact ? EXACT : FAILED;
    }

    /** Kills the victim in the middle of an increment, while the others wait for its lock; returns when. */
    private long killHalfWay() {
        rehearse();
        victim.send("go");
        boolean halfWay = victim.awaitLine() != null;
        System.out.println("pid " + victim.pid()
                + (halfWay
                        ? " has added " + INCREMENTS_BEFORE_DEATH + " and is half-way through the next: " + counter
                                + "."
                        : " " + victim.describeExit() + " too early."));
        letSurvivorsWait();
        System.out.println(survivors.size() + " JVMs wait for the lock that it owns.");
        System.out.println("kill -9 " + victim.pid());
        long now = CrashSurvivor.micros();
        victim.kill();
        return now;
    }

    /** Has the survivors wait for the lock once: what a first wait loads would be measured else. */
    private void rehearse() {
        victim.awaitLine(); // now it has the lock
        survivors.forEach(WorkerJvm::awaitLine);
        letSurvivorsWait();
        victim.send("release");
        survivors.forEach(WorkerJvm::awaitLine);
    }

    private void letSurvivorsWait() {
        survivors.forEach(survivor -> survivor.send("go"));
        while (victim.isAlive()
                && lock.waiters()
                        < survivors.stream().filter(WorkerJvm::isAlive).count()) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }

    private boolean tellDeath() {
        Optional<OwnerDeath> death = lock.lastDeath();
        if (death.isEmpty()) {
            System.out.println("Nobody died with the lock: pid " + victim.pid() + " " + victim.describeExit() + ".");
            return false;
        }
        OwnerDeath last = death.get();
        System.out.println("pid " + last.pid() + ", thread " + last.threadId() + ", died with the lock, token "
                + last.token() + ". It was inherited:");
        return last.pid() == victim.pid() && lock.deaths() == 1;
    }

    /** A survivor reports {@code done}, when it got the lock for the first time, and what it has undone if anything. */
    private static String describe(String report, long killedAt) {
        String[] words = report.split(" ", 3);
        double waitedMillis = (Long.parseLong(words[1]) - killedAt) / MICROS_PER_MILLI;
        String undid = words[2].isEmpty() ? "" : "found " + words[2] + ", undid it, ";
        return String.format(Locale.ROOT, "waited %.1f ms, %sadded %d", waitedMillis, undid, INCREMENTS);
    }
}
