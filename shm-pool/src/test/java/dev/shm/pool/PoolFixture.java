package dev.shm.pool;

import dev.shm.space.SharedSpace;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;

/** One pool serves all tests of a class that don't close theirs, and a space for what they share with its workers. */
@ExtendWith(LeakCheck.class)
abstract class PoolFixture {
    static ProcessPool pool;
    static SharedSpace space;

    @BeforeAll
    static void open() {
        space = SharedSpace.temporary();
        pool = ProcessPool.of(2);
    }

    @AfterAll
    static void close() {
        HangGuard.run("close", pool::close);
        space.close();
        pool = null; // it would keep its memory mapped
        space = null;
    }

    static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }
}
