package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.space.SharedSpace;
import dev.shm.value.SharedByteArray;
import dev.shm.value.SharedLong;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * What became of each element of a queue, in shared memory: so that it is known whoever dies. An element says who put it, as
 * which of its elements, and whether it is whole.
 */
final class QueueLedger {
    /** How many elements of one producer there is room for. */
    static final int MOST = 1 << 22;

    private static final int LONGEST = 600;
    private static final byte DELIVERED = 1;
    private static final byte DONE = 16;
    private static final byte MAYBE = 64;

    private final SharedLong[] begun;
    private final SharedLong[] put;
    private final SharedByteArray[] fates;

    QueueLedger(SharedSpace space, int producers) {
        begun = new SharedLong[producers];
        put = new SharedLong[producers];
        fates = new SharedByteArray[producers];
        for (int i = 0; i < producers; i++) {
            begun[i] = SharedLong.openOrCreate(space, "begun-" + i);
            put[i] = SharedLong.openOrCreate(space, "put-" + i);
            fates[i] = SharedByteArray.openOrCreate(space, "fates-" + i, MOST);
        }
    }

    // ---- by a producer ----

    /** The next element of a producer: short, or with its bytes in the ring. */
    String next(int producer) {
        long number = begun[producer].incrementAndGet();
        if (number >= MOST) {
            throw new AssertionError("numbers used up");
        }
        return element(producer, number);
    }

    /** It is put. */
    void acknowledge(int producer) {
        put[producer].set(begun[producer].get());
    }

    /** Its process is dead: of the element that it had begun nobody knows whether it is put. */
    void settle(int producer) {
        if (begun[producer].get() != put[producer].get()) {
            fates[producer].getAndAdd(begun[producer].get(), MAYBE);
            acknowledge(producer); // so that it is not settled again if the next one dies soon
        }
    }

    private static String element(int producer, long number) {
        String head = producer + ":" + number + ":";
        CRC32 sum = new CRC32();
        sum.update(head.getBytes(StandardCharsets.US_ASCII));
        long mixed = sum.getValue();
        int length = (mixed & 3) == 0 ? (int) (mixed >>> 2) % LONGEST : (int) (mixed >>> 2) % 16;
        StringBuilder element = new StringBuilder(head);
        for (int i = 0; i < length; i++) {
            element.append((char) ('a' + (int) (mixed >>> i % 24 & 15)));
        }
        return element.toString();
    }

    // ---- by a consumer ----

    /** Which element it is, a whole one; by which producer. */
    static long number(String element) {
        int first = element.indexOf(':');
        int second = element.indexOf(':', first + 1);
        try {
            long number = Long.parseLong(element.substring(first + 1, second));
            if (element.equals(element(producer(element), number))) {
                return number;
            }
        } catch (RuntimeException e) {
            throw new AssertionError("not whole: " + element, e);
        }
        throw new AssertionError("not whole: " + element);
    }

    static int producer(String element) {
        return Integer.parseInt(element.substring(0, element.indexOf(':')));
    }

    /** It was delivered, with a mark that this is not the first time, or without one. */
    void deliver(String element, boolean again) {
        int fate = fates[producer(element)].getAndAdd(number(element), DELIVERED);
        if (fate % DONE != 0 && !again || fate / DONE % 4 != 0) {
            throw new AssertionError("delivered " + (again ? "again" : "as if for the first time") + " after fate="
                    + fate + ": " + element);
        }
    }

    /** From here on it must not come back. */
    void done(String element) {
        fates[producer(element)].getAndAdd(number(element), DONE);
    }

    // ---- at the end ----

    /** How many elements of which it is known that they were put nobody has counted. */
    long lost() {
        return count((byte) (MAYBE | DONE - 1), (byte) 0);
    }

    /** How many elements were counted, but not said to be done by one that went on living. */
    long deliveredOnly() {
        long only = 0;
        for (int delivered = 1; delivered < DONE; delivered++) {
            only += count((byte) (DONE * 3 | DONE - 1), (byte) delivered);
        }
        return only;
    }

    private long count(byte mask, byte wanted) {
        long count = 0;
        for (int producer = 0; producer < fates.length; producer++) {
            byte[] all = fates[producer].toArray();
            for (int i = 1; i <= begun[producer].get(); i++) {
                count += (all[i] & mask) == wanted ? 1 : 0;
                assertTrue((all[i] & DONE * 3) <= DONE, "done twice");
            }
        }
        return count;
    }

    /** How many elements were put, or perhaps put. */
    long total() {
        long total = 0;
        for (int producer = 0; producer < fates.length; producer++) {
            total += put[producer].get();
        }
        return total;
    }
}
