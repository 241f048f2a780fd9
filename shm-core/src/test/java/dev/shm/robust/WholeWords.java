package dev.shm.robust;

import dev.shm.memory.Words;
import java.util.function.IntUnaryOperator;

/** Words whose halves are read and changed by what there is for the whole: a CAS of the word around them. */
interface WholeWords extends Words {
    @Override
    default int getIntPlain(long offset) {
        return (int) (getPlain(offset & -Long.BYTES) >>> shift(offset));
    }

    @Override
    default void setIntPlain(long offset, int value) {
        getAndSetInt(offset, value);
    }

    @Override
    default int getIntAcquire(long offset) {
        return (int) (getAcquire(offset & -Long.BYTES) >>> shift(offset));
    }

    @Override
    default void setIntRelease(long offset, int value) {
        getAndSetInt(offset, value);
    }

    @Override
    default int getIntVolatile(long offset) {
        return (int) (getVolatile(offset & -Long.BYTES) >>> shift(offset));
    }

    @Override
    default void setIntVolatile(long offset, int value) {
        getAndSetInt(offset, value);
    }

    @Override
    default int compareAndExchangeInt(long offset, int expected, int value) {
        return update(offset, half -> half == expected ? value : half);
    }

    @Override
    default int getAndSetInt(long offset, int value) {
        return update(offset, half -> value);
    }

    @Override
    default int getAndAddInt(long offset, int delta) {
        return update(offset, half -> half + delta);
    }

    private int update(long offset, IntUnaryOperator change) {
        int shift = shift(offset);
        while (true) {
            long word = getVolatile(offset & -Long.BYTES);
            int half = (int) (word >>> shift);
            long after = word & ~(0xFFFF_FFFFL << shift) | (change.applyAsInt(half) & 0xFFFF_FFFFL) << shift;
            if (compareAndSet(offset & -Long.BYTES, word, after)) {
                return half;
            }
        }
    }

    private static int shift(long offset) {
        return (int) (offset & Integer.BYTES) * Byte.SIZE;
    }
}
