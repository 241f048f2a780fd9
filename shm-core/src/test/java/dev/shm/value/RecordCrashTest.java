package dev.shm.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.crash.CrashRun;
import dev.shm.crash.CrashRun.Outcome;
import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import dev.shm.value.RecordCrashScenario.Triple;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Row 1 of the fault matrix for records: a process is killed before each of its stores, and others read and write on. */
@ExtendWith(LeakCheck.class)
class RecordCrashTest {
    /* Of a record: so many stores there are at least. */
    private static final int WORDS = 3;

    @TempDir
    private Path directory;

    private SharedSpace space;
    private RecordCrashScenario scenario;

    @BeforeAll
    static void silence() {
        DeathWarnings.silence();
    }

    @ParameterizedTest
    @EnumSource
    void kill_beforeEachStore_oldOrNewAndSurvivorsGoOn(RecordCrashScenario each) throws Exception {
        scenario = each;
        try (SharedSpace opened = SharedSpace.create(directory.resolve("space"))) {
            space = opened;
            String name = "record " + scenario.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            int deaths = CrashRun.untilPassed(name, this::trial);
            assertTrue(deaths > WORDS, () -> "deaths=" + deaths);
        }
    }

    private Outcome trial(int step) {
        return HangGuard.call("trial " + step, () -> {
            scenario.read(space, step); // makes it
            if (scenario == RecordCrashScenario.UPDATE_AFTER_DEATH) {
                killInTheMiddle(step);
            }
            String diesBefore = run(step, step, RecordCrashScenario.NEW);
            long found = check(step, diesBefore);
            goOn(step);
            return new Outcome(diesBefore, found == RecordCrashScenario.OLD ? "the old record" : "the new record");
        });
    }

    private String run(int step, int fatal, long number) {
        try (ChildJvm child = ChildJvm.start(
                RecordCrashScenario.class,
                space.path().toString(),
                scenario.name(),
                String.valueOf(step),
                String.valueOf(fatal),
                String.valueOf(number))) {
            return CrashRun.awaitEnd(child);
        }
    }

    private void killInTheMiddle(int step) {
        String diesBefore = run(step, RecordCrashScenario.IN_THE_MIDDLE, RecordCrashScenario.HALF_WRITTEN);
        assertNotNull(diesBefore);
        long at = Long.parseLong(diesBefore.replaceAll("\\D*record-\\d+ at (\\d+)", "$1"));
        long slot = RecordLayout.SLOTS_OFFSET + WORDS * Long.BYTES;
        assertTrue(at > slot && at < slot + WORDS * Long.BYTES, diesBefore);
        assertEquals(RecordCrashScenario.OLD, numberAt(step), "a dead writer's is not seen");
    }

    private long numberAt(int step) {
        List<Triple> all = scenario.read(space, step);
        return all.get(all.size() / 2).number();
    }

    /** Old until the sequence says otherwise, and then new; the neighbours as they were. */
    private long check(int step, String diesBefore) {
        long found = numberAt(step);
        List<Triple> all = scenario.read(space, step);
        for (int i = 0; i < all.size(); i++) {
            assertEquals(
                    i == all.size() / 2 ? found : RecordCrashScenario.OLD,
                    all.get(i).number());
        }
        if (diesBefore == null) {
            assertEquals(RecordCrashScenario.NEW, found);
        } else if (diesBefore.startsWith("plain store")) {
            assertEquals(RecordCrashScenario.OLD, found, diesBefore);
        } else {
            assertTrue(found == RecordCrashScenario.OLD || found == RecordCrashScenario.NEW, diesBefore);
        }
        return found;
    }

    /** The lock is inherited, and the same slot is written anew. */
    private void goOn(int step) {
        for (long number = 10; number < 13; number++) {
            if (scenario == RecordCrashScenario.SET_ELEMENT) {
                RecordCrashScenario.array(space, step).set(RecordCrashScenario.ELEMENT, Triple.of(number));
            } else {
                RecordCrashScenario.record(space, step).set(Triple.of(number));
            }
            assertEquals(number, numberAt(step));
        }
    }
}
