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
 * @param deaths where its file tells of deaths
 * @param lock the lock
 * @param counter changed first
 * @param mirror changed second
 */
record Cell(DeathPlaces deaths, InterProcessLock lock, SharedLong counter, SharedLong mirror) {
    private static final String STRIPE = "stripe";
    private static final int STRIPE_SIZE = 256;

    static Cell openOrCreate(SharedSpace space, int number, OwnerDeathPolicy policy) {
        return openOrCreate(space, number, policy, Fairness.BARGING);
    }

    static Cell openOrCreate(SharedSpace space, int number, OwnerDeathPolicy policy, Fairness fairness) {
        String name = "lock-" + number;
        return with(
                DeathPlaces.ofLock(space.path().resolve(name)),
                InterProcessLock.openOrCreate(space, name, policy, fairness),
                space,
                number);
    }

    /** The same with a lock of a stripe, that of the number. */
    static Cell striped(SharedSpace space, int number, OwnerDeathPolicy policy) {
        return with(
                DeathPlaces.ofStripe(space.path().resolve(STRIPE), number),
                LockStripe.openOrCreate(space, STRIPE, STRIPE_SIZE, policy).getAt(number),
                space,
                number);
    }

    private static Cell with(DeathPlaces deaths, InterProcessLock lock, SharedSpace space, int number) {
        return new Cell(
                deaths,
                lock,
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
        return deaths.pid(place);
    }

    /**
     * Where a file has the PIDs of the last two recorded deaths; see RobustLayout and StripeLayout.
     *
     * @param file of the lock or stripe
     * @param first where the 1st, 3rd, 5th … are
     * @param second where the others are
     * @param shift of the PID in its word
     */
    record DeathPlaces(Path file, int first, int second, int shift) {
        private static final int BODY = 4096;

        static DeathPlaces ofLock(Path file) {
            return new DeathPlaces(file, BODY + 64 + 8, BODY + 192 + 8, 0);
        }

        static DeathPlaces ofStripe(Path file, int index) {
            int line = BODY + index * 64;
            return new DeathPlaces(file, line + 32, line + 56, 40);
        }

        private long pid(int place) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            return bytes.getLong(place == 0 ? first : second) >>> shift;
        }
    }
}
