package dev.shm.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.crash.CrashRun;
import dev.shm.crash.CrashRun.Outcome;
import dev.shm.memory.Disk;
import dev.shm.robust.Handling;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.value.SharedLong;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Rows 1 and 21 of the fault matrix for the space: a process is killed before each of its steps, others go on in it, and
 * after one sweep there is nothing left.
 */
@ExtendWith(LeakCheck.class)
class SpaceCrashTest {
    private static final int MOST_STEPS = 100;
    /* What a dead creator leaves, of a space and of an object. */
    private static final String UNFINISHED_SPACE = ".new-other-1-1-1";
    private static final String UNFINISHED_OBJECT = ".new-4-fff-1";
    private static final String HALF_DELETED_SPACE = ".old-1";

    @TempDir
    private Path directory;

    private SpaceCrashScenario scenario;
    private boolean everyPlainStore;

    @ParameterizedTest
    @EnumSource
    void kill_beforeEachStep_survivorsGoOn(SpaceCrashScenario each) throws Exception {
        run(each, false);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource
    void kill_beforeEachPlainStoreToo_survivorsGoOn(SpaceCrashScenario each) throws Exception {
        run(each, true);
    }

    private void run(SpaceCrashScenario each, boolean every) throws Exception {
        scenario = each;
        everyPlainStore = every;
        String name = "space " + scenario.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String full = every ? name + ", every store" : name;
        int deaths;
        switch (scenario) {
            case ATTACH, CREATE_OBJECT, CLOSE, SECOND_BYTE -> {
                try (SharedSpace space = open(directory)) {
                    deaths = CrashRun.untilPassed(full, step -> inCommonSpace(space, step));
                    open(directory).close();
                    assertEquals(Set.of(), unnamed(space.path()), "what the dead had not named");
                    assertEquals(1, space.processes().size(), "who died is not listed any more");
                }
            }
            case SWEEP -> {
                killVictim();
                deaths = CrashRun.untilPassed(full, this::inOwnDirectory);
            }
            default -> deaths = CrashRun.untilPassed(full, this::inOwnDirectory);
        }
        assertTrue(deaths > 0);
    }

    private ChildJvm start(Path in, int step) {
        return ChildJvm.start(
                SpaceCrashScenario.class,
                in.toString(),
                scenario.name(),
                String.valueOf(step),
                String.valueOf(everyPlainStore));
    }

    /** All of them attach to one space of few slots, so a slot that is lost is missing soon. */
    private Outcome inCommonSpace(SharedSpace space, int step) throws IOException {
        if (scenario == SpaceCrashScenario.ATTACH) {
            Files.createFile(space.path().resolve(UNFINISHED_OBJECT + step));
        }
        try (ChildJvm child = start(directory, step)) {
            String diesBefore = CrashRun.awaitEnd(child);
            // Not for longer than one of the other children tries whether the slot is to be had.
            HangGuard.await(
                    "end of a dead process in the list",
                    () -> space.processes().stream().noneMatch(process -> process.pid() == child.pid()));
            if (scenario != SpaceCrashScenario.CREATE_OBJECT) {
                return new Outcome(diesBefore, "next one to attach finds a slot");
            }
            String name = SpaceCrashScenario.valueName(step);
            boolean exists = Files.exists(space.path().resolve(name));
            SharedLong value = SharedLong.openOrCreate(space, name, SpaceCrashScenario.INITIAL);
            assertEquals(SpaceCrashScenario.INITIAL, value.get());
            return new Outcome(diesBefore, exists ? "the object, complete" : "no object");
        }
    }

    private Path directoryOf(int step) throws IOException {
        return Files.createDirectories(directory.resolve("step-" + step));
    }

    private Outcome inOwnDirectory(int step) throws IOException {
        Path own = directoryOf(step);
        if (scenario == SpaceCrashScenario.DELETE) {
            open(own).close();
        } else if (scenario == SpaceCrashScenario.SWEEP) {
            Files.createFile(
                    Files.createDirectory(own.resolve(UNFINISHED_SPACE)).resolve(SpacePaths.PROCESSES));
            Files.createFile(
                    Files.createDirectory(own.resolve(HALF_DELETED_SPACE)).resolve("value"));
        }
        String diesBefore;
        try (ChildJvm child = start(own, step)) {
            diesBefore = CrashRun.awaitEnd(child);
        }
        Set<String> found = names(own);
        boolean temporary = scenario == SpaceCrashScenario.CLOSE_TEMPORARY || scenario == SpaceCrashScenario.SWEEP;
        if (!temporary) {
            openAndDelete(own);
        }
        SpaceCrashScenario.internally(() -> Sweep.sweep(Disk.SYSTEM, own));
        assertEquals(Set.of(), names(own), "left after a sweep");
        openAndDelete(own);
        return new Outcome(diesBefore, describe(found));
    }

    private static void openAndDelete(Path in) {
        HangGuard.run("next one", () -> {
            try (SharedSpace space = open(in)) {
                SharedLong value = SharedLong.openOrCreate(space, SpaceCrashScenario.valueName(0), 1);
                value.ownLock().lock(Handling.DEFAULT);
                value.ownLock().unlock();
                assertEquals(1, space.processes().size());
            }
            assertTrue(SharedSpace.delete(in.resolve(SpaceCrashScenario.SPACE)));
        });
    }

    private static SharedSpace open(Path in) {
        return SharedSpace.openOrCreate(Disk.SYSTEM, in.resolve(SpaceCrashScenario.SPACE), SpaceCrashScenario.SLOTS);
    }

    private void killVictim() throws IOException {
        List<String> directories = IntStream.rangeClosed(1, MOST_STEPS)
                .mapToObj(step -> directory.resolve("step-" + step).toString())
                .collect(Collectors.toList());
        for (String each : directories) {
            Files.createDirectory(Path.of(each));
        }
        try (ChildJvm child = ChildJvm.start(SpaceCrashScenario.Victim.class, directories.toArray(String[]::new))) {
            child.awaitLine("ready");
        }
    }

    private static Set<String> unnamed(Path space) throws IOException {
        return names(space).stream()
                .filter(name -> name.startsWith(SpacePaths.NEW))
                .collect(Collectors.toSet());
    }

    private static Set<String> names(Path in) throws IOException {
        try (Stream<Path> files = Files.list(in)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** As the table has it, without what is random. */
    private static String describe(Set<String> names) {
        return names.isEmpty()
                ? "nothing"
                : names.stream()
                        .map(name -> name.startsWith(".") ? name.substring(0, SpacePaths.NEW.length()) + "…" : name)
                        .collect(Collectors.joining(", "));
    }
}
