package dev.shm.benchmarks.workers;

import dev.shm.locks.InterProcessLock;
import dev.shm.space.SharedSpace;
import java.nio.file.Path;
import java.util.Arrays;

/** Holds a lock, and as much heap as it is told, until it is killed. */
public final class Holding {
    private static final int MEGABYTE = 1 << 20;

    private Holding() {}

    /**
     * Acquires and waits for its death.
     *
     * @param arguments the space, the name of the lock, and how many megabytes to touch
     */
    public static void main(String[] arguments) {
        byte[][] heap = new byte[Integer.parseInt(arguments[2])][];
        for (int i = 0; i < heap.length; i++) {
            heap[i] = new byte[MEGABYTE];
            Arrays.fill(heap[i], (byte) 1);
        }
        SharedSpace space = SharedSpace.open(Path.of(arguments[0]));
        InterProcessLock.openOrCreate(space, arguments[1]).lock();
        Parent.say("holding");
        Parent.follow();
    }
}
