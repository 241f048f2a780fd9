package dev.shm.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.shm.memory.Disk;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.LeakCheck;
import dev.shm.value.SharedLong;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Several leave a temporary space at once, and each may take itself for the last. */
@ExtendWith(LeakCheck.class)
class LastOneOutTest {
    private static final int ROUNDS = 200;

    @TempDir
    private Path directory;

    static final class Guest {
        public static void main(String[] arguments) {
            for (String path = Child.awaitLine(); path != null; path = Child.awaitLine()) {
                SharedSpace space = SharedSpace.open(Path.of(path));
                Child.say("in");
                Child.awaitLine();
                space.close();
                Child.say("out");
            }
        }
    }

    private static final class RefusingDisk implements Disk {
        @Override
        public void rename(Path from, Path to) throws IOException {
            if (to.getFileName().toString().startsWith(SpacePaths.OLD)) {
                throw new IOException("refused");
            }
            Disk.super.rename(from, to);
        }
    }

    /** It has left then all the same, once: a second close does not give up what others have opened since. */
    @Test
    void close_removalFails_throwsOnceAndHasLeft() {
        Path path = directory.resolve("space");
        SharedSpace first = SharedSpace.open(new RefusingDisk(), path, Opening.CREATE_TEMPORARY, SharedSpace.SLOTS);
        assertThrows(SpaceAccessException.class, first::close);
        try (SharedSpace second = SharedSpace.open(path)) {
            first.close();
            assertEquals(1, second.processes().size());
            SharedLong.create(second, "value", 7);
            try (SharedSpace third = SharedSpace.open(path)) {
                assertEquals(7, SharedLong.open(third, "value").get());
            }
        }
        assertFalse(Files.exists(path));
    }

    @Test
    void close_temporaryBySeveralAtOnce_isGoneAndNobodyFails() {
        try (ChildJvm first = ChildJvm.start(Guest.class);
                ChildJvm second = ChildJvm.start(Guest.class)) {
            for (int i = 0; i < ROUNDS; i++) {
                SharedSpace space = SharedSpace.temporary();
                first.send(space.path().toString());
                second.send(space.path().toString());
                first.awaitLine("in");
                second.awaitLine("in");
                first.send("close");
                second.send("close");
                space.close();
                first.awaitLine("out");
                second.awaitLine("out");
                assertFalse(Files.exists(space.path()));
            }
        }
    }
}
