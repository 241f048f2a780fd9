package dev.shm.demos;

import dev.shm.ShmException;
import dev.shm.locks.InterProcessLock;
import dev.shm.space.SharedSpace;
import java.nio.file.Path;

/** The JVM of {@code shm demo crash} that is killed: in the middle of an increment, with the lock. */
public final class CrashVictim {
    private CrashVictim() {}

    /**
     * Called by the parent.
     *
     * @param arguments the space, how much to add before the increment that is never completed
     */
    public static void main(String[] arguments) {
        Parent parent = new Parent();
        try (SharedSpace space = SharedSpace.open(Path.of(arguments[0]))) {
            TwoStepCounter counter = new TwoStepCounter(space);
            InterProcessLock lock = InterProcessLock.open(space, CrashDemo.LOCK);
            lock.lock();
            try {
                parent.say("locked");
                parent.awaitLine();
            } finally {
                lock.unlock();
            }
            if (!parent.awaitLine()) {
                return;
            }
            for (long i = Long.parseLong(arguments[1]); i > 0; i--) {
                lock.lock();
                try {
                    counter.increment();
                } finally {
                    lock.unlock();
                }
            }
            lock.lock();
            try {
                counter.beginIncrement();
                parent.say("half");
                parent.awaitLine(); // and is killed here
                counter.undoHalf();
            } finally {
                lock.unlock();
            }
        } catch (ShmException e) {
            System.err.println("shm: " + e.getMessage());
            System.exit(1);
        }
    }
}
