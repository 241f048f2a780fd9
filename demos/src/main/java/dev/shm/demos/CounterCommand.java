package dev.shm.demos;

import dev.shm.space.SharedSpace;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code shm demo counter}. */
@Command(
        name = "counter",
        description =
                "JVMs add to one counter under one lock, and not one increment is lost. With --space, type it in several"
                        + " terminals: each adds to the same counter.")
final class CounterCommand implements Callable<Integer> {
    private static final int PROCESSES = 4;
    private static final int MAX_PROCESSES = 1000;
    private static final long MAX_INCREMENTS = 1_000_000_000_000L;

    @Option(
            names = "--processes",
            paramLabel = "N",
            description = "JVMs to start, 1 to 1000 (default: 4; with --space 1, which is this one).")
    private Integer processes;

    @Option(
            names = "--increments",
            paramLabel = "N",
            defaultValue = "1000",
            description = "What each of them adds (default: ${DEFAULT-VALUE}).")
    private long increments;

    @Option(
            names = "--space",
            paramLabel = "NAME",
            description =
                    "The space that has the counter; made if there is none, and it stays. Without: one that is gone"
                            + " afterwards.")
    private String space;

    @Option(
            names = "--reset",
            description = "Sets the counter to 0 first, under the lock. Safe while others count: they go on from 0.")
    private boolean reset;

    @Option(names = "--lambda", description = "Each JVM is a SharedProcess that runs a lambda, not a main method.")
    private boolean lambda;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Arguments arguments = new Arguments(spec);
        arguments.require(
                processes == null || processes >= 1 && processes <= MAX_PROCESSES, "--processes must be 1 to 1000");
        arguments.require(increments >= 0 && increments <= MAX_INCREMENTS, "--increments must be 0 to 10^12");
        arguments.require(space != null || !reset, "--reset needs --space: without, the counter is new anyway");
        arguments.require(space == null || !lambda, "--lambda goes without --space: what it shows is in one space");
        if (lambda) {
            return new CounterByLambdas(processes == null ? PROCESSES : processes, increments).inNewSpace();
        }
        if (space == null) {
            return new CounterDemo(processes == null ? PROCESSES : processes, increments).inNewSpace();
        }
        try (SharedSpace opened = arguments.open(space)) {
            return new CounterDemo(processes == null ? 1 : processes, increments).in(opened, reset);
        }
    }
}
