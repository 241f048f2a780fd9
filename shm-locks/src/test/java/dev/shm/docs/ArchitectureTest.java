package dev.shm.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.locks.InterProcessLock;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.value.SharedLong;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What docs/architecture.md says of threads and of starting up; LayeringTest has the floors. */
@ExtendWith(LeakCheck.class)
class ArchitectureTest {
    private static final String ARCHITECTURE = Docs.read("docs/architecture.md");
    private static final String MOURNER = "dev.shm mourner";
    private static final String WARNINGS = "dev.shm warnings";
    private static final Pattern LOADED = Pattern.compile("(?m)^.*\\[class,load\\s*] (\\S+) source: .*$");

    /** What a program pays for at its start if it pays for nothing else. */
    private static final Pattern DEAR = Pattern.compile(
            "java\\.lang\\.runtime\\.ObjectMethods|java\\.util\\.regex\\..*|java\\.security\\.SecureRandom.*"
                    + "|java\\.lang\\.ProcessHandle.*|java\\.util\\.logging\\..*|java\\.lang\\.System\\$Logger"
                    + "|org\\.agrona\\..*|com\\.sun\\.jna\\..*"
                    + "|dev\\.shm\\..*\\$\\$Lambda.*");

    @TempDir
    private Path directory;

    @Test
    void threads_spaceOpen_areThoseInTheTable() {
        Set<String> documented = new TreeSet<>();
        for (Matcher row = Pattern.compile("(?m)^\\| `(dev\\.shm \\w+)` \\|").matcher(ARCHITECTURE); row.find(); ) {
            documented.add(row.group(1));
        }
        assertTrue(documented.remove(WARNINGS), "not in the table: " + WARNINGS);
        HangGuard.await(
                "what earlier tests warn of",
                () -> threads().noneMatch(thread -> thread.getName().equals(WARNINGS)));
        try (SharedSpace space = SharedSpace.temporary()) {
            SharedLong.create(space, "value").incrementAndGet();
            assertEquals(documented, threads().map(Thread::getName).collect(Collectors.toSet()));
            assertTrue(threads().allMatch(Thread::isDaemon), "not a daemon");
        }
        HangGuard.await(
                "end of the mourner",
                () -> threads().noneMatch(thread -> thread.getName().equals(MOURNER)));
    }

    private static Stream<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("dev.shm "));
    }

    /** The README's example with nobody else there. */
    static final class Alone {
        public static void main(String[] arguments) {
            try (SharedSpace space = SharedSpace.openOrCreate(Path.of(arguments[0]))) {
                SharedLong counter = SharedLong.openOrCreate(space, "counter");
                InterProcessLock lock = InterProcessLock.openOrCreate(space, "lock");
                for (int i = 0; i < 1000; i++) {
                    lock.lock();
                    try {
                        counter.set(counter.get() + 1);
                    } finally {
                        lock.unlock();
                    }
                }
            }
        }
    }

    @Test
    void start_nobodyWaits_loadsNothingDear() throws IOException {
        Path log = directory.resolve("classes.txt");
        try (ChildJvm child = ChildJvm.of(
                        Alone.class, directory.resolve("space").toString())
                .options("-Xlog:class+load:file=" + log)
                .start()) {
            assertEquals(0, child.awaitExit(), child::errors);
        }
        Set<String> dear = new TreeSet<>();
        int loaded = 0;
        for (Matcher line = LOADED.matcher(Files.readString(log)); line.find(); loaded++) {
            if (DEAR.matcher(line.group(1)).matches()) {
                dear.add(line.group(1));
            }
        }
        assertTrue(loaded > 300, "loaded=" + loaded);
        assertEquals(Set.of(), dear);
    }
}
