package dev.shm.value;

import dev.shm.space.SharedSpace;
import dev.shm.testkit.LeakCheck;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class SharedBooleanContractTest extends BooleanContract {
    private final AtomicInteger made = new AtomicInteger();
    private SharedSpace space;

    @BeforeEach
    void open() {
        space = SharedSpace.temporary();
    }

    @AfterEach
    void close() {
        space.close();
    }

    @Override
    Subject make(boolean initial) {
        return new Subject.Whole(SharedBoolean.create(space, "value-" + made.incrementAndGet(), initial));
    }

    @Nested
    class OfArrayElement extends BooleanContract {
        @Override
        Subject make(boolean initial) {
            boolean[] contents = {true, false, initial, true, false};
            String name = "array-" + made.incrementAndGet();
            return new Subject.Element(SharedBooleanArray.create(space, name, contents), 2L, true);
        }
    }

    /** The suite is right: the JDK's own class passes it. */
    @Nested
    class OfAtomicBoolean extends BooleanContract {
        @Override
        Subject make(boolean initial) {
            return new Subject.Whole(new AtomicBoolean(initial));
        }
    }
}
