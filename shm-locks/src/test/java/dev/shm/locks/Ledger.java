package dev.shm.locks;

import dev.shm.robust.OwnerDeathPolicy;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What the soak's workers change under a lock, and how it is known afterwards that nothing was lost or done twice.
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
    private final SharedLong[] counts;
    private final SharedLong[] acknowledged;

    Ledger(SharedSpace space, int threads) {
        InterProcessLock plain = InterProcessLock.openOrCreate(space, "lock", OwnerDeathPolicy.MUST_REPAIR);
        lock = plain.repairingWith(death -> repair());
        first = SharedLong.openOrCreate(space, "first");
        second = SharedLong.openOrCreate(space, "second");
        lastToken = SharedLong.openOrCreate(space, "last-token");
        counts = values(space, "count-", threads);
        acknowledged = values(space, "acknowledged-", threads);
    }

    private static SharedLong[] values(SharedSpace space, String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> SharedLong.openOrCreate(space, prefix + i))
                .toArray(SharedLong[]::new);
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
        counts[thread].set(counts[thread].get() + 1);
    }

    /** What the thread does after it has unlocked. */
    void acknowledge(int thread) {
        acknowledged[thread].set(acknowledged[thread].get() + 1);
    }

    long acknowledged(int thread) {
        return acknowledged[thread].get();
    }

    /** Acknowledges in the place of a dead thread what it has done; says whether there was anything. */
    boolean settle(int thread) {
        long count = counts[thread].get();
        long late = count - acknowledged[thread].get();
        expect("in flight", true, late == 0 || late == 1);
        acknowledged[thread].set(count);
        return late == 1;
    }

    private void repair() {
        long sum = sum(counts);
        expect("first, repaired", true, first.get() == sum || first.get() == sum + 1);
        first.set(sum);
        second.set(sum);
    }

    /** What all have done; everything is checked. */
    long check() {
        lock.lock();
        try {
            long total = sum(counts);
            expect("acknowledged", total, sum(acknowledged));
            expect("first", total, first.get());
            expect("second", total, second.get());
            return total;
        } finally {
            lock.unlock();
        }
    }

    private static long sum(SharedLong[] values) {
        return Arrays.stream(values).mapToLong(SharedLong::get).sum();
    }

    private static void expect(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new AssertionError(what + ": expected=" + expected + ", actual=" + actual);
        }
    }
}
