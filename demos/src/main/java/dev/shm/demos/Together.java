package dev.shm.demos;

import dev.shm.space.SharedSpace;
import dev.shm.value.SharedLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A demo in which several JVMs do the same: as many as are asked for, in a space that is gone afterwards; or this one, in a
 * space where others do it in other terminals. Each demo is a subclass, in one file, with a constructor without parameters.
 */
abstract class Together implements Callable<Integer> {
    private static final int COMPLETE = 0;
    private static final int INCOMPLETE = 1;
    private static final int MAX_PROCESSES = 100;
    private static final long MAX_ROUNDS = 1_000_000_000L;

    @Option(
            names = "--processes",
            paramLabel = "N",
            defaultValue = "4",
            description =
                    "JVMs that take part, 1 to 100 (default: ${DEFAULT-VALUE}); with --space, in as many terminals.")
    private int processes;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "100",
            description = "How often each of them does it (default: ${DEFAULT-VALUE}).")
    private long rounds;

    @Option(
            names = "--space",
            paramLabel = "NAME",
            description =
                    "Where the others are, in other terminals; made if there is none, and it stays. Without: a space that"
                            + " is gone afterwards, and all JVMs are started from here.")
    private String space;

    @Spec
    private CommandSpec spec;

    /** Makes or opens what they share, for so many processes, and says what it is. */
    abstract String prepare(SharedSpace opened, int parties);

    /** What one process does there. */
    abstract Work work(SharedSpace opened, SharedLong share, long steps);

    /** What is to be seen afterwards; the last lines of the output. */
    abstract String outcome(SharedSpace opened);

    @Override
    public final Integer call() {
        Arguments arguments = new Arguments(spec);
        arguments.require(processes >= 1 && processes <= MAX_PROCESSES, "--processes must be 1 to " + MAX_PROCESSES);
        arguments.require(rounds >= 0 && rounds <= MAX_ROUNDS, "--rounds must be 0 to 10^9");
        if (space == null) {
            return inNewSpace();
        }
        try (SharedSpace opened = arguments.open(space)) {
            return in(opened);
        }
    }

    private int inNewSpace() {
        try (Stage stage = Stage.open()) {
            System.out.println(
                    prepare(stage.space(), processes) + " " + processes + " JVMs, " + rounds + " rounds each.");
            long done = new Team(stage, processes, rounds)
                    .run(
                            TogetherWorker.class,
                            stage.space(),
                            (share, report) -> report.isEmpty() ? "did " + share + " rounds" : report,
                            getClass().getName());
            return conclude(stage.space(), done, processes * rounds);
        }
    }

    private int in(SharedSpace opened) {
        System.out.println("Space " + opened.name() + ". " + prepare(opened, processes) + " Attached: "
                + CounterDemo.others(opened) + ".");
        Work work = work(opened, null, rounds);
        try (Solo solo = Solo.of(work, rounds)) {
            long done = solo.run();
            String report = work.report();
            System.out.println("This JVM " + (report.isEmpty() ? "did " + done + " rounds" : report) + ". Attached: "
                    + CounterDemo.others(opened) + ".");
            return conclude(opened, done, rounds);
        }
    }

    private int conclude(SharedSpace opened, long done, long due) {
        Stage.restIfInterrupted();
        if (done != due) {
            System.err.println("shm: " + done + " of " + due + " rounds were done, " + (due - done) + " are missing");
        }
        System.out.println(outcome(opened));
        return done == due ? COMPLETE : INCOMPLETE;
    }
}
