package dev.shm.benchmarks.workers;

import dev.shm.locks.InterProcessLock;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;

/** A process in which two threads count under a lock until each has waited for the other, and which then stays attached. */
public final class Attached {
    private static final int INCREMENTS = 1000;

    private Attached() {}

    public static void main(String[] arguments) throws InterruptedException {
        SharedSpace space = SharedSpace.temporary();
        SharedLong counter = SharedLong.create(space, "counter");
        InterProcessLock lock = InterProcessLock.create(space, "lock");
        Thread other = new Thread(() -> count(counter, lock));
        lock.lock();
        try {
            other.start();
            while (lock.waiters() == 0) {
                Thread.onSpinWait();
            }
        } finally {
            lock.unlock();
        }
        other.join();
        count(counter, lock);
        Parent.say("idle pid=" + ProcessHandle.current().pid());
        while (Parent.hear() != null) {
            continue;
        }
        space.close();
    }

    private static void count(SharedLong counter, InterProcessLock lock) {
        for (int i = 0; i < INCREMENTS; i++) {
            lock.lock();
            try {
                counter.set(counter.get() + 1);
            } finally {
                lock.unlock();
            }
        }
    }
}
