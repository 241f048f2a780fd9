package dev.shm.demos;

import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;

/**
 * A counter whose increment takes two writes: the counter, and a copy of it. Who is killed between them leaves it half
 * updated, with the counter one ahead, and the next owner of its lock undoes that.
 */
final class TwoStepCounter {
    private final SharedLong counter;
    private final SharedLong copy;

    TwoStepCounter(SharedSpace space) {
        counter = SharedLong.openOrCreate(space, "counter");
        copy = SharedLong.openOrCreate(space, "copy");
    }

    void increment() {
        beginIncrement();
        copy.set(counter.get());
    }

    /** The first of the two writes. */
    void beginIncrement() {
        counter.set(counter.get() + 1);
    }

    /** Takes the first of two writes back, if the second is missing. Can be killed, too, and done again. */
    void undoHalf() {
        counter.set(copy.get());
    }

    boolean isWhole() {
        return counter.get() == copy.get();
    }

    long get() {
        return counter.get();
    }

    @Override
    public String toString() {
        return "counter " + counter.get() + ", copy " + copy.get();
    }
}
