package dev.shm.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Requirements;
import dev.shm.value.SharedLong;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Row 22 of the fault matrix: JVMs of two JDKs in one space. */
@ExtendWith(LeakCheck.class)
class TwoJdksTest {
    private static final int INCREMENTS = 20_000;

    @TempDir
    private Path directory;

    /** Increments a value under its lock, in two steps. */
    static final class Counter {
        public static void main(String[] arguments) {
            try (SharedSpace space = SharedSpace.open(Path.of(arguments[0]))) {
                SharedLong value = SharedLong.openOrCreate(space, "value", 0);
                InterProcessLock lock = InterProcessLock.of(value);
                Child.say("ready");
                Child.awaitLine();
                for (int i = 0; i < INCREMENTS; i++) {
                    lock.lock();
                    try {
                        value.set(value.get() + 1);
                    } finally {
                        lock.unlock();
                    }
                }
            }
        }
    }

    @Test
    void increment_twoJdks_noneIsLost() {
        Path other = Requirements.otherJdk();
        try (SharedSpace space = SharedSpace.create(directory.resolve("space"));
                ChildJvm ours = ChildJvm.start(Counter.class, space.path().toString());
                ChildJvm theirs = ChildJvm.of(Counter.class, space.path().toString())
                        .javaHome(other)
                        .start()) {
            ours.awaitLine("ready");
            theirs.awaitLine("ready");
            ours.send("go");
            theirs.send("go");
            assertEquals(0, ours.awaitExit(), ours::errors);
            assertEquals(0, theirs.awaitExit(), theirs::errors);
            assertEquals(2 * INCREMENTS, SharedLong.open(space, "value").get());
        }
    }

    @Test
    void lock_ownerOfOtherJdkKilled_isInherited() {
        Path other = Requirements.otherJdk();
        try (LockTrap trap = LockTrap.in(directory);
                ChildJvm theirs = trap.puppet("lock").javaHome(other).start()) {
            theirs.awaitLine("locked");
            trap.assertNotToBeHad();
            theirs.kill();
            trap.assertInheritedFrom(theirs);
        }
    }

    @Test
    void lock_heirOfOtherJdk_inherits() {
        Path other = Requirements.otherJdk();
        try (LockTrap trap = LockTrap.in(directory);
                ChildJvm ours = trap.owner();
                ChildJvm theirs = trap.puppet().javaHome(other).start()) {
            theirs.awaitLine("ready");
            theirs.send("try 100");
            theirs.awaitLine("try false");
            ours.kill();
            theirs.send("lock");
            theirs.awaitLine("locked");
            assertEquals(ours.pid(), trap.lock().lastDeath().orElseThrow().pid());
        }
    }
}
