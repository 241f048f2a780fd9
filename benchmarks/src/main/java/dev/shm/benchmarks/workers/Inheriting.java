package dev.shm.benchmarks.workers;

import dev.shm.locks.InterProcessLock;
import dev.shm.space.SharedSpace;
import java.nio.file.Path;

/** Acquires each lock whose name it hears, says when, and gives it back. */
public final class Inheriting {
    private Inheriting() {}

    public static void main(String[] arguments) {
        try (SharedSpace space = SharedSpace.open(Path.of(arguments[0]))) {
            Parent.say("here");
            for (String name = Parent.hear(); name != null; name = Parent.hear()) {
                InterProcessLock lock = InterProcessLock.openOrCreate(space, name);
                lock.lock();
                long now = System.nanoTime();
                lock.unlock();
                Parent.say("acquired " + now);
            }
        }
    }
}
