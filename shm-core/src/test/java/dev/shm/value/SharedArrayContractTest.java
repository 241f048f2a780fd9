package dev.shm.value;

import dev.shm.space.SharedSpace;
import dev.shm.testkit.LeakCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class SharedArrayContractTest extends ArrayContract {
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
    Subject make(Kind kind, int length) {
        return new Shared(kind.createArray(space, "array", length));
    }

    /** A part of an array is an array. */
    @Nested
    class OfSlice extends ArrayContract {
        @Override
        Subject make(Kind kind, int length) {
            return new Shared(kind.createArray(space, "array", length + 8L).slice(3, length + 3L));
        }
    }

    /** The suite is right: the language's own arrays pass it. */
    @Nested
    class OfJavaArray extends ArrayContract {
        @Override
        Subject make(Kind kind, int length) {
            return new JavaArray(JavaArray.of(kind, length));
        }
    }

    private record Shared(SharedArray array) implements ArrayContract.Subject {
        @Override
        public long length() {
            return array.length();
        }

        @Override
        public Object get(long i) {
            return Methods.call(array, "get", i);
        }

        @Override
        public void set(long i, Object value) {
            Methods.call(array, "set", i, value);
        }

        @Override
        public void copyTo(long from, Object javaArray, int at, int count) {
            Methods.call(array, "copyTo", from, javaArray, at, count);
        }

        @Override
        public void copyFrom(long from, Object javaArray, int at, int count) {
            Methods.call(array, "copyFrom", from, javaArray, at, count);
        }

        @Override
        public void move(long from, long at, long count) {
            Methods.call(array, "copyTo", from, array, at, count);
        }

        @Override
        public void fill(long from, long to, Object value) {
            Methods.call(array, "fill", from, to, value);
        }

        @Override
        public Object toArray() {
            return Methods.call(array, "toArray");
        }
    }
}
