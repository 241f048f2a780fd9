package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.memory.RegionDamagedException;
import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Requirements;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Row 13 of the fault matrix for queues: the file is truncated to a page boundary while a process puts and takes. That process may
 * die of it (SIGBUS) or be told; other processes and queues are unharmed.
 */
@ExtendWith(LeakCheck.class)
class TruncatedQueueTest {
    /** What the JVM makes of the lost page; in compiled code it tells some instructions later, wherever the thread is then. */
    private static final Pattern FAULT =
            Pattern.compile("SIGBUS|InternalError: a fault occurred|RegionDamagedException");

    private static final int PAGE = 4096;
    private static final int CAPACITY = 64;
    private static final int CAPACITY_BYTES = 8192;

    @TempDir
    private Path directory;

    @BeforeAll
    static void prepare() {
        Requirements.linux();
        DeathWarnings.silence();
    }

    private static SharedQueue<byte[]> queue(SharedSpace space, String name) {
        return SharedQueue.openOrCreate(space, name, Codecs.byteArrays(), CAPACITY, CAPACITY_BYTES);
    }

    /** Puts and takes until it is told that the memory is gone, or dies of it; then puts into the other queue. */
    static final class Worker {
        public static void main(String[] arguments) throws InterruptedException {
            try (SharedSpace space = SharedSpace.open(Path.of(arguments[0]))) {
                SharedQueue<byte[]> truncated = queue(space, "truncated");
                once(truncated);
                Child.say("works");
                try {
                    while (true) {
                        once(truncated);
                    }
                } catch (RegionDamagedException | IllegalMonitorStateException e) {
                    Child.say("was told");
                }
                queue(space, "sound").put(new byte[] {1});
            }
        }

        /* Of all lengths, so that all slots and all of the ring come to it. */
        private static void once(SharedQueue<byte[]> queue) throws InterruptedException {
            for (int i = 0; i < CAPACITY; i++) {
                queue.offer(new byte[i * 8], 1, TimeUnit.MILLISECONDS);
            }
            while (queue.poll() != null) {}
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5, 6, 7, 8})
    void truncate_whileInUse_othersAreUnharmed(int pages) throws IOException, InterruptedException {
        Path path = directory.resolve("space");
        try (SharedSpace space = SharedSpace.create(path)) {
            queue(space, "truncated");
        }
        // This process must not have it open: to close it would touch the lost pages.
        try (SharedSpace space = SharedSpace.open(path)) {
            SharedQueue<byte[]> sound = queue(space, "sound");
            int exitCode;
            try (ChildJvm child = ChildJvm.of(Worker.class, path.toString())
                    .options("-XX:ErrorFile=" + directory.resolve("error.txt"), "-XX:-CreateCoredumpOnCrash")
                    .start()) {
                child.awaitLine("works");
                try (FileChannel file = FileChannel.open(path.resolve("truncated"), StandardOpenOption.WRITE)) {
                    assertTrue(file.size() > (long) pages * PAGE, "it would be no truncation");
                    file.truncate((long) pages * PAGE);
                }
                exitCode = child.awaitExit();
                String output = child.output() + child.errors();
                assertTrue(exitCode == 0 || FAULT.matcher(output).find(), output);
            }
            HangGuard.await("only this process", () -> space.processes().size() == 1);
            assertEquals(exitCode == 0, sound.poll() != null);
            HangGuard.run("the sound one", () -> {
                sound.put(new byte[CAPACITY_BYTES]);
                assertEquals(CAPACITY_BYTES, sound.take().length);
            });

            assertTrue(space.deleteObject("truncated"));
            assertTrue(queue(space, "truncated").offer(new byte[100]));
        }
    }
}
