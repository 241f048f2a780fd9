package dev.shm.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** For tests of pools whose workers die: a space and a folder for each, and what such a pool must still do. */
@ExtendWith(LeakCheck.class)
abstract class DeathFixture {
    final SharedSpace space = SharedSpace.temporary();

    @TempDir
    Path directory;

    @BeforeAll
    static void silence() {
        DeathWarnings.silence();
    }

    @AfterEach
    void closeSpace() {
        space.close();
    }

    static void assertGoesOn(ProcessPool pool) throws InterruptedException {
        List<Integer> numbers = IntStream.range(0, 40).boxed().toList();
        assertEquals(
                numbers, HangGuard.call("map after that", () -> pool.map(numbers, MapOptions.chunksOf(1), x -> x)));
    }
}
