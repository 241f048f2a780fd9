package dev.shm.docs;

// tag::counter[]
import dev.shm.locks.InterProcessLock;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;
// end::counter[]

/** What the README shows. */
final class CounterExample {
    private CounterExample() {}

    static void count() {
        // tag::counter[]
        try (SharedSpace space = SharedSpace.openOrCreate("demo")) {
            SharedLong counter = SharedLong.openOrCreate(space, "counter");
            InterProcessLock lock = InterProcessLock.openOrCreate(space, "lock");
            for (int i = 0; i < 1000; i++) {
                lock.lock();
                try {
                    counter.set(counter.get() + 1);
                } finally {
                    lock.unlock();
                }
            }
        }
        // end::counter[]
    }
}
