package dev.shm.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.space.SharedSpace;
import dev.shm.testkit.ChildJvm;
import dev.shm.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs one scenario in a child after the other: the first dies before its first step, the last one gets through.
 *
 * <p>There is a child for each step, or one for the first step and for some of the others, drawn at random: one in so many as the system
 * property {@value #STRIDE_PROPERTY} says.
 */
public final class CrashRun {
    static final String STRIDE_PROPERTY = "testkit.crash.stride";

    private static final int STRIDE = Integer.getInteger(STRIDE_PROPERTY, 1);
    /** How many children there are at once. */
    private static final int LANES = 2;

    private static final int ENDLESS = 400;
    private static final String PASSED = "passed";

    private final String scenario;
    private final int stride;
    private final Random gaps; // guarded by this, as is the next
    private int next = 1;
    private final AtomicInteger passed = new AtomicInteger();
    private final List<String> rows = new ArrayList<>(); // guarded by this

    private CrashRun(String scenario, int stride) {
        this.scenario = scenario;
        this.stride = stride;
        this.gaps = stride == 1 ? null : Seeds.random("crash " + scenario);
    }

    /** What the test does with one child. */
    public interface Trial {
        /**
         * Starts the child, and checks what it left.
         *
         * @param n before which step it is to die, from 1
         * @return the end of the child, and what was found after it
         * @throws Exception if there is anything wrong
         */
        Outcome run(int n) throws Exception;
    }

    /**
     * How a child ended.
     *
     * @param diesBefore the step that it did not live to take; null if it got through
     * @param found what it left, for the table
     */
    public record Outcome(String diesBefore, String found) {}

    /**
     * Says that the scenario is over; the last words of a child that got through.
     *
     * @return the line
     */
    public static String passedLine() {
        return PASSED;
    }

    /**
     * Waits for the end of a child.
     *
     * @param child armed with a crash point
     * @return the step that it did not live to take; null if it got through
     */
    public static String awaitEnd(ChildJvm child) {
        int exitCode = child.awaitExit();
        String[] lines = child.output().split("\n");
        String last = lines[lines.length - 1];
        if (last.equals(PASSED)) {
            assertEquals(0, exitCode, child::errors);
            return null;
        }
        assertTrue(last.startsWith("dies before "), () -> child.output() + "\n" + child.errors());
        assertEquals(ChildJvm.KILLED, exitCode, child::errors);
        return last.substring("dies before ".length());
    }

    /**
     * Starts a child that is to die.
     *
     * @param space in which it works
     * @param scenario of which its main class is the type
     * @param step before which it dies
     * @param everyPlainStore whether plain stores count as steps, too
     * @return the child
     */
    public static ChildJvm start(SharedSpace space, Enum<?> scenario, int step, boolean everyPlainStore) {
        return ChildJvm.start(
                scenario.getDeclaringClass(),
                space.path().toString(),
                scenario.name(),
                String.valueOf(step),
                String.valueOf(everyPlainStore));
    }

    /**
     * Runs a scenario until it is passed, after one death at least, trying each step or some of them, and writes what was found to {@code
     * target/crash-table/<of> <scenario>.txt}.
     *
     * @param of what
     * @param scenario which one
     * @param everyPlainStore whether plain stores count as steps, too
     * @param trial one child
     * @throws Exception if interrupted, or the table can't be written
     */
    public static void untilPassed(String of, Enum<?> scenario, boolean everyPlainStore, Trial trial) throws Exception {
        String name = of + " " + scenario.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        int deaths = untilPassed(everyPlainStore ? name + ", every store" : name, trial, STRIDE);
        assertTrue(deaths > 0, "nobody died");
    }

    /**
     * Runs a scenario until it is passed, trying each step, and writes what was found to {@code target/crash-table/<scenario>.txt}.
     *
     * @param scenario its name
     * @param trial one child
     * @return how many deaths there were
     * @throws Exception if interrupted, or the table can't be written
     */
    public static int untilPassed(String scenario, Trial trial) throws Exception {
        return untilPassed(scenario, trial, 1);
    }

    private static int untilPassed(String scenario, Trial trial, int stride) throws Exception {
        CrashRun run = new CrashRun(scenario, stride);
        ExecutorService lanes = Executors.newFixedThreadPool(LANES);
        try {
            List<Future<Void>> ends = new ArrayList<>();
            for (int i = 0; i < LANES; i++) {
                Callable<Void> lane = () -> run.lane(trial);
                ends.add(lanes.submit(lane));
            }
            for (Future<Void> end : ends) {
                end.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause().getMessage(), e.getCause());
        } finally {
            lanes.shutdownNow();
            run.write();
        }
        return run.rows.size() - run.passed.get();
    }

    private Void lane(Trial trial) throws Exception {
        while (passed.get() == 0) {
            int n = nextStep();
            assertTrue(n < ENDLESS, "it never gets through");
            try {
                Outcome outcome = trial.run(n);
                add(
                        n,
                        outcome.diesBefore() == null ? "(nothing: it got through)" : outcome.diesBefore(),
                        outcome.found());
                if (outcome.diesBefore() == null) {
                    passed.incrementAndGet();
                }
            } catch (Exception | Error e) {
                passed.incrementAndGet(); // the other lanes end too
                add(n, "?", "FAILED: " + e.getMessage());
                throw new AssertionError(scenario + ", step " + n + ": " + e, e);
            }
        }
        return null;
    }

    private synchronized int nextStep() {
        int step = next;
        next += gaps == null ? 1 : 1 + gaps.nextInt(2 * stride - 1);
        return step;
    }

    private synchronized void add(int n, String step, String found) {
        rows.add(String.format(
                "%3d | %-52s | %s", n, step, found.lines().findFirst().orElse("")));
    }

    private synchronized void write() throws IOException {
        rows.sort(null);
        Path file = Path.of("target", "crash-table", scenario + ".txt");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                scenario + "\n\n" + String.format("%3s | %-52s | %s", "N", "the process dies before", "what is found")
                        + "\n" + String.join("\n", rows) + "\n");
    }
}
