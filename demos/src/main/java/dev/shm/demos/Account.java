package dev.shm.demos;

import dev.shm.queues.SharedQueue;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What was put into a queue, and what has become of it. Each parcel is looked for by its number.
 *
 * @param put how many parcels: those whose put has returned, and those that were got or are in the queue all the same
 * @param putSum the sum of their numbers
 * @param inFlight of those, how many whose put has not returned: its producer was killed just then, or is at it
 * @param taken how many somebody has got
 * @param takenSum the sum of their numbers
 * @param waiting how many are in the queue
 * @param waitingSum the sum of their numbers
 * @param returns how often one came back from somebody who had it in hand and died
 * @param doubled how many somebody got again who should not have, or that never were put
 */
record Account(
        long put,
        long putSum,
        long inFlight,
        long taken,
        long takenSum,
        long waiting,
        long waitingSum,
        long returns,
        long doubled) {
    private static final Account EMPTY = new Account(0, 0, 0, 0, 0, 0, 0, 0, 0);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** Adds up what these have put; waits for a while until nothing is in anybody's hand. */
    static Account settle(SharedQueue<Parcel> queue, List<Tally> tallies) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            queue.orphans(); // what the dead had in hand comes back
            Account account = of(queue, tallies);
            if (account.lost() == 0 || System.nanoTime() - deadline >= 0) {
                return account;
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }

    static Account of(SharedQueue<Parcel> queue, List<Tally> tallies) {
        // In the order in which a parcel goes, so that none slips through while it is looked for.
        int[] put = tallies.stream().mapToInt(Tally::put).toArray();
        Map<Integer, BitSet> waiting = new HashMap<>();
        for (Parcel parcel : queue) {
            waiting.computeIfAbsent(parcel.producer(), producer -> new BitSet()).set(parcel.number());
        }
        Account account = EMPTY;
        for (int i = 0; i < put.length; i++) {
            Tally tally = tallies.get(i);
            account = account.with(tally, put[i], waiting.getOrDefault(tally.producer(), new BitSet()));
        }
        return account;
    }

    private Account with(Tally tally, int putBefore, BitSet waitingOnes) {
        Account sum = this;
        for (int number = 1; number <= tally.parcels(); number++) {
            boolean got = tally.wasGot(number);
            boolean waits = !got && waitingOnes.get(number);
            if (number <= putBefore || got || waits) {
                boolean flies = number > tally.put();
                boolean wrong = tally.wasDoubled(number) || number > tally.put() + 1;
                sum = new Account(
                        sum.put + 1,
                        sum.putSum + number,
                        sum.inFlight + (flies ? 1 : 0),
                        sum.taken + (got ? 1 : 0),
                        sum.takenSum + (got ? number : 0),
                        sum.waiting + (waits ? 1 : 0),
                        sum.waitingSum + (waits ? number : 0),
                        sum.returns + tally.returns(number),
                        sum.doubled + (wrong ? 1 : 0));
            }
        }
        return sum;
    }

    /** How many were put and are neither taken nor in the queue. */
    long lost() {
        return put - taken - waiting;
    }

    boolean addsUp() {
        return lost() == 0 && putSum == takenSum + waitingSum && doubled == 0;
    }
}
