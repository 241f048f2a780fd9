package dev.shm.benchmarks.workers;

import dev.shm.locks.InterProcessLock;
import dev.shm.space.SharedSpace;
import java.nio.file.Path;

/** Has many threads wait for one lock. */
public final class Blocking {
    private Blocking() {}

    /**
     * Blocks.
     *
     * @param arguments the space, the name of the lock, and the number of threads
     */
    public static void main(String[] arguments) {
        SharedSpace space = SharedSpace.open(Path.of(arguments[0]));
        InterProcessLock lock = InterProcessLock.open(space, arguments[1]);
        for (int i = Integer.parseInt(arguments[2]); i > 0; i--) {
            Thread thread = new Thread(lock::lock);
            thread.setDaemon(true);
            thread.start();
        }
        Parent.say("here");
        Parent.follow();
    }
}
