package dev.shm.value;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shm.space.SharedSpace;
import dev.shm.testkit.LeakCheck;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/** Elements of arrays of numbers, of each type; whatever is done to one, those around it stay as they are. */
@ExtendWith(LeakCheck.class)
class SharedArrayElementContractTest {
    abstract static class Contract extends NumberContract {
        private static final long LENGTH = 4096;

        private final AtomicLong made = new AtomicLong();
        private SharedSpace space;
        private SharedArray array;

        Contract(Kind kind) {
            super(kind);
        }

        @BeforeEach
        void open() {
            space = SharedSpace.temporary();
            array = kind.createArray(space, "array", LENGTH);
            Methods.call(array, "fill", kind.of(85));
        }

        @AfterEach
        void close() {
            long used = 2 * made.get();
            for (long i = 0; i <= Math.min(used, LENGTH - 2); i += 2) {
                assertEquals(kind.of(85), Methods.call(array, "get", i), "neighbour " + i);
            }
            space.close();
        }

        @Override
        Subject make(Object initial) {
            long index = (2 * made.getAndIncrement() + 1) % LENGTH;
            Methods.call(array, "set", index, initial);
            return new Subject.Element(array, index, true);
        }
    }

    @Nested
    class OfInt extends Contract {
        OfInt() {
            super(Kind.INT);
        }
    }

    @Nested
    class OfLong extends Contract {
        OfLong() {
            super(Kind.LONG);
        }
    }

    @Nested
    class OfDouble extends Contract {
        OfDouble() {
            super(Kind.DOUBLE);
        }
    }

    @Nested
    class OfFloat extends Contract {
        OfFloat() {
            super(Kind.FLOAT);
        }
    }

    @Nested
    class OfByte extends Contract {
        OfByte() {
            super(Kind.BYTE);
        }
    }

    @Nested
    class OfShort extends Contract {
        OfShort() {
            super(Kind.SHORT);
        }
    }

    @Nested
    class OfChar extends Contract {
        OfChar() {
            super(Kind.CHAR);
        }
    }
}
