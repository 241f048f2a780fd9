package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.crash.Overwriting;
import dev.shm.queues.SharedPipe.Mode;
import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Requirements;
import dev.shm.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Row 19 of the fault matrix for pipes: while two processes send to each other, something else writes random words over the pipe.
 * They get exceptions, or find that their end, or the other one, is over; and nobody hangs.
 */
@ExtendWith(LeakCheck.class)
class OverwrittenPipeTest {
    private static final int JVMS = 2;
    private static final int THREADS = 2;
    private static final int CAPACITY = 4;
    private static final int CAPACITY_BYTES = 128;

    @TempDir
    private Path directory;

    @BeforeAll
    static void prepare() {
        Requirements.linux();
        DeathWarnings.silence();
    }

    /** Sends in one thread and receives in another, at an end of its own, again and again, whatever comes of it. */
    static final class Peer {
        public static void main(String[] arguments) throws InterruptedException {
            DeathWarnings.silence();
            SharedPipe<String> pipe =
                    SharedPipe.open(SharedSpace.open(Path.of(arguments[0])), "pipe", TestCodecs.TEXTS);
            boolean first = arguments[2].equals("0");
            Overwriting.visit(arguments, "taken: ", () -> send(end(pipe, first)), () -> receive(end(pipe, first)));
        }

        /** It may be nobody's since the last time. */
        private static PipeEnd<String> end(SharedPipe<String> pipe, boolean first) {
            return first ? pipe.first() : pipe.second();
        }

        private static void send(PipeEnd<String> end) throws InterruptedException {
            unlessClosed(() -> {
                for (int i = 0; i < 10; i++) {
                    end.trySend("x".repeat(i * 10));
                    end.send("y".repeat(i * 7), 1, TimeUnit.MILLISECONDS);
                }
            });
        }

        private static void receive(PipeEnd<String> end) throws InterruptedException {
            unlessClosed(() -> {
                for (int i = 0; i < 10; i++) {
                    end.poll();
                    end.poll(1, TimeUnit.MILLISECONDS);
                    end.receive(1, TimeUnit.MILLISECONDS);
                }
            });
        }

        private static void unlessClosed(Overwriting.Visit visit) throws InterruptedException {
            try {
                visit.make();
            } catch (IllegalStateException e) {
                assertTrue(e.getMessage().startsWith("closed: pipe="), e::toString);
            }
        }
    }

    @Test
    void overwrite_100Words_nobodyHangs() throws IOException {
        overwrite(100);
    }

    @Tag("long")
    @Test
    void overwrite_1000Words_nobodyHangs() throws IOException {
        overwrite(1_000);
    }

    private void overwrite(int rounds) throws IOException {
        Overwriting overwriting = new Overwriting(Peer.class, JVMS, THREADS, directory);
        try (SharedSpace space = SharedSpace.create(overwriting.victim())) {
            SharedPipe.create(space, "pipe", TestCodecs.TEXTS, CAPACITY, CAPACITY_BYTES, Mode.DUPLEX);
        }
        // All look at who has the ends, and at the first way from its tail to the lock of its consumers.
        int hotWords = (PipeLayout.LENGTH + QueueLayout.CONSUMERS_OFFSET) / Long.BYTES + 8;
        overwriting.run(Seeds.splittable("overwrite pipe"), "pipe", hotWords, rounds);
    }
}
