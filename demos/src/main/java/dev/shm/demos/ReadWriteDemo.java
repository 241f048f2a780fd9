package dev.shm.demos;

import dev.shm.locks.InterProcessReadWriteLock;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;
import dev.shm.value.SharedLongArray;
import java.util.concurrent.locks.Lock;
import picocli.CommandLine.Command;

/** {@code shm demo read-write}. */
@Command(
        name = "read-write",
        description =
                "JVMs read a table of 100 numbers, whose sum is always 0, and in each tenth round move something from one to"
                        + " another. Whoever reads sees a whole table. With --space, type it in several terminals.")
final class ReadWriteDemo extends Together {
    private static final int LENGTH = 100;
    private static final int ROUNDS_PER_WRITE = 10;

    private static InterProcessReadWriteLock lock(SharedSpace space) {
        return InterProcessReadWriteLock.openOrCreate(space, "table-lock");
    }

    private static SharedLongArray table(SharedSpace space) {
        return SharedLongArray.openOrCreate(space, "table", LENGTH);
    }

    private static SharedLong torn(SharedSpace space) {
        return SharedLong.openOrCreate(space, "torn");
    }

    @Override
    String prepare(SharedSpace space, int parties) {
        lock(space);
        table(space);
        torn(space);
        return "An InterProcessReadWriteLock and a SharedLongArray of " + LENGTH + " numbers.";
    }

    @Override
    Work work(SharedSpace space, SharedLong share, long steps) {
        Lock read = lock(space).readLock();
        Lock write = lock(space).writeLock();
        SharedLongArray table = table(space);
        SharedLong torn = torn(space);
        return new Rounds(share, steps) {
            private int round;

            @Override
            void round() {
                if (round++ % ROUNDS_PER_WRITE == 0) {
                    write.lock();
                    try {
                        move(table, round % LENGTH, (round + LENGTH / 2) % LENGTH);
                    } finally {
                        write.unlock();
                    }
                    return;
                }
                read.lock();
                try {
                    if (table.stream().sum() != 0) {
                        torn.incrementAndGet();
                    }
                } finally {
                    read.unlock();
                }
            }
        };
    }

    /** In two steps: without the lock, others would see one without the other. */
    private static void move(SharedLongArray table, int from, int to) {
        table.set(from, table.get(from) - 1);
        table.set(to, table.get(to) + 1);
    }

    @Override
    String outcome(SharedSpace space) {
        return "Sum of the table: " + table(space).stream().sum() + "\nTables seen that were not whole: "
                + torn(space).get();
    }
}
