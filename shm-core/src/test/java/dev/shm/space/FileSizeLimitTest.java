package dev.shm.space;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.ShmException;
import dev.shm.process.ProcessTable;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Requirements;
import dev.shm.value.SharedLong;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Row 15 of the fault matrix, its last part: the process may not write files as long as it needs ({@code RLIMIT_FSIZE}). */
@ExtendWith(LeakCheck.class)
class FileSizeLimitTest {
    private static final long TABLE = ProcessTable.fileLengthBytes(SharedSpace.SLOTS);

    @TempDir
    private Path directory;

    /** Makes a space and a value under each limit. */
    static final class Maker {
        public static void main(String[] arguments) throws Exception {
            Path root = Path.of(arguments[0]);
            long value = Long.parseLong(arguments[1]);
            for (long limit : new long[] {0, 1, 4095, 4096, 8192, TABLE / 2, TABLE - 1, TABLE, TABLE + 1}) {
                limit(String.valueOf(limit));
                assertEquals(limit >= TABLE, makesSpace(root.resolve("space")), "space, limit=" + limit);
                assertArrayEquals(new String[0], root.toFile().list(), "limit=" + limit);
            }
            limit("unlimited");
            try (SharedSpace space = SharedSpace.create(root.resolve("space"))) {
                for (long limit : new long[] {0, 1, 4095, 4096, value - 1, value, value + 1}) {
                    limit(String.valueOf(limit));
                    assertEquals(limit >= value, makesValue(space), "value, limit=" + limit);
                    assertEquals(0, space.objects().size());
                }
            }
            Child.say("all as expected");
        }

        private static boolean makesSpace(Path path) {
            try (SharedSpace space = SharedSpace.create(path)) {
                assertEquals(1, space.processes().size());
            } catch (ShmException e) {
                assertTrue(e.getMessage().contains(path.toString()), e::getMessage);
                return false;
            }
            assertTrue(SharedSpace.delete(path));
            return true;
        }

        private static boolean makesValue(SharedSpace space) {
            try {
                assertEquals(8, SharedLong.create(space, "value", 7).incrementAndGet());
            } catch (ShmException e) {
                assertTrue(e.getMessage().contains(space.path().toString()), e::getMessage);
                return false;
            }
            assertTrue(space.deleteObject("value"));
            return true;
        }

        private static void limit(String bytes) throws IOException, InterruptedException {
            String pid = String.valueOf(ProcessHandle.current().pid());
            Process prlimit = new ProcessBuilder("prlimit", "--pid", pid, "--fsize=" + bytes + ":")
                    .inheritIO()
                    .start();
            assertTrue(prlimit.waitFor(HangGuard.limit().toMillis(), TimeUnit.MILLISECONDS));
            assertEquals(0, prlimit.exitValue());
        }
    }

    @Test
    void create_anyLimitOnFileSizes_isRefusedOrWorks() throws IOException {
        Requirements.linux();
        Requirements.command("prlimit");
        long value;
        try (SharedSpace space = SharedSpace.create(directory.resolve("measured"))) {
            SharedLong.create(space, "value");
            value = Files.size(space.path().resolve("value"));
        }
        Path root = Files.createDirectory(directory.resolve("root"));
        try (ChildJvm child = ChildJvm.start(Maker.class, root.toString(), String.valueOf(value))) {
            assertEquals(0, child.awaitExit(), child::errors);
            assertEquals("all as expected", child.output().strip());
        }
    }
}
