package dev.shm.locks;

import dev.shm.robust.Fairness;
import dev.shm.robust.OwnerDeathPolicy;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A lock and what it guards: two values that are the same whenever nobody has the lock.
 *
 * @param path of the lock's file
 * @param lock the lock
 * @param counter changed first
 * @param mirror changed second
 */
record Cell(Path path, InterProcessLock lock, SharedLong counter, SharedLong mirror) {
    /* Where a lock's file has the pids of the last two recorded deaths; see RobustLayout. */
    private static final int FIRST_RECORDED_PID = 4096 + 64 + 8;
    private static final int SECOND_RECORDED_PID = 4096 + 192 + 8;

    static Cell openOrCreate(SharedSpace space, int number, OwnerDeathPolicy policy) {
        return openOrCreate(space, number, policy, Fairness.BARGING);
    }

    static Cell openOrCreate(SharedSpace space, int number, OwnerDeathPolicy policy, Fairness fairness) {
        String name = "lock-" + number;
        return new Cell(
                space.path().resolve(name),
                InterProcessLock.openOrCreate(space, name, policy, fairness),
                SharedLong.openOrCreate(space, "counter-" + number),
                SharedLong.openOrCreate(space, "mirror-" + number));
    }

    /** The section: to be called by the owner. */
    void increment() {
        counter.set(counter.get() + 1);
        mirror.set(mirror.get() + 1);
    }

    /** A handle that finishes what a dead owner has begun. */
    InterProcessLock repairing() {
        return lock.repairingWith(death -> mirror.set(counter.get()));
    }

    /** The pid that was recorded at one of the two places for deaths: at 0 the 1st, 3rd, 5th, at 1 the 2nd, 4th, …. */
    long recordedPid(int place) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        return file.getLong(place == 0 ? FIRST_RECORDED_PID : SECOND_RECORDED_PID);
    }
}
