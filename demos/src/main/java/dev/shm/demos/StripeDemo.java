package dev.shm.demos;

import dev.shm.locks.InterProcessLock;
import dev.shm.locks.LockStripe;
import dev.shm.robust.OwnerDeathPolicy;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;
import dev.shm.value.SharedLongArray;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;

/** {@code shm demo stripe}. */
@Command(
        name = "stripe",
        description =
                "JVMs change 100,000 pairs of numbers, one after the other of a pair, each pair under a lock of its own in"
                        + " one LockStripe. Kill one with kill -9, and whoever locks a pair that it left half done mends it. With"
                        + " --space, type it in several terminals.")
final class StripeDemo extends Together {
    private static final int PAIRS = 100_000;

    private static LockStripe locks(SharedSpace space) {
        return LockStripe.openOrCreate(space, "locks", PAIRS, OwnerDeathPolicy.MUST_REPAIR);
    }

    private static SharedLongArray firsts(SharedSpace space) {
        return SharedLongArray.openOrCreate(space, "firsts", PAIRS);
    }

    private static SharedLongArray seconds(SharedSpace space) {
        return SharedLongArray.openOrCreate(space, "seconds", PAIRS);
    }

    @Override
    String prepare(SharedSpace space, int parties) {
        firsts(space);
        seconds(space);
        return "A LockStripe of " + locks(space).size() + " locks and two SharedLongArrays of as many numbers.";
    }

    @Override
    Work work(SharedSpace space, SharedLong share, long steps) {
        Pairs pairs = new Pairs(space);
        return new Rounds(share, steps) {
            @Override
            void round() {
                pairs.change(ThreadLocalRandom.current().nextInt(PAIRS));
            }
        };
    }

    @Override
    String outcome(SharedSpace space) {
        Pairs pairs = new Pairs(space);
        int different = 0;
        for (int i = 0; i < PAIRS; i++) {
            different += pairs.isDifferent(i) ? 1 : 0;
        }
        return "Changes: " + firsts(space).stream().sum() + "\nPairs left half done: " + different;
    }

    private static final class Pairs {
        private final LockStripe locks;
        private final SharedLongArray firsts;
        private final SharedLongArray seconds;

        Pairs(SharedSpace space) {
            this.locks = locks(space);
            this.firsts = firsts(space);
            this.seconds = seconds(space);
        }

        void change(int i) {
            InterProcessLock lock = lock(i);
            try {
                firsts.set(i, firsts.get(i) + 1);
                seconds.set(i, seconds.get(i) + 1);
            } finally {
                lock.unlock();
            }
        }

        boolean isDifferent(int i) {
            InterProcessLock lock = lock(i);
            try {
                return firsts.get(i) != seconds.get(i);
            } finally {
                lock.unlock();
            }
        }

        /** Locks a pair, and mends it if one died that was changing it. */
        private InterProcessLock lock(int i) {
            InterProcessLock lock = locks.getAt(i).repairingWith(death -> seconds.set(i, firsts.get(i)));
            lock.lock();
            return lock;
        }
    }
}
