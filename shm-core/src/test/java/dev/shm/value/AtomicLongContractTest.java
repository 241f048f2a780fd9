package dev.shm.value;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Nested;

/** The suite is right: the JDK's own classes pass it. */
class AtomicLongContractTest extends NumberContract {
    AtomicLongContractTest() {
        super(Kind.LONG);
    }

    @Override
    Subject make(Object initial) {
        return new Subject.Whole(new AtomicLong((long) initial));
    }

    @Nested
    class OfAtomicInteger extends NumberContract {
        OfAtomicInteger() {
            super(Kind.INT);
        }

        @Override
        Subject make(Object initial) {
            return new Subject.Whole(new AtomicInteger((int) initial));
        }
    }

    @Nested
    class OfAtomicLongArray extends NumberContract {
        OfAtomicLongArray() {
            super(Kind.LONG);
        }

        @Override
        Subject make(Object initial) {
            return new Subject.Element(new AtomicLongArray(new long[] {1, (long) initial, 2}), 1, false);
        }
    }

    @Nested
    class OfAtomicIntegerArray extends NumberContract {
        OfAtomicIntegerArray() {
            super(Kind.INT);
        }

        @Override
        Subject make(Object initial) {
            return new Subject.Element(new AtomicIntegerArray(new int[] {1, (int) initial, 2}), 1, false);
        }
    }
}
