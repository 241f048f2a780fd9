package dev.shm.docs;

import dev.shm.locks.InterProcessLock;
import dev.shm.robust.OwnerDeathPolicy;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.value.SharedLong;
import java.nio.file.Path;

/** What docs/guarantees.md shows: a lock that guards a sum. */
final class RepairExample {
    private RepairExample() {}

    static void transfer(SharedSpace space, long total, long amount, SharedLong from, SharedLong to) {
        // tag::repair[]
        InterProcessLock lock = InterProcessLock.openOrCreate(space, "accounts", OwnerDeathPolicy.MUST_REPAIR)
                .repairingWith(death -> to.set(total - from.get()));
        lock.lock();
        try {
            from.addAndGet(-amount);
            to.addAndGet(amount);
        } finally {
            lock.unlock();
        }
        // end::repair[]
    }

    /** Dies between the two stores. */
    static final class Victim {
        public static void main(String[] arguments) {
            Child.prepareToDie();
            SharedSpace space = SharedSpace.open(Path.of(arguments[0]));
            InterProcessLock.openOrCreate(space, "accounts", OwnerDeathPolicy.MUST_REPAIR)
                    .lock();
            SharedLong.open(space, "from").addAndGet(-Long.parseLong(arguments[1]));
            Child.killMyself();
        }
    }
}
