package dev.shm.value;

import dev.shm.space.SharedSpace;
import dev.shm.testkit.LeakCheck;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/** Values that are numbers, of each type. */
@ExtendWith(LeakCheck.class)
class SharedNumberContractTest {
    abstract static class Contract extends NumberContract {
        private final AtomicInteger made = new AtomicInteger();
        private SharedSpace space;

        Contract(Kind kind) {
            super(kind);
        }

        @BeforeEach
        void open() {
            space = SharedSpace.temporary();
        }

        @AfterEach
        void close() {
            space.close();
        }

        @Override
        Subject make(Object initial) {
            return new Subject.Whole(kind.create(space, "value-" + made.incrementAndGet(), initial));
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
