package dev.shm.locks;

import dev.shm.robust.OwnerDeathPolicy;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;
import dev.shm.value.SharedLongArray;

/**
 * What the workers of soaks change under a lock, and how it is known afterwards that nothing was lost or done twice.
 *
 * <p>{@code first} and {@code second} are the same whenever nobody has the lock. What counts is {@code counts}: one for each
 * thread of each worker, stored last; an heir sets the other two to their sum. {@code acknowledged} a thread stores after it
 * has unlocked. So of a killed thread, the count is what it had acknowledged, or one more.
 */
final class Ledger {
    private final InterProcessLock lock;
    private final SharedLong first;
    private final SharedLong second;
    private final SharedLong lastToken;
    private final SharedLongArray counts;
    private final SharedLongArray acknowledged;

    /** One under a lock of its own. */
    Ledger(SharedSpace space, int threads) {
        this(space, InterProcessLock.openOrCreate(space, "lock", OwnerDeathPolicy.MUST_REPAIR), "", threads);
    }

    /** One of several in a space, under a lock that has to be repaired. */
    Ledger(SharedSpace space, InterProcessLock lock, String suffix, int threads) {
        this.lock = lock.repairingWith(death -> repair());
        first = SharedLong.openOrCreate(space, "first" + suffix);
        second = SharedLong.openOrCreate(space, "second" + suffix);
        lastToken = SharedLong.openOrCreate(space, "last-token" + suffix);
        counts = SharedLongArray.openOrCreate(space, "counts" + suffix, threads);
        acknowledged = SharedLongArray.openOrCreate(space, "acknowledged" + suffix, threads);
    }

    InterProcessLock lock() {
        return lock;
    }

    /** The section; to be called by the owner. */
    void increment(int thread, Runnable pause) {
        long token = lock.fencingToken();
        expect("token", true, token > lastToken.get());
        lastToken.set(token);
        long value = first.get();
        expect("second", value, second.get());
        first.set(value + 1);
        pause.run();
        second.set(value + 1);
        pause.run();
        expect("first, afterwards", value + 1, first.get());
        counts.setVolatile(thread, counts.get(thread) + 1);
    }

    /** What the thread does after it has unlocked. */
    void acknowledge(int thread) {
        acknowledged.setVolatile(thread, acknowledged.get(thread) + 1);
    }

    long acknowledged(int thread) {
        return acknowledged.getVolatile(thread);
    }

    /** Acknowledges in the place of a dead thread what it has done; says whether there was anything. */
    boolean settle(int thread) {
        long count = counts.getVolatile(thread);
        long late = count - acknowledged.getVolatile(thread);
        expect("in flight", true, late == 0 || late == 1);
        acknowledged.setVolatile(thread, count);
        return late == 1;
    }

    private void repair() {
        long sum = counts.stream().sum();
        expect("first, repaired", true, first.get() == sum || first.get() == sum + 1);
        first.set(sum);
        second.set(sum);
    }

    /** What all have done; everything is checked. */
    long check() {
        lock.lock();
        try {
            long total = counts.stream().sum();
            expect("acknowledged", total, acknowledged.stream().sum());
            expect("first", total, first.get());
            expect("second", total, second.get());
            return total;
        } finally {
            lock.unlock();
        }
    }

    private static void expect(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new AssertionError(what + ": expected=" + expected + ", actual=" + actual);
        }
    }
}
