package dev.shm.space;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.LeakCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several leave a temporary space at once, and each may take itself for the last. */
@ExtendWith(LeakCheck.class)
class LastOneOutTest {
    private static final int ROUNDS = 200;

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
