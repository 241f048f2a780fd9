package dev.shm.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.crash.CrashRun;
import dev.shm.crash.CrashRun.Outcome;
import dev.shm.robust.DeathWarnings;
import dev.shm.space.SharedSpace;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.HangGuard;
import dev.shm.testkit.LeakCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Row 1 of the fault matrix for pipes: who has one end is killed before each of its steps. Who has the other one receives what was
 * sent, whole and in order, and then learns that this was all; what it sends is refused. Nobody has to be told anything.
 */
@ExtendWith(LeakCheck.class)
class PipeCrashTest {
    @TempDir
    private Path directory;

    private SharedSpace space;
    private PipeCrashScenario scenario;
    private boolean everyPlainStore;

    @BeforeAll
    static void silence() {
        DeathWarnings.silence();
    }

    @ParameterizedTest
    @EnumSource
    void kill_beforeEachStep_otherEndGetsAllAndTheEnd(PipeCrashScenario each) throws Exception {
        run(each, false);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource
    void kill_beforeEachPlainStoreToo_otherEndGetsAllAndTheEnd(PipeCrashScenario each) throws Exception {
        run(each, true);
    }

    private void run(PipeCrashScenario each, boolean every) throws Exception {
        scenario = each;
        everyPlainStore = every;
        try (SharedSpace opened = SharedSpace.create(directory.resolve("space"))) {
            space = opened;
            CrashRun.untilPassed("pipe", scenario, every, this::trial);
        }
    }

    private Outcome trial(int step) throws Exception {
        SharedPipe<String> pipe = PipeCrashScenario.openOrCreate(space, step);
        return HangGuard.call("trial " + step, () -> {
            PipeEnd<String> first = pipe.first();
            try (ChildJvm child = CrashRun.start(space, scenario, step, everyPlainStore)) {
                int sent = scenario == PipeCrashScenario.RECEIVE ? sendUntilBroken(first) : 0;
                List<String> received = new ArrayList<>();
                if (scenario != PipeCrashScenario.TAKE && scenario != PipeCrashScenario.SEND_IN_VAIN) {
                    received = receiveAll(first); // while it lives, and when it is dead
                }
                String diesBefore = CrashRun.awaitEnd(child);
                if (scenario == PipeCrashScenario.TAKE && wasNeverTaken(pipe)) {
                    return new Outcome(diesBefore, "the end is nobody's");
                }
                received.addAll(receiveAll(first));
                examine(received, did(child), diesBefore == null);
                assertThrows(BrokenPipeException.class, () -> first.send("more"));
                assertThrows(IllegalStateException.class, pipe::second);
                return new Outcome(
                        diesBefore, (sent > 0 ? sent + " sent, " : "") + received.size() + " received, then the end");
            }
        });
    }

    private void examine(List<String> received, List<String> did, boolean passed) {
        assertEquals(elements(received.size()), received);
        switch (scenario) {
            case SEND, SEND_IN_VAIN -> {
                int more = received.size() - did.size();
                assertTrue(more == 0 || more == 1 && !passed, () -> received + " " + did);
            }
            case CLOSE, LEAVE -> assertEquals(1, received.size());
            case RECEIVE -> {
                assertEquals(elements(did.size()), did);
                assertTrue(did.size() == PipeCrashScenario.SENT || !passed, did::toString);
            }
            default -> assertEquals(0, received.size());
        }
    }

    /** Takes it itself, if so: then the child, which died, had not. */
    private static boolean wasNeverTaken(SharedPipe<String> pipe) {
        try {
            pipe.second();
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private static int sendUntilBroken(PipeEnd<String> end) throws InterruptedException {
        int sent = 0;
        try {
            while (true) {
                end.send(PipeCrashScenario.element(sent));
                sent++;
            }
        } catch (BrokenPipeException e) {
            return sent;
        }
    }

    private static List<String> receiveAll(PipeEnd<String> end) throws InterruptedException {
        List<String> received = new ArrayList<>();
        try {
            while (true) {
                received.add(end.receive());
            }
        } catch (EndOfStreamException e) {
            return received;
        }
    }

    /** What the child says that it has done: the numbers of what it has sent, or what it has received. */
    private static List<String> did(ChildJvm child) {
        return child.output()
                .lines()
                .filter(line -> line.startsWith(PipeCrashScenario.DID))
                .map(line -> line.substring(PipeCrashScenario.DID.length()))
                .toList();
    }

    private static List<String> elements(int count) {
        return IntStream.range(0, count).mapToObj(PipeCrashScenario::element).toList();
    }
}
