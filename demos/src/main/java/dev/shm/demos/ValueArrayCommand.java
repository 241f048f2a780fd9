package dev.shm.demos;

import dev.shm.space.SharedSpace;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code shm demo value-array}. */
@Command(
        name = "value-array",
        description =
                "JVMs share a value and an array: each negates the array under the array's own lock and adds to the value."
                        + " With --space, type it in several terminals: all work on the same two.")
final class ValueArrayCommand implements Callable<Integer> {
    private static final int PROCESSES = 4;
    private static final int MAX_PROCESSES = 1000;
    private static final long MAX_ROUNDS = 1_000_000_000_000L;

    @Option(
            names = "--processes",
            paramLabel = "N",
            description = "JVMs to start, 1 to 1000 (default: 4). With --space it is this one.")
    private Integer processes;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How often each of them does it (default: ${DEFAULT-VALUE}).")
    private long rounds;

    @Option(
            names = "--space",
            paramLabel = "NAME",
            description =
                    "The space that has the value and the array; made if there is none, and it stays. Without: one that is"
                            + " gone afterwards.")
    private String space;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Arguments arguments = new Arguments(spec);
        arguments.require(
                processes == null || processes >= 1 && processes <= MAX_PROCESSES, "--processes must be 1 to 1000");
        arguments.require(rounds >= 0 && rounds <= MAX_ROUNDS, "--rounds must be 0 to 10^12");
        arguments.require(
                space == null || processes == null, "--processes goes without --space: start it in more terminals");
        ValueArrayDemo demo = new ValueArrayDemo(rounds);
        if (space == null) {
            return demo.inNewSpace(processes == null ? PROCESSES : processes);
        }
        try (SharedSpace opened = arguments.open(space)) {
            return demo.in(opened);
        }
    }
}
