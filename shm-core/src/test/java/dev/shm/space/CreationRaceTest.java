package dev.shm.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.value.SharedLong;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Many make the same at once: one makes it, all get the same. */
@ExtendWith(LeakCheck.class)
class CreationRaceTest {
    private static final int THREADS = 16;
    private static final int ROUNDS = 20;
    private static final int JVMS = 8;
    private static final int SPACES = 20;
    private static final int CHURNERS = 4;
    private static final int CHURNS = 200;

    @TempDir
    Path directory;

    @BeforeEach
    void watch() {
        LeakCheck.watch(directory);
    }

    @Test
    void openOrCreate_manyThreads_oneSpaceOneValue() {
        for (int round = 0; round < ROUNDS; round++) {
            Path path = directory.resolve("space-" + round);
            ConcurrentLinkedQueue<SharedSpace> spaces = new ConcurrentLinkedQueue<>();
            HangGuard.threads(THREADS, thread -> {
                SharedSpace space = SharedSpace.openOrCreate(path);
                spaces.add(space);
                SharedLong.openOrCreate(space, "value", 100).incrementAndGet();
            });
            SharedSpace first = spaces.peek();
            assertEquals(100 + THREADS, SharedLong.open(first, "value").get());
            assertEquals(1, first.processes().size());
            spaces.forEach(SharedSpace::close);
            assertContent(path, "value");
        }
    }

    @Test
    void create_manyThreads_oneSucceeds() {
        for (int round = 0; round < ROUNDS; round++) {
            Path path = directory.resolve("space-" + round);
            AtomicInteger spaces = new AtomicInteger();
            AtomicInteger values = new AtomicInteger();
            HangGuard.threads(THREADS, thread -> {
                try {
                    SharedSpace.create(path).close();
                    spaces.incrementAndGet();
                } catch (AlreadyExistsException e) {
                    assertTrue(e.getMessage().contains(path.toString()), e::getMessage);
                }
                try (SharedSpace space = SharedSpace.open(path)) {
                    SharedLong.create(space, "value");
                    values.incrementAndGet();
                } catch (AlreadyExistsException e) {
                    assertTrue(e.getMessage().contains("value"), e::getMessage);
                }
            });
            assertEquals(1, spaces.get());
            assertEquals(1, values.get());
            assertContent(path, "value");
        }
    }

    /** Makes, with the others, one space and value after the other; counts those that it made itself. */
    static final class Maker {
        public static void main(String[] arguments) {
            Path directory = Path.of(arguments[0]);
            try (SharedSpace meeting = SharedSpace.open(directory.resolve("meeting"))) {
                SharedLong arrived = SharedLong.open(meeting, "arrived");
                SharedLong made = SharedLong.open(meeting, "made");
                for (int i = 1; i <= SPACES; i++) {
                    arrived.incrementAndGet();
                    HangGuard.await("all makers", awaiting(arrived, (long) i * JVMS));
                    Path path = directory.resolve("space-" + i);
                    // Every other round by create, where losing is an exception.
                    if (i % 2 == 0) {
                        try {
                            SharedSpace.create(path).close();
                            made.incrementAndGet();
                        } catch (AlreadyExistsException e) {
                            Child.say("lost " + i);
                        }
                    }
                    try (SharedSpace space = SharedSpace.openOrCreate(path)) {
                        SharedLong.openOrCreate(space, "value", 1000).incrementAndGet();
                    }
                }
            }
            Child.say("done");
        }

        private static BooleanSupplier awaiting(SharedLong arrived, long count) {
            return () -> arrived.get() >= count;
        }
    }

    @Test
    void openOrCreate_manyJvms_oneSpaceOneValue() {
        try (SharedSpace meeting = SharedSpace.create(directory.resolve("meeting"))) {
            SharedLong.create(meeting, "arrived");
            SharedLong made = SharedLong.create(meeting, "made");
            List<ChildJvm> makers = new ArrayList<>();
            try {
                for (int i = 0; i < JVMS; i++) {
                    makers.add(ChildJvm.start(Maker.class, directory.toString()));
                }
                // One that has failed keeps the others waiting: first who ends first.
                HangGuard.await("a maker", () -> makers.stream().anyMatch(maker -> !maker.isAlive()));
                makers.sort(Comparator.comparing(ChildJvm::isAlive));
                makers.forEach(CreationRaceTest::assertDone);
            } finally {
                makers.forEach(ChildJvm::close);
            }
            assertEquals(SPACES / 2, made.get());
        }
        for (int i = 1; i <= SPACES; i++) {
            Path path = directory.resolve("space-" + i);
            try (SharedSpace space = SharedSpace.open(path)) {
                assertEquals(1000 + JVMS, SharedLong.open(space, "value").get());
            }
            assertContent(path, "value");
            assertTrue(SharedSpace.delete(path));
        }
        assertTrue(SharedSpace.delete(directory.resolve("meeting")));
        assertEquals(0, directory.toFile().list().length);
    }

    /** Makes and deletes the same space and value as the others do, over and over. */
    static final class Churner {
        public static void main(String[] arguments) {
            Path path = Path.of(arguments[0]);
            Child.say("ready");
            Child.awaitLine();
            for (int i = 0; i < CHURNS; i++) {
                try (SharedSpace space = SharedSpace.openOrCreate(path)) {
                    SharedLong.openOrCreate(space, "value").incrementAndGet();
                    space.objects();
                    space.deleteObject("value");
                }
                try {
                    SharedSpace.open(path).close();
                    SharedSpace.delete(path);
                } catch (NotFoundException | SpaceInUseException e) {
                    // Somebody else was faster.
                }
            }
            Child.say("done");
        }
    }

    @Test
    void openOrCreate_othersDelete_alwaysWorks() {
        Path path = directory.resolve("space");
        List<ChildJvm> churners = new ArrayList<>();
        try {
            for (int i = 0; i < CHURNERS; i++) {
                churners.add(ChildJvm.start(Churner.class, path.toString()));
            }
            churners.forEach(churner -> churner.awaitLine("ready"));
            churners.forEach(churner -> churner.send("go"));
            churners.forEach(CreationRaceTest::assertDone);
        } finally {
            churners.forEach(ChildJvm::close);
        }
        SharedSpace.delete(path);
        assertEquals(0, directory.toFile().list().length);
    }

    private static void assertDone(ChildJvm maker) {
        maker.awaitLine("done");
        assertEquals(0, maker.awaitExit(), maker::errors);
    }

    /** Nothing half made is left. */
    private void assertContent(Path space, String... objects) {
        Set<String> expected = new TreeSet<>(Set.of(objects));
        expected.add(SpacePaths.PROCESSES);
        assertEquals(expected, new TreeSet<>(List.of(space.toFile().list())));
        assertTrue(Files.isDirectory(space));
    }
}
