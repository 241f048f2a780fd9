package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.memory.RegionDamagedException;
import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Requirements;
import dev.shm.value.SharedLong;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Row 13 of the fault matrix for synchronisers: the file of one is truncated to a page boundary while a process uses it. That
 * process may die of it (SIGBUS) or be told; other processes and objects are unharmed.
 */
@ExtendWith(LeakCheck.class)
class TruncatedSynchronisersTest {
    /** What the JVM makes of the lost page; in compiled code it tells some instructions later, wherever the thread is then. */
    private static final Pattern FAULT =
            Pattern.compile("SIGBUS|InternalError: a fault occurred|RegionDamagedException");

    private static final int PAGE = 4096;

    @TempDir
    private Path directory;

    @BeforeAll
    static void prepare() {
        Requirements.linux();
        DeathWarnings.silence();
    }

    /**
     * Uses it until it is told that the memory is gone, or dies of it, or has used it often enough since: of what is over, or is of
     * other processes, it may not look at the lost page. Then it increments the value.
     */
    static final class Worker {
        private static final int VISITS_SINCE = 50;

        private static volatile boolean truncatedByNow;

        public static void main(String[] arguments) throws InterruptedException {
            try (SharedSpace space = SharedSpace.open(Path.of(arguments[0]))) {
                Synchroniser truncated = Synchroniser.valueOf(arguments[1]);
                visit(truncated, space);
                Thread listener = new Thread(() -> {
                    Child.awaitLine();
                    truncatedByNow = true;
                });
                listener.setDaemon(true);
                listener.start();
                Child.say("works");
                try {
                    for (int since = 0; since < VISITS_SINCE; since += truncatedByNow ? 1 : 0) {
                        visit(truncated, space);
                    }
                } catch (RegionDamagedException | IllegalMonitorStateException e) {
                    Child.say("was told");
                }
                SharedLong.open(space, "sound").incrementAndGet();
            }
        }

        private static void visit(Synchroniser truncated, SharedSpace space) throws InterruptedException {
            try {
                truncated.visit(space);
            } catch (IllegalStateException e) {
                if (!e.getMessage().startsWith(truncated.alsoExpected())) {
                    throw e;
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void truncate_toItsHeader_othersAreUnharmed(Synchroniser truncated) throws IOException, InterruptedException {
        truncate(truncated, 1);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource
    void truncate_toAnyPage_othersAreUnharmed(Synchroniser truncated) throws IOException, InterruptedException {
        int pages = 0;
        while (truncate(truncated, pages)) {
            pages++;
        }
        assertTrue(pages > 1, "the header, and what is behind it");
    }

    /** False if it isn't that long. */
    private boolean truncate(Synchroniser truncated, int pages) throws IOException, InterruptedException {
        Path path = directory.resolve("space-" + pages);
        try (SharedSpace space = SharedSpace.create(path)) {
            truncated.visit(space);
        }
        // This process must not have it open: to close it would touch the lost pages.
        try (SharedSpace space = SharedSpace.open(path)) {
            SharedLong sound = SharedLong.create(space, "sound");
            int exitCode;
            try (ChildJvm child = ChildJvm.of(Worker.class, path.toString(), truncated.name())
                    .options("-XX:ErrorFile=" + directory.resolve("error.txt"), "-XX:-CreateCoredumpOnCrash")
                    .start()) {
                child.awaitLine("works");
                try (FileChannel file = FileChannel.open(path.resolve(truncated.name()), StandardOpenOption.WRITE)) {
                    if (file.size() <= (long) pages * PAGE) {
                        return false;
                    }
                    file.truncate((long) pages * PAGE);
                }
                child.send("truncated");
                exitCode = child.awaitExit();
                String output = child.output() + child.errors();
                assertTrue(exitCode == 0 || FAULT.matcher(output).find(), output);
            }
            HangGuard.await("only this process", () -> space.processes().size() == 1);
            assertTrue(exitCode == 0 ? sound.get() == 1 : sound.get() <= 1, "value=" + sound.get());
            sound.incrementAndGet();

            assertTrue(space.deleteObject(truncated.name()));
            truncated.visit(space);
        }
        return true;
    }
}
