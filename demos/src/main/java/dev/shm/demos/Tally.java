package dev.shm.demos;

import dev.shm.space.AlreadyExistsException;
import dev.shm.space.ObjectInfo;
import dev.shm.space.SharedSpace;
import dev.shm.value.SharedIntArray;
import java.util.ArrayList;
import java.util.List;

/**
 * What has become of the parcels of one producer, in shared memory, where it can be read when whoever wrote it is dead. Word 0
 * is how many puts have returned; word n is for parcel n.
 */
final class Tally {
    /*
     * Of a parcel: 0, nobody has got it yet; r + 1, somebody has got it, who was told that it had come back r times; DONE: it was
     * dealt with, and will not come again. All that is right makes the word grow.
     */
    private static final int DONE = 1 << 30;
    private static final int DOUBLED = 1 << 29;
    private static final int GOT = DOUBLED - 1;
    private static final String NAME = "producer-";

    private final int producer;
    private final SharedIntArray words;

    private Tally(int producer, SharedIntArray words) {
        this.producer = producer;
        this.words = words;
    }

    /** Of one more producer, who may put so many parcels. */
    static Tally create(SharedSpace space, long parcels) {
        for (int producer = 1; ; producer++) {
            try {
                return new Tally(producer, SharedIntArray.createSparse(space, NAME + producer, parcels + 1));
            } catch (AlreadyExistsException e) {
                // That one is taken.
            }
        }
    }

    static Tally open(SharedSpace space, int producer) {
        return new Tally(producer, SharedIntArray.open(space, NAME + producer));
    }

    /** Of all producers that there ever were in a space. */
    static List<Tally> all(SharedSpace space) {
        List<Tally> all = new ArrayList<>();
        for (ObjectInfo object : space.objects()) {
            if (object.name().startsWith(NAME)) {
                all.add(open(space, Integer.parseInt(object.name().substring(NAME.length()))));
            }
        }
        return all;
    }

    int producer() {
        return producer;
    }

    // ---- by the producer ----

    /** The put of this parcel has returned. */
    void hasPut(int number) {
        words.setVolatile(0, number);
    }

    // ---- by a consumer ----

    /** Somebody has got it, and is told how often it had come back. */
    void hasGot(int number, int returns) {
        int got = returns + 1;
        words.updateAndGet(number, old -> old >= got ? old | DOUBLED : got);
    }

    /** Nobody gets it any more. */
    void isDone(int number) {
        words.updateAndGet(number, old -> old | DONE);
    }

    // ---- by those who add up ----

    /** How many puts have returned. */
    int put() {
        return words.getVolatile(0);
    }

    int parcels() {
        return (int) words.length() - 1;
    }

    boolean wasGot(int number) {
        return words.getVolatile(number) != 0;
    }

    /** How often it came back from one that had it in hand. */
    int returns(int number) {
        return Math.max(0, (words.getVolatile(number) & GOT) - 1);
    }

    /** Whether somebody got it who should not have. */
    boolean wasDoubled(int number) {
        return (words.getVolatile(number) & DOUBLED) != 0;
    }
}
