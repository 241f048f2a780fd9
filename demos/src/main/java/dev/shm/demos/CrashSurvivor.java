package dev.shm.demos;

import dev.shm.ShmException;
import dev.shm.locks.InterProcessLock;
import dev.shm.robust.OwnerDeath;
import dev.shm.robust.RepairAction;
import dev.shm.space.SharedSpace;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A JVM of {@code shm demo crash} that waits for the lock while its owner is killed, and then goes on. */
public final class CrashSurvivor {
    /* Kept here: a logger that nobody holds is collected, and its level forgotten. */
    private static final Logger WARNINGS = Logger.getLogger("dev.shm.robust");
    private static final Clock CLOCK = Clock.systemUTC();

    private CrashSurvivor() {}

    /**
     * Called by the parent.
     *
     * @param arguments the space, how much to add
     */
    public static void main(String[] arguments) {
        WARNINGS.setLevel(Level.OFF); // the library warns of the death; the demo tells it in its own words
        Parent parent = new Parent();
        try (SharedSpace space = SharedSpace.open(Path.of(arguments[0]))) {
            TwoStepCounter counter = new TwoStepCounter(space);
            Repair repair = new Repair(counter);
            InterProcessLock lock = InterProcessLock.open(space, CrashDemo.LOCK).repairingWith(repair);
            parent.say("ready");
            if (!parent.awaitLine()) {
                return;
            }
            rehearse(lock);
            parent.say("rehearsed");
            if (!parent.awaitLine()) {
                return;
            }
            parent.endWithMe(CrashSurvivor::goOn);
            long acquiredAt = 0;
            for (long i = Long.parseLong(arguments[1]); i > 0; i--) {
                lock.lock();
                try {
                    acquiredAt = acquiredAt == 0 ? micros() : acquiredAt;
                    counter.increment();
                } finally {
                    lock.unlock();
                }
            }
            parent.say("done " + acquiredAt + " " + repair.found);
        } catch (ShmException e) {
            System.err.println("shm: " + e.getMessage());
            System.exit(1);
        }
    }

    /** There is little left to do: no reason to stop. */
    private static void goOn() {}

    /** As later, when it is measured: waits for the lock, and asks for the time. */
    private static void rehearse(InterProcessLock lock) {
        lock.lock();
        try {
            micros();
        } finally {
            lock.unlock();
        }
    }

    /** Microseconds since the epoch: what two processes can compare. */
    static long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, CLOCK.instant());
    }

    /** Runs in the one that inherits the lock, before its {@code lock()} returns. */
    private static final class Repair implements RepairAction {
        private final TwoStepCounter counter;
        private String found = "";

        Repair(TwoStepCounter counter) {
            this.counter = counter;
        }

        @Override
        public void repair(OwnerDeath death) {
            found = counter.toString();
            counter.undoHalf();
        }
    }
}
