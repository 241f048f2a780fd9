package dev.shm.benchmarks.workers;

import dev.shm.locks.InterProcessLock;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;
import java.nio.file.Path;

/** The example of the README, as a program: its start is measured. */
public final class Increments {
    private static final int INCREMENTS = 1000;

    private Increments() {}

    public static void main(String[] arguments) {
        try (SharedSpace space = SharedSpace.openOrCreate(Path.of(arguments[0]))) {
            SharedLong counter = SharedLong.openOrCreate(space, "counter");
            InterProcessLock lock = InterProcessLock.openOrCreate(space, "lock");
            for (int i = 0; i < INCREMENTS; i++) {
                lock.lock();
                try {
                    counter.set(counter.get() + 1);
                } finally {
                    lock.unlock();
                }
            }
            System.out.println(counter);
        }
    }
}
