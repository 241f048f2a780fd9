package dev.shm.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.memory.RegionDamagedException;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.LeakCheck;
import dev.shm.testkit.Requirements;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Row 13 of the fault matrix for arrays: the file is truncated while a process goes through its elements. */
@ExtendWith(LeakCheck.class)
class TruncatedArrayTest {
    private static final Pattern FAULT =
            Pattern.compile("SIGBUS|InternalError: a fault occurred|RegionDamagedException");
    private static final int LENGTH = 100_000;

    @TempDir
    private Path directory;

    @BeforeAll
    static void prepare() {
        Requirements.linux();
    }

    /** What the process does with all elements, again and again. */
    enum Work {
        GET_AND_SET {
            @Override
            void once(SharedLongArray array) {
                for (int i = 0; i < LENGTH; i++) {
                    array.set(i, array.get(i) + 1);
                }
            }
        },
        COPY {
            @Override
            void once(SharedLongArray array) {
                long[] here = array.toArray();
                array.copyFrom(0, here, 0, LENGTH);
            }
        },
        STREAM {
            @Override
            void once(SharedLongArray array) {
                array.forEach(value -> sum += value);
                array.stream().sum();
            }
        },
        ATOMIC {
            @Override
            void once(SharedLongArray array) {
                for (int i = 0; i < LENGTH; i++) {
                    array.getAndAdd(i, 1);
                }
            }
        };

        private static long sum;

        abstract void once(SharedLongArray array);
    }

    /** Works until it is told that the memory is gone, or dies of it. */
    static final class Worker {
        public static void main(String[] arguments) {
            try (SharedSpace space = SharedSpace.open(Path.of(arguments[0]))) {
                SharedLongArray array = SharedLongArray.open(space, "truncated");
                Work work = Work.valueOf(arguments[1]);
                work.once(array);
                Child.say("works");
                try {
                    while (true) {
                        work.once(array);
                    }
                } catch (RegionDamagedException e) {
                    Child.say("was told");
                    assertTold(array);
                }
                SharedLong.open(space, "sound").incrementAndGet();
            }
        }

        private static void assertTold(SharedLongArray array) {
            try {
                array.get(0);
            } catch (RegionDamagedException e) {
                Child.say("again");
                return;
            }
            throw new AssertionError("the array goes on");
        }
    }

    @ParameterizedTest
    @EnumSource
    void truncate_whileInUse_isToldAndOthersAreUnharmed(Work work) throws IOException {
        try (SharedSpace space = SharedSpace.create(directory.resolve("space"))) {
            SharedLongArray.create(space, "truncated", LENGTH);
            SharedLong sound = SharedLong.create(space, "sound");
            int exitCode;
            try (ChildJvm child = ChildJvm.of(Worker.class, space.path().toString(), work.name())
                    .options("-XX:ErrorFile=" + directory.resolve("error.txt"), "-XX:-CreateCoredumpOnCrash")
                    .start()) {
                child.awaitLine("works");
                try (FileChannel file = FileChannel.open(space.path().resolve("truncated"), StandardOpenOption.WRITE)) {
                    file.truncate(8192 + 4096);
                }
                exitCode = child.awaitExit();
                String output = child.output() + child.errors();
                assertTrue(exitCode == 0 || FAULT.matcher(output).find(), output);
                assertEquals(exitCode == 0, output.contains("again"), output);
            }
            assertEquals(exitCode == 0 ? 2 : 1, sound.incrementAndGet());
            assertTrue(space.deleteObject("truncated"));
            assertEquals(0, SharedLongArray.create(space, "truncated", 3).get(2));
        }
    }
}
